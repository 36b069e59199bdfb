/** Applies random blocks and says what is wrong with what became of them. */
import type pg from "pg";
import { z } from "zod";
import { blockJson } from "../../src/edge/block.ts";
import { cleanName } from "../../src/edge/text.ts";
import type { Block } from "../../src/generated/core/v1/types_pb.ts";
import type { RecordedBlock } from "../conformance/runner/case-format.ts";
import { chainBlocks } from "../conformance/runner/chain-blocks.ts";
import { signatures } from "../conformance/runner/signatures.ts";
import { readTableShapes } from "../conformance/runner/table-shapes.ts";

/** How blocks are given to em_apply: with all that the edge adds, or with the raw metadata only. */
export type Door = "edge" | "raw";

/** What became of a run's transactions; those of no handler are neither applied nor refused. */
export interface Tally {
  transactions: number;
  applied: number;
  rejected: number;
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
});

const addedByEdge = ["json", "json_error", "nul", "lone_surrogates", "recovered"];

/** Tries runs of blocks in one database, from the same rows each time. */
export class BlockChecker {
  readonly tally: Tally = { transactions: 0, applied: 0, rejected: 0, codes: new Map() };
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
    return new BlockChecker(client, digests.join(" union all "));
  }

  /**
   * Applies the blocks twice, each time from the world, and leaves the world as it was.
   *
   * @throws Error when em_apply fails, loses a block or transaction, or leaves other rows the second time
   */
  async check(blocks: readonly RecordedBlock[], door: Door): Promise<void> {
    const chain = chainBlocks(blocks, { chainId: "em-fuzz", firstHeight: 1n });
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
    const { rows } = await this.#client.query<{ answer: unknown; claimed: number }>({
      name: `apply ${door}`,
      text: `
        with given as materialized (select ${door === "edge" ? "$1::jsonb" : withoutEdge} as block_json)
        select public.em_apply(block_json) as answer,
               (select count(*)::integer from em.manage_entities(block_json, edition) as tx
                where em.handler_of(edition, tx.entity_type, tx.action) is not null) as claimed
        from given
        cross join lateral em.edition_at(block_json ->> 'chain_id', (block_json ->> 'height')::bigint) as edition`,
      values: [text],
    });
    const answer = answerShape.parse(rows[0]?.answer);
    if (answer.em_block !== emBlock) throw new Error(`em_block is ${answer.em_block}, expected ${emBlock}`);
    const judged = answer.applied + answer.rejected.length;
    if (judged !== rows[0]?.claimed) throw new Error(`${judged} transactions judged, ${rows[0]?.claimed} claimed`);
    await this.#checkKept(block, answer.rejected.length);
    if (!counts) return;
    this.tally.transactions += block.transactions.length;
    this.tally.applied += answer.applied;
    this.tally.rejected += answer.rejected.length;
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
                where chain_id = 'em-fuzz' and height = $1 and em_block is not null) as blocks,
               (select count(*)::integer from em_rejections
                where chain_id = 'em-fuzz' and block_height = $1) as rejections,
               (select count(*)::integer from etl_transactions where tx_hash = any ($2)) as hashes`,
      values: [block.height, hashes],
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
