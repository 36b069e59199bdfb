import { type Doc, join, line, lineWidth } from "./layout.ts";

/** A string as an SQL literal. */
export function quote(text: string): string {
  const doubled = text.replaceAll("'", "''");
  return text.includes("\\") ? `E'${doubled.replaceAll("\\", "\\\\")}'` : `'${doubled}'`;
}

/**
 * A text as one SQL literal or, where it is long, several that follow each other on lines of their own: SQL reads them as one.
 * @param indent the spaces before its lines
 */
export function quoteLines(text: string, indent: number): Doc {
  // Room for the quotes and a semicolon.
  const room = lineWidth - indent - 3;
  const pieces: string[] = [];
  let piece = "";
  for (const word of text.split(/(?<= )/)) {
    if (piece !== "" && quote(piece + word).length > room) {
      pieces.push(piece);
      piece = "";
    }
    piece += word;
  }
  return join(line, [...pieces, piece].map(quote));
}
