import { create, toJsonString } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import { type Block, BlockSchema } from "../../../src/generated/core/v1/types_pb.ts";
import type { RecordedBlock, RecordedTransaction } from "./case-format.ts";

/** Where recorded blocks are put on a chain: heights count up by one from the first. */
export interface ChainPlace {
  readonly chainId: string;
  readonly firstHeight: bigint;
}

/**
 * Turns recorded blocks into blocks of the chain, as a node would give them. A recording names em_blocks, not heights, so the
 * heights are the caller's choice.
 *
 * @param blocks the `blocks` member of a case or stream
 */
export function chainBlocks(blocks: readonly RecordedBlock[], place: ChainPlace): Block[] {
  return blocks.map((recorded, index) => {
    const height = place.firstHeight + BigInt(index);
    const timestamp = create(TimestampSchema, { seconds: BigInt(recorded.timestamp) });
    return create(BlockSchema, {
      height,
      hash: recorded.hash,
      chainId: place.chainId,
      timestamp,
      transactions: recorded.txs.map((transaction) => ({
        hash: transaction.hash,
        chainId: place.chainId,
        height,
        blockHash: recorded.hash,
        timestamp,
        transaction: { transaction: payloadOf(transaction) },
      })),
    });
  });
}

function payloadOf(recorded: RecordedTransaction) {
  const value = {
    userId: BigInt(recorded.user_id),
    entityType: recorded.entity_type,
    entityId: BigInt(recorded.entity_id),
    action: recorded.action,
    metadata: recorded.metadata,
    signer: recorded.signer,
    signature: recorded.signature ?? "",
    nonce: recorded.nonce ?? "",
  };
  return recorded.kind === "manage_entity_migration"
    ? { case: "manageEntityMigration" as const, value }
    : { case: "manageEntity" as const, value };
}

/**
 * Blocks as NDJSON: one core.v1.Block a line in the protobuf JSON mapping, what `npm start -- --source` reads.
 *
 * @returns the text, with a newline after each block
 */
export function blocksAsNdjson(blocks: readonly Block[]): string {
  return blocks.map((block) => `${toJsonString(BlockSchema, block)}\n`).join("");
}
