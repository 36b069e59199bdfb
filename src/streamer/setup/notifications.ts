import type pg from "pg";
import type { Logger } from "pino";
import { passingFailure } from "../../database/passing-failure.ts";
import { errorMessage } from "../../errors.ts";
import { exitCode, Failure } from "../../exit.ts";

/** How long a reader or writer of the table may keep this waiting, in milliseconds. */
const lockMilliseconds = 10_000;

const triggers = [
  { table: "etl_blocks", trigger: "trigger_notify_new_block" },
  { table: "etl_plays", trigger: "trigger_notify_new_plays" },
] as const;

/**
 * Switches NOTIFY new_block and new_plays on or off, by the triggers that send them. Leaves triggers alone that are already as
 * wanted.
 * @param client a connection outside of a transaction
 * @throws Failure 75 where a lock is in the way, 78 where the tables belong to somebody else
 */
export async function switchNotifications(client: pg.Client, on: boolean, log: Logger): Promise<void> {
  for (const { table, trigger } of triggers) {
    const { rows } = await client.query<{ enabled: boolean }>(
      "select tgenabled <> 'D' as enabled from pg_trigger where tgrelid = to_regclass($1) and tgname = $2",
      [table, trigger],
    );
    if (rows[0] === undefined || rows[0].enabled === on) {
      continue;
    }
    await setTrigger(client, table, trigger, on);
    log.info(`NOTIFY by ${trigger} on ${table} is switched ${on ? "on" : "off"}`);
  }
}

async function setTrigger(client: pg.Client, table: string, trigger: string, on: boolean): Promise<void> {
  const doing = `switching ${trigger} ${on ? "on" : "off"}`;
  try {
    await client.query("begin");
    await client.query("select set_config('lock_timeout', $1, true)", [`${lockMilliseconds}ms`]);
    await client.query(
      `alter table ${client.escapeIdentifier(table)} ${on ? "enable" : "disable"} trigger ${client.escapeIdentifier(trigger)}`,
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw (
      passingFailure(error, doing) ??
      new Failure(
        `${doing} failed: ${errorMessage(error)}. Only the owner of ${table} may: do it as the owner, or leave --notify as it is.`,
        exitCode.configuration,
        { cause: error },
      )
    );
  }
}
