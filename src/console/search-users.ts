import type pg from "pg";
import type { FoundUser } from "./messages.ts";

/** A handle may be anybody's more than once on an old clone; so many users are shown. */
const mostUsers = 5;

const columns = `user_id as "userId", handle, name, wallet, is_deactivated as "isDeactivated"`;

/** The ways to name a user, each of which has an index. */
const ways = {
  number: `select ${columns} from users where user_id = $1::bigint and is_current limit ${mostUsers}`,
  wallet: `select ${columns} from users where lower(wallet) = lower($1) and is_current limit ${mostUsers}`,
  handle: `select ${columns} from users where handle_lc = lower($1) and is_current limit ${mostUsers}`,
} as const;

/**
 * Finds users by number, handle (with an @ or without) or wallet.
 * @param text as somebody has typed it
 */
export async function findUsers(client: pg.Client, text: string): Promise<FoundUser[]> {
  const found: FoundUser[] = [];
  for (const way of waysFor(text)) {
    const { rows } = await client.query<FoundUser>(ways[way], [way === "handle" ? text.replace(/^@/, "") : text]);
    found.push(...rows);
  }
  return found;
}

/** A handle may consist of digits. */
function waysFor(text: string): (keyof typeof ways)[] {
  if (/^0x[0-9a-fA-F]{40}$/.test(text)) {
    return ["wallet"];
  }
  return /^\d{1,10}$/.test(text) && Number(text) <= 2_147_483_647 ? ["number", "handle"] : ["handle"];
}
