import type pg from "pg";
import type { Health } from "../database/health.ts";
import { type TriggerGeneration, triggerGeneration, triggerMismatch } from "../database/trigger-generation.ts";
import { usualEdition } from "../rules.ts";
import { indexStatus } from "../streamer/monitoring/status.ts";

/** Which generation of production's triggers a database has, and whether it counts what the edition in force writes. */
export interface TriggerCheck extends TriggerGeneration {
  /** Where it does not, why and what to do; null where it does. */
  readonly mismatch: string | null;
}

/** Compares the triggers with the rules that are kept in the database; before it is migrated, with the usual ones. */
export async function checkTriggers(client: pg.Client, { pendingMigrations }: Health): Promise<TriggerCheck> {
  const found = await triggerGeneration(client);
  const status = pendingMigrations.length === 0 ? await indexStatus(client) : undefined;
  const kept = status?.rules ?? [];
  const rules = kept.length > 0 ? kept : [{ edition: usualEdition, fromHeight: 0 }];
  return { ...found, mismatch: triggerMismatch(found, rules, status?.height ?? undefined) ?? null };
}

const found: Readonly<Record<TriggerGeneration["generation"], string>> = {
  A: "of 2025: they count new rows of follows, saves and reposts",
  B: "of 2026: they count new rows of follows, saves and reposts, and rows that are changed",
  mixed: "partly of 2025, partly of 2026",
  none: "production's, which count follows, saves and reposts, are not there",
};

/** Says which generation it is, to follow "triggers:". */
export function describeGeneration({ generation }: TriggerGeneration): string {
  return found[generation];
}

/** Says it, a line each. */
export function triggerSentences(check: TriggerCheck): string[] {
  const { mismatch } = check;
  return [`triggers: ${describeGeneration(check)}`, ...(mismatch === null ? [] : [`triggers: ${mismatch}`])];
}
