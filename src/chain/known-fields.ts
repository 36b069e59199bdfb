import { isUtf8 } from "node:buffer";
import { type DescField, type DescMessage, fromBinary, type MessageShape, ScalarType } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/** How many bytes the tag of the highest field number takes. */
const longestTagBytes = 5;

/** A field as it stands on the wire. */
interface WireField {
  readonly no: number;
  readonly wireType: number;
  /** Whether its tag has more bytes than any tag needs, which Go reads and protobuf-es does not. */
  readonly isTagLong: boolean;
  /** All of it, from its tag on. */
  readonly whole: Uint8Array;
  /** Its content: of a length-delimited field what follows the length, of others what follows the tag. */
  readonly content: Uint8Array;
}

/**
 * Reads a message of which only the fields that its .proto knows can be relied on. As in Go, a field whose wire type is not that of
 * the .proto is one that is not known, at any depth; so is a text that is no UTF-8, or a message that cannot be taken apart.
 * protobuf-es reads such a field as if its type were right, and so past its end.
 *
 * Of a oneof with several members the first counts, not the last: a node writes the one that it has read and judged, and after it, as
 * they came, those that its own .proto does not have.
 *
 * @returns the message; `$unknown` has the fields that are not known, with what follows their tag
 * @throws Error for bytes that are no message at all
 */
export function readKnownFields<Desc extends DescMessage>(schema: Desc, bytes: Uint8Array): MessageShape<Desc> {
  const { known, others } = knownFields(schema, bytes);
  const message = fromBinary(schema, known);
  if (others.length > 0) {
    message.$unknown = others.map(({ no, wireType, content }) => ({ no, wireType, data: content }));
  }
  return message;
}

/** Parts the fields that are known, as bytes, from the others. The bytes are the same ones where all are known. */
function knownFields(schema: DescMessage, bytes: Uint8Array): { known: Uint8Array; others: readonly WireField[] } {
  const others: WireField[] = [];
  const parts: Uint8Array[] = [];
  const members: DescField[] = [];
  let isChanged = false;
  for (const wireField of wireFields(bytes)) {
    const field = schema.fields.find(({ number }) => number === wireField.no);
    const isLaterMember = members.some((first) => first.oneof === field?.oneof && first !== field);
    const content = field === undefined || isLaterMember ? undefined : knownContent(field, wireField);
    if (content !== undefined && field?.oneof !== undefined) {
      members.push(field);
    }
    if (content === undefined) {
      others.push(wireField);
      isChanged = true;
    } else if (content === wireField.content) {
      parts.push(wireField.whole);
    } else {
      parts.push(new BinaryWriter().tag(wireField.no, WireType.LengthDelimited).bytes(content).finish());
      isChanged = true;
    }
  }
  return { known: isChanged ? Buffer.concat(parts) : bytes, others };
}

/** The content of a field without what is not known in it; undefined where the field is not what the .proto says. */
function knownContent(field: DescField, { wireType, isTagLong, content }: WireField): Uint8Array | undefined {
  if (isTagLong || wireType !== wireTypeOf(field)) {
    return undefined;
  }
  if (field.message !== undefined) {
    try {
      return knownFields(field.message, content).known;
    } catch {
      return undefined;
    }
  }
  return field.scalar === ScalarType.STRING && !isUtf8(content) ? undefined : content;
}

function wireTypeOf(field: DescField): WireType {
  if (field.message !== undefined && field.fieldKind !== "map" && !field.delimitedEncoding) {
    return WireType.LengthDelimited;
  }
  switch (field.fieldKind === "map" ? undefined : field.scalar) {
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return WireType.LengthDelimited;
    case ScalarType.BOOL:
    case ScalarType.INT32:
    case ScalarType.INT64:
    case ScalarType.UINT64:
      if (field.fieldKind === "scalar") {
        return WireType.Varint;
      }
  }
  throw new Error(`${field} is of a type that no transaction had when this was written`);
}

/** Takes a message apart. Throws an Error where its bytes do not add up. */
function* wireFields(bytes: Uint8Array): Generator<WireField, void, undefined> {
  for (let position = 0; position < bytes.length; ) {
    const tag = readTag(bytes, position);
    const content = contentOf(bytes, tag);
    const end = content.byteOffset - bytes.byteOffset + content.length;
    const isTagLong = tag.end - position > longestTagBytes;
    yield { no: tag.no, wireType: tag.wireType, isTagLong, whole: bytes.subarray(position, end), content };
    position = end;
  }
}

interface Tag {
  readonly no: number;
  readonly wireType: number;
  /** Where the tag ends. */
  readonly end: number;
}

function readTag(bytes: Uint8Array, position: number): Tag {
  const { value, end } = readVarint(bytes, position);
  const no = Math.floor(value / 8);
  if (no === 0) {
    throw new Error(`a field with number 0 at byte ${position}`);
  }
  return { no, wireType: value % 8, end };
}

function contentOf(bytes: Uint8Array, { no, wireType, end }: Tag): Uint8Array {
  switch (wireType) {
    case WireType.Varint:
      return slice(bytes, end, readVarint(bytes, end).end);
    case WireType.Bit64:
      return slice(bytes, end, end + 8);
    case WireType.Bit32:
      return slice(bytes, end, end + 4);
    case WireType.LengthDelimited: {
      const length = readVarint(bytes, end);
      return slice(bytes, length.end, length.end + length.value);
    }
    case WireType.StartGroup:
      return slice(bytes, end, groupEnd(bytes, no, end));
    default:
      throw new Error(`a field of wire type ${wireType} before byte ${end}`);
  }
}

/** Where a group ends. Groups in it are counted, not recursed into: Go takes ten thousand of them. */
function groupEnd(bytes: Uint8Array, no: number, start: number): number {
  const open = [no];
  let position = start;
  while (open.length > 0) {
    const tag = readTag(bytes, position);
    if (tag.wireType === WireType.StartGroup) {
      open.push(tag.no);
      position = tag.end;
    } else if (tag.wireType === WireType.EndGroup) {
      if (open.pop() !== tag.no) {
        throw new Error(`a group that ends with another's number before byte ${tag.end}`);
      }
      position = tag.end;
    } else {
      const content = contentOf(bytes, tag);
      position = content.byteOffset - bytes.byteOffset + content.length;
    }
  }
  return position;
}

/** Reads a varint; beyond 2^53 its value is not exact, and not needed. */
function readVarint(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let index = 0; index < 10; index += 1) {
    const byte = bytes[start + index];
    if (byte === undefined) {
      break;
    }
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) {
      return { value, end: start + index + 1 };
    }
  }
  throw new Error(`a number without an end at byte ${start}`);
}

function slice(bytes: Uint8Array, start: number, end: number): Uint8Array {
  if (end > bytes.length) {
    throw new Error(`a field that is longer than its message at byte ${start}`);
  }
  return bytes.subarray(start, end);
}
