import { fromJson, type JsonValue } from "@bufbuild/protobuf";
import { errorMessage } from "../errors.ts";
import { exitCode, Failure } from "../exit.ts";
import { BlockSchema } from "../generated/core/v1/types_pb.ts";
import { checkBlock } from "./check-block.ts";
import type { SourceBlock } from "./source.ts";

/**
 * Reads one block from a line of JSON in protobuf's JSON mapping of core.v1.Block: int64 as string or number, bytes as base64,
 * members that we do not know ignored.
 * @param place where the line is, for a sentence: "line 17 of blocks.ndjson"
 * @throws Failure that names the place and what is wrong
 */
export function blockFromJson(line: string, place: string): SourceBlock {
  let json: JsonValue;
  try {
    json = JSON.parse(withLongIntegersAsStrings(line), escapedSurrogate.test(line) ? withoutLoneSurrogates : undefined);
  } catch (error) {
    const advice = isUnfinished(line)
      ? ". The block does not end on this line: each must be whole on a line of its own (jq -c . writes it so), and the file may be cut off"
      : "";
    throw new Failure(`${place}: not JSON: ${errorMessage(error)}${advice}`, exitCode.failed, { cause: error });
  }
  try {
    return checkBlock(fromJson(BlockSchema, json, { ignoreUnknownFields: true }), place);
  } catch (error) {
    if (error instanceof Failure) {
      throw error;
    }
    throw new Failure(`${place}: not a core.v1.Block: ${errorMessage(error)}`, exitCode.failed, { cause: error });
  }
}

/** Whether a line begins an object or a list that it does not end, as the first line of JSON that is laid out for people. */
function isUnfinished(line: string): boolean {
  return /^\s*[{[]/.test(line) && !/[}\]]\s*$/.test(line);
}

const escapedSurrogate = /\\ud[89a-f]/i;

/** A protobuf string is well-formed Unicode, so half a surrogate pair cannot come from a chain; like the edge, we drop it. */
function withoutLoneSurrogates(_key: string, value: JsonValue): JsonValue {
  return typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "") : value;
}

/** Fewer digits than this a double holds exactly. */
const longDigits = 16;

/**
 * Puts integers of sixteen digits and more between quotes, outside of strings: an int64 written as a JSON number would otherwise
 * pass through a double and lose digits.
 */
function withLongIntegersAsStrings(line: string): string {
  if (!/[:[,\s]-?\d{16}/.test(line)) {
    return line;
  }
  let result = "";
  let copied = 0;
  for (let at = 0; at < line.length; at++) {
    const character = line[at];
    if (character === '"') {
      at = endOfString(line, at);
    } else if (character === "-" || (character !== undefined && character >= "0" && character <= "9")) {
      const end = endOfNumber(line, at);
      const number = line.slice(at, end);
      if (number.length >= longDigits && /^-?\d+$/.test(number)) {
        result += `${line.slice(copied, at)}"${number}"`;
        copied = end;
      }
      at = end - 1;
    }
  }
  return result + line.slice(copied);
}

/** Index of the quote that ends the string which begins at `start`; the line's length where none does. */
function endOfString(line: string, start: number): number {
  for (let at = start + 1; at < line.length; at++) {
    const character = line[at];
    if (character === "\\") {
      at++;
    } else if (character === '"') {
      return at;
    }
  }
  return line.length;
}

function endOfNumber(line: string, start: number): number {
  let end = start + 1;
  while (end < line.length && /[\d.eE+-]/.test(line[end] ?? "")) {
    end++;
  }
  return end;
}
