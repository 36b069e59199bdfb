const hex = /^[0-9a-fA-F]*$/;

/**
 * Decodes hexadecimal digits, nothing else: no prefix, no space, as Python's binascii.unhexlify.
 *
 * @param text an even number of digits, in either case
 * @returns the bytes, undefined if the text is anything else
 */
export function bytesFromHex(text: string): Uint8Array | undefined {
  // Buffer.from stops at the first character that is not a digit instead of failing.
  return text.length % 2 === 0 && hex.test(text) ? Buffer.from(text, "hex") : undefined;
}
