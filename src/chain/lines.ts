import { StringDecoder } from "node:string_decoder";

export interface Line {
  /** Counting from 1. */
  readonly number: number;
  /** Without its line end. */
  readonly text: string;
  /** Bytes of the input up to and with this line's end. */
  readonly bytesRead: number;
}

const lineFeed = 0x0a;

/**
 * Splits a stream of bytes into lines of UTF-8 text, holding one line in memory at a time: a line may be as long as a block is.
 * @returns lines with their number; the last one need not end with a line feed
 */
export async function* lines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line, void, undefined> {
  const decoder = new StringDecoder("utf8");
  let parts: string[] = [];
  let number = 0;
  let bytesRead = 0;
  const line = (text: string): Line => {
    number += 1;
    parts = [];
    return { number, text: text.endsWith("\r") ? text.slice(0, -1) : text, bytesRead };
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, from)) {
      parts.push(decoder.write(chunk.subarray(from, end)));
      bytesRead += end + 1 - from;
      from = end + 1;
      yield line(parts.join(""));
    }
    parts.push(decoder.write(chunk.subarray(from)));
    bytesRead += chunk.length - from;
  }
  parts.push(decoder.end());
  const rest = parts.join("");
  if (rest !== "") {
    yield line(rest);
  }
}
