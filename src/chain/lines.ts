export interface Line {
  /** Counting from 1. */
  readonly number: number;
  /** Without its line end. */
  readonly bytes: Buffer;
  /** Bytes of the input up to and with this line's end. */
  readonly bytesRead: number;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Splits a stream of bytes into lines, holding one line in memory at a time: a line may be as long as a block is.
 * @returns lines with their number; the last one need not end with a line feed
 */
export async function* lines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line, void, undefined> {
  let parts: Buffer[] = [];
  let number = 0;
  let bytesRead = 0;
  const line = (): Line => {
    const [only] = parts;
    const bytes = parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
    parts = [];
    number += 1;
    return { number, bytes: bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes, bytesRead };
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, from)) {
      parts.push(chunk.subarray(from, end));
      bytesRead += end + 1 - from;
      from = end + 1;
      yield line();
    }
    if (from < chunk.length) {
      parts.push(chunk.subarray(from));
      bytesRead += chunk.length - from;
    }
  }
  if (parts.length > 0) {
    yield line();
  }
}
