import { isUtf8 } from "node:buffer";
import { exitCode, Failure } from "../exit.ts";

/** How files begin that hold something else than lines of UTF-8, and what to do with one. */
const otherBeginnings: readonly { readonly bytes: readonly number[]; readonly sentence: string }[] = [
  { bytes: [0x1f, 0x8b], sentence: "it is compressed by gzip: gunzip -c <file> | npm start -- --source -" },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], sentence: "it is compressed by zstd: zstd -dc <file> | npm start -- --source -" },
  { bytes: [0xef, 0xbb, 0xbf], sentence: "it begins with a byte order mark: save it as UTF-8 without one" },
  { bytes: [0xff, 0xfe], sentence: "it is UTF-16: save it as UTF-8" },
  { bytes: [0xfe, 0xff], sentence: "it is UTF-16: save it as UTF-8" },
  { bytes: [0x7b, 0x00], sentence: "it is UTF-16: save it as UTF-8" },
  { bytes: [0x00, 0x7b], sentence: "it is UTF-16: save it as UTF-8" },
];

/**
 * The text of a line of blocks. Bytes that are not UTF-8 would turn into U+FFFD, and with it into rows that no chain has.
 * @param number of the line, counting from 1
 * @param place where it is, for a sentence: "line 17 of blocks.ndjson"
 * @throws Failure 1 that says what the bytes are, where it can be known
 */
export function lineText(bytes: Buffer, number: number, place: string): string {
  const other =
    number === 1 && otherBeginnings.find((beginning) => beginning.bytes.every((byte, at) => bytes[at] === byte));
  if (other) {
    throw new Failure(
      `${place}: ${other.sentence}. A source is UTF-8, one core.v1.Block as JSON a line.`,
      exitCode.failed,
    );
  }
  if (!isUtf8(bytes)) {
    throw new Failure(
      `${place}: not UTF-8, from byte ${firstFault(bytes)} of the line on; the file is damaged or of another encoding`,
      exitCode.failed,
    );
  }
  return bytes.toString("utf8");
}

/** The first byte, counting from 1, that is not UTF-8: from there on, what was read as text comes back as other bytes. */
function firstFault(bytes: Buffer): number {
  const again = Buffer.from(bytes.toString("utf8"), "utf8");
  return bytes.findIndex((byte, at) => again[at] !== byte) + 1;
}
