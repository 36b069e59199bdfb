import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  type Block,
  BlockSchema,
  type GetBlockResponse,
  GetBlockResponseSchema,
  type GetBlocksResponse,
  GetBlocksResponseSchema,
  type StreamBlocksResponse,
  StreamBlocksResponseSchema,
} from "../generated/core/v1/types_pb.ts";
import type { EncodedBlock } from "./chain.ts";
import type { Fault } from "./faults.ts";
import { encodedField, encodedMapEntry } from "./wire.ts";

/**
 * Answers that carry blocks. A block is encoded once, when it is built; a binary answer takes these bytes as they are. Only the JSON codec, which has no such thing, needs the message.
 */
export interface Codec {
  /** Whether the client asked for JSON instead of binary protobuf. */
  readonly isJson: boolean;
}

/** First byte of a field with wire type 7, which does not exist: every decoder refuses it. */
const brokenTag = 0x07;

/**
 * @returns the block's bytes, shaped by the node's habits, as a fault would have them; without one as they are shaped
 */
export function withFault(
  block: EncodedBlock,
  fault: Fault | undefined,
  shape: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  if (fault?.kind === "garbage") {
    return new Uint8Array([brokenTag, ...block.bytes.subarray(0, 64)]);
  }
  const bytes = shape(block.bytes);
  if (fault?.kind !== "chainId" && fault?.kind !== "otherHash") {
    return bytes;
  }
  const message = fromBinary(BlockSchema, bytes);
  if (fault.kind === "chainId") {
    message.chainId = fault.chainId;
  } else {
    message.hash = [...message.hash].reverse().join("");
  }
  for (const transaction of message.transactions) {
    transaction.chainId = message.chainId;
    transaction.blockHash = message.hash;
  }
  return toBinary(BlockSchema, message);
}

/** The answer to GetBlock. */
export function blockAnswer(codec: Codec, bytes: Uint8Array<ArrayBuffer>, head: number): GetBlockResponse {
  const answer = create(GetBlockResponseSchema, { currentHeight: BigInt(head) });
  if (codec.isJson) {
    answer.block = decoded(bytes);
  } else {
    answer.$unknown = [encodedField(1, bytes)];
  }
  return answer;
}

/** What a node answers to GetBlock for a height that it does not have: a block of height -1. */
export function missingBlockAnswer(chainId: string, head: number): GetBlockResponse {
  return create(GetBlockResponseSchema, { block: { chainId, height: -1n }, currentHeight: BigInt(head) });
}

/** The answer to GetBlocks: by height, without those that the node does not have. */
export function blocksAnswer(
  codec: Codec,
  blocks: ReadonlyMap<number, Uint8Array<ArrayBuffer>>,
  head: number,
): GetBlocksResponse {
  const answer = create(GetBlocksResponseSchema, { currentHeight: BigInt(head) });
  if (codec.isJson) {
    for (const [height, bytes] of blocks) {
      answer.blocks[String(height)] = decoded(bytes);
    }
  } else {
    answer.$unknown = [...blocks].map(([height, bytes]) => encodedMapEntry(1, height, bytes));
  }
  return answer;
}

/** One message of StreamBlocks. */
export function streamedBlock(codec: Codec, bytes: Uint8Array<ArrayBuffer>): StreamBlocksResponse {
  const answer = create(StreamBlocksResponseSchema);
  if (codec.isJson) {
    answer.block = decoded(bytes);
  } else {
    answer.$unknown = [encodedField(1, bytes)];
  }
  return answer;
}

/** JSON cannot carry broken bytes; they become a block without content. */
function decoded(bytes: Uint8Array): Block {
  return bytes[0] === brokenTag ? create(BlockSchema) : fromBinary(BlockSchema, bytes);
}
