import type pg from "pg";
import type { Logger } from "pino";
import { inTransaction } from "../../database/transaction.ts";
import { keepSetting } from "./settings.ts";

/**
 * Switches the state hash on or off, and logs where it stands. A hash stands for all blocks since the first one, so a state hash that
 * lacks blocks is dropped and begins again.
 * @param wanted undefined: as it was
 */
export async function keepStateHash(client: pg.Client, wanted: "on" | "off" | undefined, log: Logger): Promise<void> {
  await inTransaction(client, () => keep(client, wanted, log));
}

async function keep(client: pg.Client, wanted: "on" | "off" | undefined, log: Logger): Promise<void> {
  await keepSetting(client, "state_hash", wanted);
  const state = await readState(client);
  if (!state.isOn) {
    if (state.hashed > 0) {
      await drop(client);
      log.info(`state hash off: the hashes of ${state.hashed} blocks are dropped`);
    }
    return;
  }
  if (state.hashed > 0 && !state.isWhole) {
    await drop(client);
    log.warn(
      `blocks were applied without a state hash after block ${state.height}: it is dropped and begins again with the next block`,
    );
  } else if (state.hashed === 0) {
    log.info("state hash on: it begins with the next block");
  }
}

/** The state hash of a database, as far as it is kept. */
interface State {
  readonly isOn: boolean;
  /** How many blocks it covers. */
  readonly hashed: number;
  readonly height: string | null;
  /** It ends with the newest block that was applied. */
  readonly isWhole: boolean;
}

async function readState(client: pg.Client): Promise<State> {
  const { rows } = await client.query<{ is_on: boolean; hashed: string; height: string | null; is_whole: boolean }>(`
    select
      em.setting('state_hash') = 'on' as is_on,
      coalesce(newest.number, 0)::text as hashed,
      newest.height::text as height,
      (newest.height, newest.block_time) is not distinct from (indexed.block_height, indexed.block_time) as is_whole
    from (select) as nothing
    left join lateral (select * from em.state_hashes order by number desc limit 1) as newest on true
    left join lateral (select * from etl_blocks order by id desc limit 1) as indexed on true`);
  const [row] = rows;
  return {
    isOn: row?.is_on ?? false,
    hashed: Number(row?.hashed ?? 0),
    height: row?.height ?? null,
    isWhole: row?.is_whole ?? false,
  };
}

async function drop(client: pg.Client): Promise<void> {
  await client.query("delete from em.state_hashes");
  await client.query("delete from em.changed_rows");
}
