/** Messages of every kind with every field filled, as nobody sends them but anybody could. */
import {
  create,
  type DescField,
  type DescMessage,
  type Message,
  type MessageShape,
  ScalarType,
} from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import { TimestampSchema, timestampFromDate } from "@bufbuild/protobuf/wkt";

/** What the fields are filled with. */
export interface Filling {
  readonly text: (field: string) => string;
  readonly bytes: Uint8Array;
  readonly integer: bigint;
}

/** Messages within messages deeper than this are left out. */
const deepest = 4;

/**
 * Fills every field of a message; of a oneof, each member in a message of its own.
 * @param schema the kind of message
 * @returns as many messages as the largest oneof in it has members
 */
export function filledMessages<Schema extends DescMessage>(schema: Schema, filling: Filling): MessageShape<Schema>[] {
  const choices = Math.max(1, ...schema.oneofs.map((oneof) => oneof.fields.length), ...nestedChoices(schema));
  return Array.from({ length: choices }, (_, choice) => filled(schema, filling, choice, 0));
}

function nestedChoices(schema: DescMessage): number[] {
  return schema.fields.flatMap((field) =>
    field.message === undefined ? [] : field.message.oneofs.map((oneof) => oneof.fields.length),
  );
}

function filled<Schema extends DescMessage>(
  schema: Schema,
  filling: Filling,
  choice: number,
  depth: number,
): MessageShape<Schema> {
  const message = create(schema);
  const reflected = reflect(schema, message);
  for (const field of schema.fields) {
    const isChosen = field.oneof === undefined || field.oneof.fields[choice % field.oneof.fields.length] === field;
    if (!isChosen || (field.message !== undefined && depth === deepest)) {
      continue;
    }
    const value = fieldValue(field, filling, choice, depth);
    if (field.fieldKind === "list") {
      reflected.get(field).add(value);
    } else if (field.fieldKind !== "map") {
      reflected.set(field, value);
    }
  }
  return message;
}

function fieldValue(field: DescField, filling: Filling, choice: number, depth: number) {
  if (field.message?.typeName === TimestampSchema.typeName) {
    // The first and the last year that the JSON mapping has.
    const year = filling.integer > 0n ? 9999 : 1;
    return reflect(TimestampSchema, timestampFromDate(new Date(`${String(year).padStart(4, "0")}-06-01T00:00:00Z`)));
  }
  if (field.message !== undefined) {
    const nested: Message = filled(field.message, filling, choice, depth + 1);
    return reflect(field.message, nested);
  }
  if (field.enum !== undefined) {
    return field.enum.values.at(-1)?.number;
  }
  switch (field.scalar) {
    case ScalarType.STRING:
      return filling.text(field.name);
    case ScalarType.BYTES:
      return filling.bytes;
    case ScalarType.BOOL:
      return true;
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return Number(filling.integer);
    case ScalarType.INT64:
    case ScalarType.UINT64:
    case ScalarType.SINT64:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return filling.integer;
    default:
      return Number(BigInt.asIntN(31, filling.integer));
  }
}
