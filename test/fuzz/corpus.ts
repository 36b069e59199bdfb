/** What the fuzzer starts from: the transactions of the recorded cases, and the world that they are about. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type {
  ConformanceCase,
  RecordedEdition,
  RecordedTransaction,
  RowsByTable,
} from "../conformance/runner/case-format.ts";
import { readRecordings } from "../conformance/runner/recording-files.ts";
import { objectsOf, parseTree, textOf } from "./json-tree.ts";

/** A recorded transaction, with the time of its block in unix seconds. */
export interface Template extends RecordedTransaction {
  readonly time: number;
  /** Whether the world is all that the transaction needs: it is the only one of its case, which has no rows of its own. */
  readonly alone: boolean;
  /** What its case holds before it; undefined where the case has rows of its own. */
  readonly earlier: readonly Template[] | undefined;
  readonly accepted: boolean;
}

/** The transactions that were recorded by the rules of one edition, and of the genesis beside those of 2026. */
export interface Recorded {
  readonly world: RowsByTable;
  readonly templates: readonly Template[];
}

/** What random transactions are put together from; every list is without repetitions, in a fixed order. */
export interface Corpus extends Recorded {
  readonly userIds: readonly bigint[];
  readonly entityIds: readonly bigint[];
  readonly signers: readonly string[];
  readonly entityTypes: readonly string[];
  readonly actions: readonly string[];
  readonly keys: readonly string[];
  /** JSON texts of members. */
  readonly values: readonly string[];
}

const folders: Readonly<Record<RecordedEdition, string>> = {
  "2025": fileURLToPath(new URL("../data/cases/generated", import.meta.url)),
  "2026": fileURLToPath(new URL("../data/cases-2026", import.meta.url)),
};

/**
 * Reads the packed cases of an edition that share a world.
 *
 * @throws Error when they have none
 */
export function readRecorded(edition: RecordedEdition): Recorded {
  const folder = folders[edition];
  const { caseFiles } = readRecordings([folder]);
  const world = caseFiles.find(({ file }) => dirname(file) === folder)?.world?.rows;
  if (world === undefined) throw new Error(`${folder}: the cases have no world.json`);
  return { world, templates: caseFiles.flatMap(({ cases }) => cases.flatMap(templatesOf)) };
}

function templatesOf({ blocks, pre, rejected }: ConformanceCase): Template[] {
  const alone = pre === undefined && blocks.length === 1 && blocks[0]?.txs.length === 1;
  const templates: Template[] = [];
  for (const [block, { timestamp: time, txs }] of blocks.entries()) {
    for (const [tx, transaction] of txs.entries()) {
      const accepted = !rejected.some((rejection) => rejection.block === block && rejection.tx === tx);
      const earlier = pre === undefined ? [...templates] : undefined;
      templates.push({ ...transaction, time, alone, accepted, earlier });
    }
  }
  return templates;
}

/** Puts together what was recorded by all editions. Their worlds are the same, but for the columns that came with 2026. */
export function readCorpus(): Corpus {
  const { world, templates: today } = readRecorded("2026");
  const templates = [...readRecorded("2025").templates, ...today];
  const members = templates.flatMap(({ metadata }) => {
    const tree = parseTree(metadata);
    return tree === undefined ? [] : objectsOf(tree).flatMap((object) => object.members);
  });
  return {
    world,
    templates,
    userIds: unique(templates.map(({ user_id }) => BigInt(user_id))),
    entityIds: unique(templates.map(({ entity_id }) => BigInt(entity_id))),
    signers: unique(templates.map(({ signer }) => signer)),
    entityTypes: unique(templates.map(({ entity_type }) => entity_type)),
    actions: unique(templates.map(({ action }) => action)),
    keys: unique(members.map(({ key }) => key)),
    values: unique(members.map(({ value }) => textOf(value))),
  };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
