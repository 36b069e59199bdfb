import type { Block } from "../generated/core/v1/types_pb.ts";

/** What a member costs beside its content: its tag and length on the wire, and more than that in memory. */
const memberBytes = 4;

/**
 * About how large a decoded block is, in bytes: close to its size on the wire, and cheap to know. It is for bounding memory, so
 * characters count as bytes and numbers as eight.
 */
export function blockBytes(block: Block): number {
  return sizeOf(block);
}

function sizeOf(value: unknown): number {
  if (typeof value === "string") {
    return value.length;
  }
  if (typeof value === "bigint" || typeof value === "number") {
    return 8;
  }
  if (value instanceof Uint8Array) {
    return value.length;
  }
  if (typeof value !== "object" || value === null) {
    return 1;
  }
  let size = 0;
  for (const member of Object.values(value)) {
    size += memberBytes + sizeOf(member);
  }
  return size;
}
