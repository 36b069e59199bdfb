import type { Client } from "pg";
import { applyRecording, BlockFailed, CASE_CHAIN } from "./apply-block.ts";
import { type ConformanceCase, MalformedRecording, type RecordedEdition } from "./case-format.ts";
import { rowAddresses, tableDifferences } from "./compare.ts";
import type { CaseFile } from "./recording-files.ts";
import type { Outcome } from "./report.ts";
import { createStartTables, loadRows, loadRowsOfTheirTime, noteStart } from "./start-state.ts";
import { readTableShapes, type TableShape } from "./table-shapes.ts";
import { COVERED_TABLES, comparisonOf, isOptional } from "./written-tables.ts";

const NO_CHANGES = JSON.stringify({ inserted: [], updated: [], deleted: [] });

/**
 * Runs conformance cases in one database. The world stays in it from case to case; whatever a case loads and applies is rolled
 * back with the case's transaction.
 */
export class CaseRunner {
  readonly #client: Client;
  readonly #shapes: ReadonlyMap<string, TableShape>;
  readonly #covered: readonly TableShape[];
  #world: CaseFile["world"];

  private constructor(client: Client, shapes: ReadonlyMap<string, TableShape>, covered: readonly TableShape[]) {
    this.#client = client;
    this.#shapes = shapes;
    this.#covered = covered;
  }

  /**
   * @param client a connection to a migrated database without rows, made for this runner alone
   * @throws Error when a table that cases cover is not in the database, or holds rows
   */
  static async open(client: Client): Promise<CaseRunner> {
    const shapes = await readTableShapes(client);
    const covered = COVERED_TABLES.flatMap((name) => {
      const shape = shapes.get(name);
      if (shape === undefined && !isOptional(name))
        throw new Error(`the database has no table public.${name}; migrate it first`);
      return shape ?? [];
    });
    for (const [name, addresses] of await rowAddresses(client, covered)) {
      if (addresses !== null)
        throw new Error(`the table public.${name} holds rows; cases need a database of their own`);
    }
    await createStartTables(client, covered);
    // Recordings hold what transactions did, and not what came due meanwhile.
    await client.query(
      "insert into em.settings (name, value) values ('scheduled_releases', 'off') on conflict do nothing",
    );
    return new CaseRunner(client, shapes, covered);
  }

  /**
   * Makes a folder's world the starting rows of the cases that follow.
   *
   * @param world undefined: no rows
   * @throws MalformedRecording when it names a table that does not exist
   */
  async enterWorld(world: CaseFile["world"]): Promise<void> {
    if (this.#world?.file === world?.file) return;
    const filled = [...(this.#world?.rows.keys() ?? [])];
    await this.#client.query("begin");
    if (filled.length > 0)
      await this.#client.query(`truncate ${filled.map((name) => `public.${name}`).join(", ")} cascade`);
    if (world !== undefined) await loadRows(this.#client, this.#shapes, world.rows, world.file);
    await noteStart(this.#client, this.#covered);
    await this.#client.query("commit");
    this.#world = world;
  }

  /**
   * Runs one case from the present world.
   *
   * @throws MalformedRecording when the case names a table that does not exist, or holds rows that its tables cannot
   */
  async run(conformanceCase: ConformanceCase): Promise<Outcome> {
    await this.#client.query("begin");
    try {
      await setEdition(this.#client, CASE_CHAIN, conformanceCase.edition);
      await this.#loadPre(conformanceCase);
      const before = await rowAddresses(this.#client, this.#covered);
      const problems = await applyRecording(this.#client, conformanceCase);
      problems.push(...(await this.#differences(conformanceCase, before)));
      return { recording: conformanceCase, problems };
    } catch (error) {
      if (error instanceof BlockFailed) return { recording: conformanceCase, problems: [error.message] };
      throw error;
    } finally {
      await this.#client.query("rollback");
    }
  }

  async #loadPre(conformanceCase: ConformanceCase): Promise<void> {
    const { pre } = conformanceCase;
    if (pre === undefined) return;
    await loadRowsOfTheirTime(this.#client, this.#shapes, pre, `${conformanceCase.file}:${conformanceCase.line}`);
    await noteStart(
      this.#client,
      this.#covered.filter(({ name }) => pre.has(name)),
    );
  }

  /** Compares the tables that the blocks wrote to and those that the case says they change; the others did not change. */
  async #differences(conformanceCase: ConformanceCase, before: ReadonlyMap<string, string | null>): Promise<string[]> {
    const after = await rowAddresses(this.#client, this.#covered);
    const sentences: string[] = [];
    for (const name of conformanceCase.changes.keys()) {
      if (COVERED_TABLES.includes(name)) continue;
      throw new MalformedRecording(
        `${conformanceCase.file}:${conformanceCase.line}: changes: ${name} is not a table that cases cover`,
      );
    }
    for (const shape of this.#covered) {
      const changes = conformanceCase.changes.get(shape.name);
      const comparison = comparisonOf(shape.name, conformanceCase.edition);
      if (comparison === undefined) continue;
      if (changes === undefined && before.get(shape.name) === after.get(shape.name)) continue;
      sentences.push(...(await tableDifferences(this.#client, shape, comparison, changes ?? NO_CHANGES)));
    }
    return sentences;
  }
}

/** Makes an edition of the rules hold on a chain from its beginning. */
async function setEdition(client: Client, chainId: string, edition: RecordedEdition): Promise<void> {
  await client.query("insert into em.rules (chain_id, from_height, edition) values ($1, 0, $2)", [chainId, edition]);
}
