/** Random blocks of nearly valid transactions. */
import fc from "fast-check";
import type { ManageEntityType } from "../../src/edge/manage-entity.ts";
import type { RecordedBlock } from "../conformance/runner/case-format.ts";
import type { Corpus, Template } from "./corpus.ts";
import { changed, changeOf } from "./metadata.ts";

const oddIds = [
  0n,
  -1n,
  1n,
  2n ** 31n - 1n,
  2n ** 31n,
  -(2n ** 31n) - 1n,
  2n ** 53n + 1n,
  2n ** 63n - 1n,
  -(2n ** 63n),
];
const oddNames = [
  "",
  " ",
  "user",
  "User ",
  "USER",
  "Üser",
  "constructor",
  "a".repeat(10_000),
  "\u0000",
  "Create\u0000",
];
const oddSigners = ["", "0x", "0xbeef8e42e8b5964fdd2b7ca8efa0d9aef38aa996", "İ", "\u0000", "x".repeat(10_000)];

/** A transaction, and whether a new block begins with it. */
interface Drawn {
  readonly transaction: Template;
  readonly begins: boolean;
}

/** Mostly what the template says. */
function sometimes<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 20, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

function transactionOf(corpus: Corpus): fc.Arbitrary<Drawn> {
  const id = (known: readonly bigint[]) => fc.oneof(fc.constantFrom(...known), fc.constantFrom(...oddIds));
  return fc
    .record({
      template: fc.constantFrom(...corpus.templates),
      changes: fc.oneof(
        { weight: 1, arbitrary: fc.constant([]) },
        { weight: 4, arbitrary: fc.array(changeOf(corpus), { minLength: 1, maxLength: 3 }) },
      ),
      begins: fc.boolean(),
      kind: sometimes(fc.constantFrom("manage_entity" as const, "manage_entity_migration" as const)),
      entity_type: sometimes(fc.constantFrom(...corpus.entityTypes, ...oddNames)),
      action: sometimes(fc.constantFrom(...corpus.actions, ...oddNames)),
      user_id: sometimes(id(corpus.userIds)),
      entity_id: sometimes(id(corpus.entityIds)),
      signer: sometimes(fc.constantFrom(...corpus.signers, ...oddSigners)),
      // A hash from a few, so that hashes repeat, in one block too; not an empty one, which em_apply refuses as no transaction's.
      hash: sometimes(fc.constantFrom("0xsame", "\u0000", "İ".repeat(500))),
    })
    .map(({ template, changes, begins, ...given }) => ({
      begins,
      transaction: {
        ...template,
        kind: kindOf(given.kind ?? template.kind),
        metadata: changed(template.metadata, changes),
        entity_type: given.entity_type ?? template.entity_type,
        action: given.action ?? template.action,
        user_id: String(given.user_id ?? template.user_id),
        entity_id: String(given.entity_id ?? template.entity_id),
        signer: given.signer ?? template.signer,
        hash: given.hash ?? template.hash,
      },
    }));
}

/** The kind as recordings have it, where a live transaction has none. */
function kindOf(kind: ManageEntityType | undefined): Template["kind"] {
  return kind === "manage_entity_migration" ? kind : undefined;
}

/** A few blocks with up to twelve transactions in all, about half of them in one block with another. */
export function blocksOf(corpus: Corpus): fc.Arbitrary<readonly RecordedBlock[]> {
  return fc.array(transactionOf(corpus), { minLength: 1, maxLength: 12, size: "max" }).map(inBlocks);
}

function inBlocks(drawn: readonly Drawn[]): RecordedBlock[] {
  const blocks: { number: number; hash: string; timestamp: number; txs: Template[] }[] = [];
  for (const { transaction, begins } of drawn) {
    const last = blocks.at(-1);
    if (last !== undefined && !begins) {
      last.txs.push(transaction);
      continue;
    }
    const number = blocks.length + 1;
    // The chain's time never runs backwards, but stands near that of the recorded signatures.
    const timestamp = Math.max(transaction.time, (last?.timestamp ?? 0) + 1);
    blocks.push({ number, hash: `0xfuzz${number}`, timestamp, txs: [transaction] });
  }
  return blocks;
}
