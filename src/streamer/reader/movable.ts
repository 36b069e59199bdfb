import { isWhole, type PreparedBlock } from "./prepared-block.ts";

/**
 * Lays the bytes of blocks into buffers that can be moved to another thread, where others would be copied: small ones side by side in one,
 * large ones as they are.
 */
export function movable(blocks: readonly PreparedBlock[]): {
  readonly blocks: readonly PreparedBlock[];
  readonly buffers: readonly ArrayBuffer[];
} {
  const small = blocks
    .flatMap((block) => (isWhole(block) ? [block.json] : [block.begun.changes, block.raw.manageEntities]))
    .filter((bytes) => bytes !== undefined && !isAlone(bytes));
  const shared = new Uint8Array(small.reduce((sum, bytes) => sum + (bytes?.length ?? 0), 0));
  const buffers: ArrayBuffer[] = [shared.buffer];
  let used = 0;
  const place = (bytes: Uint8Array): Uint8Array => {
    if (isAlone(bytes)) {
      buffers.push(bytes.buffer);
      return bytes;
    }
    shared.set(bytes, used);
    used += bytes.length;
    return shared.subarray(used - bytes.length, used);
  };
  const placed = blocks.map((block): PreparedBlock => {
    if (isWhole(block)) {
      return { ...block, json: place(block.json) };
    }
    const { begun, raw } = block;
    return {
      ...block,
      begun: { ...begun, changes: begun.changes && place(begun.changes) },
      raw: { ...raw, manageEntities: raw.manageEntities && place(raw.manageEntities) },
    };
  });
  return { blocks: placed, buffers };
}

/** Whether nothing else lies in the buffer of the bytes. */
function isAlone(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer && bytes.length === bytes.buffer.byteLength;
}
