/**
 * Addresses of databases and nodes as they may be shown. Whatever a command prints of an address goes through here, so that no
 * password reaches a terminal, a log or a metric.
 */

/**
 * Reads an address that can be read in one way only. A password with one of / ? # in it, not percent-encoded, would be cut there, and
 * its rest would count as port, path or query: then an @ comes after the host, and the address is refused.
 * @param text such as postgres://user:password@host:5432/database
 * @returns undefined when it is no address, or an ambiguous one
 */
export function parseAddress(text: string): URL | undefined {
  if (!/^\s*[a-z][a-z0-9+.-]*:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const address = new URL(text);
  return `${address.pathname}${address.search}${address.hash}`.includes("@") ? undefined : address;
}

/**
 * An address as messages show it: without password and query, and for a node without its user, which may be a key.
 * @returns the words "the address that was given" when it cannot be read
 */
export function describeAddress(text: string): string {
  const address = parseAddress(text);
  if (address === undefined) return "the address that was given";
  const user = address.username !== "" && address.protocol.startsWith("postgres") ? `${address.username}@` : "";
  return `${address.protocol}//${user}${address.host}${address.pathname === "/" ? "" : address.pathname}`;
}

/**
 * A value that somebody has set, as a message about it may show it.
 * @returns an address as `describeAddress` has it, … for what may hold a password, anything else as it is
 */
export function describeValue(text: string): string {
  if (parseAddress(text) !== undefined) return describeAddress(text);
  return /[:@=]|pass|secret/i.test(text) ? "…" : text;
}

/** A message that quotes what somebody has typed, such as those of the command line, without what may hold a password. */
export function withoutSecrets(message: string): string {
  return message.replace(/'(.*)'/s, (_, quoted: string) => {
    const [, flag = "", value = ""] = /^(--[a-z-]+[= ])?(.*)$/s.exec(quoted) ?? [];
    return `'${flag}${describeValue(value)}'`;
  });
}
