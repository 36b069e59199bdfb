import { type Doc, hardLine, join, lineWidth } from "./layout.ts";

/** A string as an SQL literal. */
export function quote(text: string): string {
  const doubled = text.replaceAll("'", "''");
  return text.includes("\\") ? `E'${doubled.replaceAll("\\", "\\\\")}'` : `'${doubled}'`;
}

/** The longest literal that stays on one line, in characters. */
const longest = 90;

/** A string as an SQL literal; a long one, a JSON object mostly, goes on over several lines. */
export function literal(text: string): Doc {
  return quote(text).length <= longest || text.includes("\\") ? quote(text) : pieces(text, /(?<=[, ])/, longest);
}

/**
 * A text as one SQL literal or, where it is long, several that follow each other on lines of their own: SQL reads them as one.
 * @param indent the spaces before its lines
 */
export function quoteLines(text: string, indent: number): Doc {
  // Room for a semicolon.
  return pieces(text, /(?<= )/, lineWidth - indent - 1);
}

/** Literals that follow each other on lines of their own, which SQL reads as one. */
function pieces(text: string, at: RegExp, room: number): Doc {
  const lines: string[] = [];
  let now = "";
  for (const word of text.split(at)) {
    if (now !== "" && quote(now + word).length > room) {
      lines.push(now);
      now = "";
    }
    now += word;
  }
  return join(hardLine, [...lines, now].map(quote));
}
