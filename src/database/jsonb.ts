/** With this byte, the version of the format, a jsonb begins in binary; its text follows. */
const begins = Buffer.of(1);

/**
 * A jsonb as a value for pg, which sends it in binary: nothing of a long text is escaped or copied as a string.
 * @param text in UTF-8, in parts
 */
export function jsonbOf(text: readonly Uint8Array[]): Buffer {
  return Buffer.concat([begins, ...text]);
}
