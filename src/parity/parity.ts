import { exitCode, Failure } from "../exit.ts";
import { readTables, type SideTable, type SideTables } from "./catalog.ts";
import { type Cause, Causes, type ExplainedDifference, explained, type LookUp, lookUpIn } from "./causes.ts";
import type { Reading } from "./checksums.ts";
import { compareTable } from "./compare-table.ts";
import { type Editions, findEditions } from "./editions.ts";
import { type JudgedOtherwise, JudgedTally } from "./judged-otherwise.ts";
import { explainsAbsence, type KnownDivergence, type KnownEdition, readKnown } from "./known.ts";
import { type Pace, PaceMeter } from "./pace.ts";
import { type Shape, shapeOf } from "./shape.ts";
import { Side, type SideName } from "./side.ts";
import type { Difference, PerSide, TableResult } from "./table-result.ts";
import type { ComparedTable } from "./tables.ts";
import { type AskedWindow, findWindow, placeSql, type Window } from "./window.ts";

/** What is compared, and how much is told of it. */
export interface ParityOptions {
  /** Addresses of the two databases. */
  readonly ours: string;
  readonly theirs: string;
  readonly tables: readonly ComparedTable[];
  /** The blocks whose rows are compared; undefined for every row, whatever block wrote it. */
  readonly window: AskedWindow | undefined;
  /** One key in so many is looked at. */
  readonly sample: number;
  /** By whose rules theirs was written; undefined to find out. */
  readonly editions: readonly KnownEdition[] | undefined;
  /** A file of further known divergences. */
  readonly known: string | undefined;
  /** Whether no known divergence counts, as between two databases that we made from the same blocks. */
  readonly exact?: boolean;
  /** So many differences of a table are kept with their fields. */
  readonly examples: number;
  /** Given a way to ask how far the comparison is, before it begins. */
  readonly onBegin: (pace: () => Pace) => void;
}

/** How a comparison ended. */
export interface ParityReport {
  /** Whether every difference is a known one. */
  readonly equal: boolean;
  /** Where the two are, without passwords. */
  readonly ours: string;
  readonly theirs: string;
  readonly window: Window | null;
  readonly sample: number;
  readonly editions: Editions;
  readonly tables: readonly TableResult[];
  /** Each known divergence that was met, with the number of rows (or of tables and columns that are not there) that it explained. */
  readonly known: readonly { readonly tag: string; readonly reason: string; readonly rows: number }[];
  readonly causes: readonly Cause[];
  readonly judgedOtherwise: readonly JudgedOtherwise[];
  /** The first differences of each table. */
  readonly examples: readonly ExplainedDifference[];
  readonly rows: PerSide;
  readonly queries: PerSide;
  readonly seconds: number;
}

/** The table whose differences are told as judgements. */
const rejections = "em_rejections";

/**
 * Compares two databases table by table. Neither is changed, and each is read as it is at one moment. What is held in memory does not
 * grow with the tables.
 * @throws Failure with 64 or 78 when there is nothing to compare, with 75 when a database fails
 */
export async function compareDatabases(options: ParityOptions): Promise<ParityReport> {
  const began = performance.now();
  await using ours = await Side.open("ours", options.ours);
  await using theirs = await Side.open("theirs", options.theirs);
  await checkSides(ours, theirs);
  const window = options.window === undefined ? undefined : await findWindow(ours, theirs, options.window);
  const editions = await findEditions(ours, theirs, window, options.editions);
  const known = options.exact === true ? [] : await readKnown(editions.known, options.known);
  const run = new Run(options, { ours, theirs }, window, editions, known);
  await run.compareAll();
  return { ...run.report(), seconds: (performance.now() - began) / 1000 };
}

async function checkSides(ours: Side, theirs: Side): Promise<void> {
  const [row] = await ours.rows("select to_regclass('em.rules') is not null");
  if (row?.[0] !== "t") {
    throw new Failure(
      `${ours.description} is not migrated: run \`npm run migrate\` on it first, or name the two the other way about.`,
      exitCode.configuration,
    );
  }
  // Postgres' hashes depend on the machine's byte order.
  const hash = "select hashtextextended('em-apply', 0)";
  const [[our], [their]] = [(await ours.rows(hash))[0] ?? [], (await theirs.rows(hash))[0] ?? []];
  if (our !== their) {
    throw new Failure(
      `${theirs.description} hashes otherwise than ours, as a machine of another byte order does: compare copies on one kind of machine.`,
      exitCode.configuration,
    );
  }
}

/** One comparison: what it has found so far. */
class Run {
  readonly #options: ParityOptions;
  readonly #sides: Readonly<Record<SideName, Side>>;
  readonly #window: Window | undefined;
  readonly #editions: Editions;
  readonly #known: readonly KnownDivergence[];
  readonly #pace = new PaceMeter();
  readonly #results: TableResult[] = [];
  readonly #met = new Map<KnownDivergence, number>();
  readonly #causes = new Causes();
  readonly #judged = new JudgedTally();
  readonly #examples: ExplainedDifference[] = [];

  constructor(
    options: ParityOptions,
    sides: Readonly<Record<SideName, Side>>,
    window: Window | undefined,
    editions: Editions,
    known: readonly KnownDivergence[],
  ) {
    this.#options = options;
    this.#sides = sides;
    this.#window = window;
    this.#editions = editions;
    this.#known = known;
  }

  async compareAll(): Promise<void> {
    const { ours, theirs } = this.#sides;
    const names = this.#options.tables.map(({ name }) => name);
    const [our, their] = [await readTables(ours, names), await readTables(theirs, names)];
    this.#pace.begin(pagesOf(our, their, names));
    this.#options.onBegin(() => this.#pace.pace);
    const lookUp = await lookUpIn(ours, theirs, this.#window?.chainId ?? "");
    for (const table of this.#options.tables) {
      const [left, right] = [our.get(table.name), their.get(table.name)];
      if (left !== undefined && right !== undefined) {
        this.#results.push(await this.#compare(table, left, right, lookUp));
      } else if (left !== undefined || right !== undefined) {
        this.#results.push(this.#absent(table, left === undefined ? "ours" : "theirs"));
      }
    }
  }

  report(): Omit<ParityReport, "seconds"> {
    const { ours, theirs } = this.#sides;
    return {
      equal: this.#results.every(
        ({ differing, missing, absent, columnsOnlyInOurs }) =>
          differing + missing.ours + missing.theirs === 0 && absent === null && columnsOnlyInOurs.length === 0,
      ),
      ours: ours.description,
      theirs: theirs.description,
      window: this.#window ?? null,
      sample: this.#options.sample,
      editions: this.#editions,
      tables: this.#results,
      known: [...this.#met].map(([{ tag, reason }, rows]) => ({ tag, reason, rows })),
      causes: this.#causes.all,
      judgedOtherwise: this.#judged.all,
      examples: this.#examples,
      rows: this.#pace.rows,
      queries: { ours: ours.queries, theirs: theirs.queries },
    };
  }

  async #compare(table: ComparedTable, ours: SideTable, theirs: SideTable, lookUp: LookUp): Promise<TableResult> {
    const alike = { wholeSeconds: this.#editions.wholeSeconds, shift: this.#window?.shift ?? 0 };
    const shape = shapeOf(table, ours, theirs, alike);
    let kept = 0;
    this.#pace.table = table.name;
    const result = await compareTable(
      this.#reading("ours", shape, ours.pages),
      this.#reading("theirs", shape, theirs.pages),
      this.#known,
      {
        onPages: (side, pages, rows) => this.#pace.add(side, pages, rows),
        onKnown: (entry) => this.#meet(entry),
        onDifferences: async (differences) => {
          const all = await this.#note(table, differences, lookUp);
          this.#examples.push(...all.slice(0, Math.max(0, this.#options.examples - kept)));
          kept += all.length;
        },
      },
    );
    const columnsOnlyInOurs = result.columnsOnlyInOurs.filter((name) => !this.#isKnownAbsence(`${table.name}.${name}`));
    return { ...result, columnsOnlyInOurs };
  }

  async #note(
    table: ComparedTable,
    differences: readonly Difference[],
    lookUp: LookUp,
  ): Promise<ExplainedDifference[]> {
    const all = await explained(differences, lookUp);
    for (const difference of all) {
      if (table.name === rejections) {
        this.#judged.add(difference);
      } else {
        this.#causes.add(difference);
      }
    }
    return all;
  }

  #reading(name: SideName, shape: Shape, pages: number): Reading {
    return {
      side: this.#sides[name],
      shape,
      placeSql: placeSql(shape.table.stamp, this.#window, this.#window?.[name]),
      sample: this.#options.sample,
      pages,
    };
  }

  #absent({ name }: ComparedTable, side: SideName): TableResult {
    const nothing = { ours: 0, theirs: 0 };
    return {
      table: name,
      compared: 0,
      equal: 0,
      differing: 0,
      known: 0,
      columns: {},
      missing: nothing,
      ahead: nothing,
      before: nothing,
      ranges: { read: 0, all: 0 },
      columnsOnlyInOurs: [],
      columnsOnlyInTheirs: [],
      absent: this.#isKnownAbsence(name) ? null : `${side} does not have it`,
    };
  }

  #isKnownAbsence(name: string): boolean {
    const entry = this.#known.find((each) => explainsAbsence(each, name));
    if (entry !== undefined) {
      this.#meet(entry);
    }
    return entry !== undefined;
  }

  #meet(entry: KnownDivergence): void {
    this.#met.set(entry, (this.#met.get(entry) ?? 0) + 1);
  }
}

function pagesOf(ours: SideTables, theirs: SideTables, names: readonly string[]): number {
  const both = names.filter((name) => ours.has(name) && theirs.has(name));
  return both.reduce((sum, name) => sum + (ours.get(name)?.pages ?? 0) + (theirs.get(name)?.pages ?? 0), 0);
}
