/** Who may see the console: on loopback everybody on this machine, elsewhere who has the token. */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/** How a request is let in or refused. */
export type Admission =
  | { readonly kind: "admitted" }
  /** The token was in the address: to be taken out of it, and kept in a cookie. */
  | { readonly kind: "token given"; readonly cookie: string }
  /** The token is asked for. */
  | { readonly kind: "token needed"; readonly wasWrong: boolean }
  /** Not at all; why, as a sentence. */
  | { readonly kind: "refused"; readonly reason: string };

/** The cookie's name; what it holds is made from the token, and does not tell it. */
const cookieName = "em_console";

/** How long a browser keeps it, in seconds. */
const cookieSeconds = 30 * 24 * 3600;

/** Whether an address that a port is opened on is reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** Judges requests for the console's pages and data. */
export class Access {
  readonly #host: string;
  readonly #token: string | undefined;

  /**
   * @param host the address that the port is opened on
   * @param token what somebody must know; undefined where nobody said one
   */
  constructor(host: string, token: string | undefined) {
    this.#host = host;
    this.#token = token;
  }

  /** Why nobody is let in, as a sentence for the log; undefined where somebody can be. */
  get closed(): string | undefined {
    return this.#token === undefined && !isLoopback(this.#host)
      ? `the console is closed: on ${this.#host} others could read it. Choose a token, such as what \`openssl rand -hex 16\` writes, and give it as EM_HTTP_TOKEN`
      : undefined;
  }

  /** Whether there is a token to ask for. */
  get asks(): boolean {
    return this.#token !== undefined;
  }

  /** Judges a request by its header fields and its address. */
  admit(request: IncomingMessage, address: URL): Admission {
    if (this.closed !== undefined) {
      return { kind: "refused", reason: this.closed };
    }
    if (this.#token === undefined) {
      return this.#admitLocal(request);
    }
    const given = address.searchParams.get("token");
    if (given !== null) {
      return this.present(given);
    }
    const isKnown = [bearerOf(request), ...cookiesOf(request)].some(
      (each) => each !== undefined && (isSame(each, this.#token) || isSame(each, this.#cookieValue())),
    );
    return isKnown ? { kind: "admitted" } : { kind: "token needed", wasWrong: false };
  }

  /** Judges a token that somebody has typed. */
  present(given: string): Admission {
    return isSame(given, this.#token)
      ? { kind: "token given", cookie: this.#cookie() }
      : { kind: "token needed", wasWrong: true };
  }

  /**
   * Without a token, a page of a stranger could point its own name to 127.0.0.1 and then read everything as its own (DNS rebinding). It
   * cannot change what the browser writes as Host.
   */
  #admitLocal({ headers }: IncomingMessage): Admission {
    const name = nameIn(headers.host ?? "");
    return name !== undefined && (isLoopback(name) || name === this.#host)
      ? { kind: "admitted" }
      : {
          kind: "refused",
          reason: `without a token, the console answers to localhost and 127.0.0.1 alone, not to "${name ?? "a request without Host"}". To reach it by another name, as behind a proxy, give a token as EM_HTTP_TOKEN`,
        };
  }

  #cookieValue(): string {
    return createHmac("sha256", this.#token ?? "")
      .update("em-apply console")
      .digest("hex");
  }

  #cookie(): string {
    return `${cookieName}=${this.#cookieValue()}; Path=/; Max-Age=${cookieSeconds}; HttpOnly; SameSite=Strict`;
  }
}

/** Compares in a time that does not depend on how much of it is right. */
function isSame(given: string, wanted: string | undefined): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return wanted !== undefined && timingSafeEqual(digest(given), digest(wanted));
}

function bearerOf({ headers }: IncomingMessage): string | undefined {
  return /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
}

/** The values of our cookie, of which a browser may send several. */
function cookiesOf({ headers }: IncomingMessage): string[] {
  return (headers.cookie ?? "").split(/; */).flatMap((pair) => {
    const [name, value] = pair.split("=", 2);
    return name === cookieName && value !== undefined ? [value] : [];
  });
}

/** The name in a Host field, without its port; undefined where it holds no name. */
function nameIn(host: string): string | undefined {
  const address = `http://${host}`;
  if (!URL.canParse(address)) {
    return undefined;
  }
  return new URL(address).hostname.replace(/^\[(.*)\]$/, "$1");
}
