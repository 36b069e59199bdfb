import type pg from "pg";
import type { Logger } from "pino";
import type { Config } from "../../config.ts";

/** The word that lifts a restriction to some entity types. */
const allTypes = "all";

/**
 * Puts the rules' own settings where the procedures read them, em.settings, and logs those in force. One that is not configured
 * stays as it was set before, so that a run without flags goes on as the last one did.
 */
export async function keepSettings(
  client: pg.Client,
  config: Pick<Config, "types" | "verifiedAddress" | "scheduledReleases">,
  log: Logger,
): Promise<void> {
  if (config.types === allTypes) {
    await client.query("delete from em.settings where name = 'entity_types'");
  } else {
    await keepSetting(client, "entity_types", config.types);
  }
  await keepSetting(client, "verified_address", config.verifiedAddress);
  await keepSetting(client, "scheduled_releases", config.scheduledReleases);
  const inForce = await client.query<{ name: string; value: string }>(
    "select name, value from em.settings order by name",
  );
  for (const { name, value } of inForce.rows) {
    log.info(`setting in force: ${name} = ${value === "" ? "none" : value}`);
  }
}

/**
 * Keeps the value of a setting in the database, until it is set again.
 * @param value undefined: as it was
 */
export async function keepSetting(client: pg.Client, name: string, value: string | undefined): Promise<void> {
  if (value === undefined) {
    return;
  }
  await client.query(
    "insert into em.settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
    [name, value],
  );
}
