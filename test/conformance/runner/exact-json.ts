/**
 * Splits a JSON object's text into the text of its members, unparsed.
 *
 * Cases hold ids up to 2^63 and rows with jsonb columns: JSON.parse would round what a double cannot hold, so rows travel to
 * Postgres as the text they were recorded in.
 *
 * @param text the text of one JSON object; it must be valid JSON (parse it first), else the pieces mean nothing
 * @returns the raw text of each member by its name; of a repeated name the last
 */
export function memberTexts(text: string): Map<string, string> {
  const members = new Map<string, string>();
  let depth = 0;
  let name: string | undefined;
  let start = 0;
  const close = (end: number): void => {
    if (name !== undefined) members.set(name, text.slice(start, end).trim());
    name = undefined;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at);
      if (depth === 1 && name === undefined) {
        name = String(JSON.parse(text.slice(at, end)));
        start = text.indexOf(":", end) + 1;
        at = start - 1;
      } else {
        at = end - 1;
      }
    } else if (character === "{" || character === "[") {
      depth++;
    } else if (character === "}" || character === "]") {
      if (depth === 1) close(at);
      depth--;
    } else if (character === "," && depth === 1) {
      close(at);
    }
  }
  return members;
}

/** The index just past the string that begins at `from`. */
function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

/** A JSON number as it was written, so that none is rounded. */
export interface ExactNumber {
  readonly digits: string;
}

/**
 * Parses JSON with every number as an ExactNumber in place of a double.
 *
 * @throws SyntaxError as JSON.parse does
 */
export function parseExact(text: string): unknown {
  return JSON.parse(
    text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs, (token) =>
      token.startsWith('"') ? token : `{"digits":"${token}"}`,
    ),
  );
}
