import type pg from "pg";
import { aggregatesState } from "../aggregates/state.ts";
import { triggerGeneration, triggerMismatch } from "../database/trigger-generation.ts";
import { describeGeneration } from "../doctor/trigger-check.ts";
import { describeRules } from "../rules.ts";
import { chainChanges, newestBlock } from "../streamer/monitoring/status.ts";
import { rulesInForce } from "../streamer/setup/rules-in-force.ts";
import type { DatabaseFacts, DoctorResult } from "./messages.ts";

/**
 * Reads what changes seldom: chain, edition, triggers.
 * @param description where the database is, without a password
 * @param doctor what `npm run doctor` last found
 */
export async function databaseFacts(
  client: pg.Client,
  description: string,
  doctor: DoctorResult | null,
): Promise<DatabaseFacts> {
  const version = await client.query<{ version: string }>("select current_setting('server_version') as version");
  const newest = await newestBlock(client);
  const rules = newest === undefined ? [] : await rulesInForce(client, newest.chain_id);
  const generation = await triggerGeneration(client);
  const changes = await chainChanges(client);
  return {
    description,
    postgres: version.rows[0]?.version ?? "unknown",
    chainId: newest?.chain_id ?? null,
    chainChanges: changes.map(
      ({ oldChainId, lastHeight, newChainId, firstHeight }) =>
        `${oldChainId} to block ${lastHeight}, then ${newChainId} from block ${firstHeight}`,
    ),
    edition: describeRules(rules),
    triggers: describeGeneration(generation),
    triggersWrong: triggerMismatch(generation, rules, newest?.height) ?? null,
    aggregates: await describeAggregates(client),
    doctor,
  };
}

async function describeAggregates(client: pg.Client): Promise<string> {
  const state = await aggregatesState(client);
  if (state === undefined) {
    return "kept by production's triggers and jobs";
  }
  return state.areCurrent ? "current, kept by our triggers" : "behind; rebuilt when the head is reached";
}
