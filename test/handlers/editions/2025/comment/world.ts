import type pg from "pg";
import { enveloped, type Rows, type TriedTransaction } from "../../../../support/procedure.ts";

export const artist = 1;
export const fan = 2;
export const friend = 3;
/** Everybody follows the star: enough to hush whom the star mutes, and not one more. */
export const star = 4;
/** Of the artist. */
export const track = 10;
/** Of the star. */
export const otherTrack = 11;
/** By the fan, on the track. */
export const comment = 100;
/** By the friend, on the track. */
export const deletedComment = 101;
/** By the fan, on the artist's fan club. */
export const clubComment = 102;
/** Bears the artist's number, and is the star's: nobody may take a fan club for it. */
const trackNumberedLikeArtist = artist;

export function walletOf(user_id: number): string {
  return `0x${String(user_id).repeat(40)}`;
}

const on = { text: "nice", entity_type: "Track", entity_id: track };

/** What all tests of comments start from. */
export const world: Rows = {
  users: [artist, fan, friend, star].map((user_id) => ({
    user_id,
    wallet: walletOf(user_id),
    handle: `user${user_id}`,
  })),
  aggregate_user: [{ user_id: star, follower_count: 1_700_000 }],
  tracks: [
    { track_id: track, owner_id: artist },
    { track_id: otherTrack, owner_id: star },
    { track_id: trackNumberedLikeArtist, owner_id: star },
  ],
  comments: [
    { comment_id: comment, user_id: fan, ...on },
    { comment_id: deletedComment, user_id: friend, is_delete: true, ...on },
    { comment_id: clubComment, user_id: fan, text: "fans!", entity_type: "FanClub", entity_id: artist },
  ],
};

/** A transaction on a comment, signed by its user, with the data in an envelope. */
export function act(
  action: string,
  { by, on, data, ...rest }: { by: number; on: number | bigint; data?: unknown } & Partial<TriedTransaction>,
): TriedTransaction {
  return {
    entity_type: "Comment",
    action,
    user_id: by,
    entity_id: on,
    metadata: data === undefined ? "" : enveloped(data),
    signer: walletOf(by),
    ...rest,
  };
}

/** Who was notified of what: type, group, specifier and the user, in the order of these. */
export async function notices(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ notice: string }>(
    `select format('%s %s %s to %s', type, group_id, specifier, array_to_string(user_ids, ',')) as notice
     from notification order by 1`,
  );
  return rows.map(({ notice }) => notice);
}

/** The rows that a query finds. */
export async function found(client: pg.ClientBase, query: string): Promise<unknown[]> {
  return (await client.query<Record<string, unknown>>(query)).rows;
}
