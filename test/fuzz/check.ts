/** Applies random blocks and says what is wrong with what became of them. */
import type pg from "pg";
import { z } from "zod";
import { blockJson } from "../../src/edge/block.ts";
import { cleanName } from "../../src/edge/text.ts";
import type { Block } from "../../src/generated/core/v1/types_pb.ts";
import type { RecordedBlock, RecordedEdition } from "../conformance/runner/case-format.ts";
import { chainBlocks } from "../conformance/runner/chain-blocks.ts";
import { signatures } from "../conformance/runner/signatures.ts";
import { readTableShapes } from "../conformance/runner/table-shapes.ts";

/** How blocks are given to em_apply: with all that the edge adds, or with the raw metadata only. */
export type Door = "edge" | "raw";

/** How a run is tried: by which door, and by the rules of which edition, where transactions are live. */
export interface Way {
  readonly door: Door;
  readonly edition: RecordedEdition;
}

/** What became of a run's transactions; live ones of no handler are neither applied nor refused. */
export interface Tally {
  transactions: number;
  applied: number;
  rejected: number;
  unrouted: number;
  /** How often each code was given. */
  readonly codes: Map<string, number>;
}

const answerShape = z.strictObject({
  em_block: z.number().int().positive(),
  applied: z.number().int().nonnegative(),
  rejected: z.array(
    z.strictObject({
      index: z.number().int().nonnegative(),
      hash: z.string(),
      handler: z.string().regex(/^[a-z_]+$/),
      code: z.string().regex(/^[a-z0-9_]+$/),
      reason: z.string().min(1),
    }),
  ),
  unrouted: z.record(z.string(), z.number().int().positive()).default({}),
});

const addedByEdge = ["json", "json_2025", "json_error", "nul", "lone_surrogates", "recovered"];

/** A chain of which the rules are those of one edition. */
function chainOf(edition: RecordedEdition): string {
  return `em-fuzz-${edition}`;
}

/** Tries runs of blocks in one database, from the same rows each time. */
export class BlockChecker {
  readonly tally: Tally = { transactions: 0, applied: 0, rejected: 0, unrouted: 0, codes: new Map() };
  readonly #client: pg.Client;
  readonly #digest: string;

  private constructor(client: pg.Client, digest: string) {
    this.#client = client;
    this.#digest = digest;
  }

  /** @param client a connection to a migrated database that holds the world */
  static async open(client: pg.Client): Promise<BlockChecker> {
    const shapes = [...(await readTableShapes(client)).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const digests = shapes.map(({ name, sequences }) => {
      // Numbers from sequences go on counting after a rollback.
      const counted = sequences.map(({ column }) => client.escapeLiteral(column)).join(", ");
      const row = `(to_jsonb(each) - array[${counted}]::text[])::text`;
      return `select ${client.escapeLiteral(name)} as name, md5(string_agg(${row}, ';' order by ${row} collate "C")) as digest
              from public.${client.escapeIdentifier(name)} as each`;
    });
    await client.query(
      "insert into em.rules (chain_id, from_height, edition) select $1 || edition, 0, edition from unnest($2::text[]) as edition",
      ["em-fuzz-", ["2025", "2026"]],
    );
    return new BlockChecker(client, digests.join(" union all "));
  }

  /**
   * Applies the blocks twice, each time from the world, and leaves the world as it was.
   *
   * @throws Error when em_apply fails, loses a block or transaction, or leaves other rows the second time
   */
  async check(blocks: readonly RecordedBlock[], { door, edition }: Way): Promise<void> {
    const chain = chainBlocks(blocks, { chainId: chainOf(edition), firstHeight: 1n });
    const first = await this.#applyAll(chain, door, true);
    const second = await this.#applyAll(chain, door, false);
    const differing = [...first].filter(([name, digest]) => second.get(name) !== digest).map(([name]) => name);
    if (differing.length > 0) throw new Error(`a second run left other rows in ${differing.join(", ")}`);
  }

  async #applyAll(blocks: readonly Block[], door: Door, counts: boolean): Promise<Map<string, string | null>> {
    await this.#client.query("begin");
    try {
      let emBlock = await this.#lastEmBlock();
      for (const block of blocks) {
        emBlock += 1;
        await this.#applyOne(block, { door, emBlock, counts });
      }
      const { rows } = await this.#client.query<{ name: string; digest: string | null }>({
        name: "digest",
        text: this.#digest,
      });
      return new Map(rows.map(({ name, digest }) => [name, digest]));
    } finally {
      await this.#client.query("rollback");
    }
  }

  async #applyOne(block: Block, { door, emBlock, counts }: { door: Door; emBlock: number; counts: boolean }) {
    const text = blockJson(block, signatures);
    const { rows } = await this.#client.query<{ answer: unknown }>({
      name: `apply ${door}`,
      text: `select public.em_apply(${door === "edge" ? "$1::jsonb" : withoutEdge}) as answer`,
      values: [text],
    });
    const answer = answerShape.parse(rows[0]?.answer);
    if (answer.em_block !== emBlock) throw new Error(`em_block is ${answer.em_block}, expected ${emBlock}`);
    const unrouted = Object.values(answer.unrouted).reduce((sum, count) => sum + count, 0);
    const told = answer.applied + answer.rejected.length + unrouted;
    const sent = block.transactions.length;
    if (told !== sent) throw new Error(`block ${block.height}: the answer tells of ${told} transactions, sent ${sent}`);
    await this.#checkKept(block, answer.rejected.length);
    if (!counts) return;
    this.tally.transactions += block.transactions.length;
    this.tally.applied += answer.applied;
    this.tally.rejected += answer.rejected.length;
    this.tally.unrouted += unrouted;
    for (const { code } of answer.rejected) this.tally.codes.set(code, (this.tally.codes.get(code) ?? 0) + 1);
  }

  async #lastEmBlock(): Promise<number> {
    const { rows } = await this.#client.query<{ last: number }>(
      "select coalesce(max(number), 0)::integer as last from blocks",
    );
    return rows[0]?.last ?? 0;
  }

  /** The block and its rejections are in the tables. */
  async #checkKept(block: Block, rejections: number): Promise<void> {
    const hashes = [...new Set(block.transactions.map(({ hash }) => cleanName(hash)))];
    const { rows } = await this.#client.query<{ blocks: number; rejections: number; hashes: number }>({
      name: "kept",
      text: `
        select (select count(*)::integer from core_indexed_blocks join etl_blocks on block_height = height
                where core_indexed_blocks.chain_id = $3 and height = $1 and em_block is not null) as blocks,
               (select count(*)::integer from em_rejections
                where chain_id = $3 and block_height = $1) as rejections,
               (select count(*)::integer from etl_transactions where tx_hash = any ($2)) as hashes`,
      values: [block.height, hashes, block.chainId],
    });
    const expected = { blocks: 1, rejections, hashes: hashes.length };
    if (JSON.stringify(rows[0]) !== JSON.stringify(expected)) {
      throw new Error(`block ${block.height} left ${JSON.stringify(rows[0])}, expected ${JSON.stringify(expected)}`);
    }
  }
}

/** block_json less what the edge adds to each transaction. */
const withoutEdge = `jsonb_set($1::jsonb, '{txs}', (
  select jsonb_agg(tx - '{${addedByEdge.join(",")}}'::text[] order by place)
  from jsonb_array_elements($1::jsonb -> 'txs') with ordinality as each (tx, place)))`;
