import type { UnknownField } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/**
 * Makes a field out of bytes that are encoded already. protobuf-es writes a message's unknown fields verbatim, so what was encoded
 * once, to be hashed or to be kept, need not be decoded and encoded again to stand in another message.
 * @param no the field's number
 */
export function encodedField(no: number, bytes: Uint8Array): UnknownField {
  return { no, wireType: WireType.LengthDelimited, data: new BinaryWriter().bytes(bytes).finish() };
}

/** Makes an entry of a map from int64 to messages, for a map with the given field number. */
export function encodedMapEntry(no: number, key: number, bytes: Uint8Array): UnknownField {
  const entry = new BinaryWriter().tag(1, WireType.Varint).int64(key).tag(2, WireType.LengthDelimited).bytes(bytes);
  return encodedField(no, entry.finish());
}
