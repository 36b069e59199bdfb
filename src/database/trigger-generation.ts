import type pg from "pg";
import type { EditionFrom, LiveEdition } from "../rules.ts";

/** The tables whose triggers of production count a change: by a new row in 2025, in place since 2026 (E3). */
const counted = [
  { table: "follows", trigger: "on_follow" },
  { table: "saves", trigger: "on_save" },
  { table: "reposts", trigger: "on_repost" },
] as const;

/** A trigger that counts, and whether it sees a row that is changed in place. */
export interface CountingTrigger {
  readonly table: string;
  readonly trigger: string;
  readonly seesUpdates: boolean;
}

/**
 * Which of production's triggers count follows, saves and reposts: those of 2025 (A), which see new rows alone, those of 2026 (B), which
 * see changes in place too, or some of each, as between two files of the API's migrate job.
 */
export interface TriggerGeneration {
  readonly generation: "A" | "B" | "mixed" | "none";
  readonly triggers: readonly CountingTrigger[];
}

/** The bit of pg_trigger.tgtype for UPDATE. */
const onUpdate = 16;

/**
 * Reads the triggers from the catalog. One that is switched off does not count, nor do those that we create on a new database, which
 * fit either edition.
 * @param client connected to a database that may lack the tables
 */
export async function triggerGeneration(client: pg.ClientBase): Promise<TriggerGeneration> {
  const { rows } = await client.query<CountingTrigger>(
    `select counted.table_name as table, counted.trigger_name as trigger, pg_trigger.tgtype & $3 <> 0 as "seesUpdates"
     from unnest($1::text[], $2::text[]) as counted (table_name, trigger_name)
     join pg_trigger on pg_trigger.tgrelid = to_regclass(counted.table_name) and pg_trigger.tgname = counted.trigger_name
     join pg_proc on pg_proc.oid = pg_trigger.tgfoid
     where pg_trigger.tgenabled in ('O', 'A') and strpos(pg_proc.prosrc, 'em.') = 0
     order by 1`,
    [counted.map(({ table }) => table), counted.map(({ trigger }) => trigger), onUpdate],
  );
  const seeing = rows.filter(({ seesUpdates }) => seesUpdates).length;
  const uniform = seeing === 0 ? "A" : "B";
  const isMixed = seeing !== 0 && seeing !== rows.length;
  return { generation: rows.length === 0 ? "none" : isMixed ? "mixed" : uniform, triggers: rows };
}

/** The generation that counts what an edition writes. */
const fitting: Readonly<Record<LiveEdition, "A" | "B">> = { "2025": "A", "2026": "B" };

/** What becomes of counts, and of what follows from them, under triggers of the other generation. */
const consequence: Readonly<Record<LiveEdition, string>> = {
  "2025":
    "They see an unfollow as the deleted row and a new one, of which neither takes anything away: counts of who unfollowed, unsaved or unreposted grow too large, and milestones come too early",
  "2026":
    "They see new rows alone: what is undone, or done again, is not counted, and milestones come at the wrong time",
};

const advice: Readonly<Record<LiveEdition, string>> = {
  "2025":
    "Edition 2025 is for a database with production's triggers of 2025, or without any; say --rules 2026 where this is today's network",
  "2026":
    "Run the API's own migrations (its functions of 2026) beside it, or say --rules 2025 where this is the old network. Counts that are wrong by then are mended by the API's reconcile job; milestones are not",
};

/**
 * Says where an edition in force does not fit the triggers of the database. Nothing stops by it: rows come out right, counts do not.
 * @param rules which edition is in force from which height
 * @param height the newest height in the tables; editions that ended before it are past
 * @returns a sentence for the log and for doctor; undefined where they fit, or nothing counts
 */
export function triggerMismatch(
  { generation, triggers }: TriggerGeneration,
  rules: readonly EditionFrom[],
  height: number | undefined,
): string | undefined {
  if (generation === "none") {
    return undefined;
  }
  const next = (height ?? 0) + 1;
  const inForce = rules.filter((_, index) => (rules[index + 1]?.fromHeight ?? Number.POSITIVE_INFINITY) > next);
  const unfit = inForce.find(({ edition }) => fitting[edition] !== generation);
  if (unfit === undefined) {
    return undefined;
  }
  const names = triggers
    .filter(({ seesUpdates }) => seesUpdates !== (unfit.edition === "2026"))
    .map(({ table, trigger }) => `${trigger} on ${table}`);
  const from = unfit.fromHeight > next ? `, in force from block ${unfit.fromHeight} on,` : "";
  const year = unfit.edition === "2026" ? "2025" : "2026";
  return `edition ${unfit.edition}${from} does not fit the triggers of this database: ${names.join(", ")} ${names.length === 1 ? "is" : "are"} of ${year}. ${consequence[unfit.edition]}. ${advice[unfit.edition]} (docs/operating.md, "What the triggers do").`;
}
