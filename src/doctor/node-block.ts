import type { SourceBlock } from "../chain/source.ts";
import { cleanName } from "../edge/text.ts";

/** What is compared of a block of the node; the rest of it is let go. */
export interface NodeBlock {
  readonly height: number;
  readonly hash: string;
  /** The block's own time, milliseconds since 1970. */
  readonly time: number;
  /** Whether it is a ManageEntity transaction, by hash as the tables hold it. A hash that stands twice in a block counts once. */
  readonly transactions: ReadonlyMap<string, boolean>;
}

/** Takes from a block what is compared. */
export function nodeBlock({ height, block }: SourceBlock): NodeBlock {
  const { seconds, nanos } = block.timestamp ?? { seconds: 0n, nanos: 0 };
  return {
    height,
    hash: block.hash,
    time: Number(seconds) * 1000 + Math.floor(nanos / 1_000_000),
    transactions: new Map(
      block.transactions.map(({ hash, transaction }) => [
        cleanName(hash),
        transaction?.transaction.case === "manageEntity",
      ]),
    ),
  };
}
