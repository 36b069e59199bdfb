import { expect } from "vitest";
import type { TestDatabase } from "../../support/database.ts";
import { apply, type Rows, seed, type TriedTransaction, undone } from "../../support/procedure.ts";

export const fan = { user_id: 3_000_001, signer: "0xfan" };
export const artist = { user_id: 3_000_002, signer: "0xartist" };

/** Somebody who bears the numbers of a track and of an event, too. */
export const namesake = { user_id: 77, signer: "0xnamesake" };
/** One event goes on, and bears a user's number; the other is deleted. */
export const event = { on: namesake.user_id, deleted: 78 };
/** The second is deleted, the third is a row of the past, and no playlist bears the number of the first. */
export const track = { song: namesake.user_id, deleted: 11, past: 12, fans: 13 };
/** One bears a track's number, one an album. */
export const playlist = { songs: 20, deleted: track.deleted, fansAlbum: 22 };

/** The time of the blocks here, which have a fraction of a second. */
export const time = "2026-10-01T12:00:00.25Z";
export const now = "2026-10-01T12:00:00.25";

export const socialRows: Rows = {
  users: [fan, artist, namesake].map(({ user_id, signer }) => ({ user_id, wallet: signer })),
  tracks: [
    { track_id: track.song, owner_id: artist.user_id },
    { track_id: track.deleted, owner_id: artist.user_id, is_delete: true },
    { track_id: track.past, owner_id: artist.user_id, is_current: false },
    { track_id: track.fans, owner_id: fan.user_id },
  ],
  playlists: [
    { playlist_id: playlist.songs, playlist_owner_id: artist.user_id, is_album: false },
    { playlist_id: playlist.deleted, playlist_owner_id: artist.user_id, is_album: false, is_delete: true },
    { playlist_id: playlist.fansAlbum, playlist_owner_id: fan.user_id, is_album: true },
  ].map((row) => ({ is_private: false, playlist_contents: { track_ids: [] }, ...row })),
  events: [
    { event_id: event.on, event_type: "live_event", user_id: artist.user_id, event_data: {}, is_deleted: false },
    { event_id: event.deleted, event_type: "live_event", user_id: artist.user_id, event_data: {}, is_deleted: true },
  ],
};

/** What the fan tries; `entity_type` and `entity_id` are those of the artist. */
export function tried(action: string, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  return { ...fan, entity_type: "User", entity_id: artist.user_id, action, time, ...changes };
}

/**
 * What some transactions leave, each in a block of its own, undone afterwards.
 * @param steps actions, with a colon and a code where the action is refused: "Follow", "Follow: already_following"
 * @returns the rows of a query of follows, subscriptions, saves or reposts, each as "on" or "off" and the transaction's hash
 */
export async function left(
  { client }: TestDatabase,
  { table, steps, about, before = {} }: Left,
): Promise<readonly string[]> {
  return await undone(client, async () => {
    await seed(client, before);
    for (const step of steps) {
      const [action = "", code] = step.split(": ");
      expect((await apply(client, tried(action, about)))?.code, step).toBe(code);
    }
    const { rows } = await client.query<{ state: string }>(
      `select concat_ws(' ', case when is_delete then 'off' else 'on' end, txhash) as state
       from ${client.escapeIdentifier(table)} where is_current order by txhash`,
    );
    return rows.map(({ state }) => state);
  });
}

interface Left {
  readonly table: "follows" | "subscriptions" | "saves" | "reposts";
  readonly steps: readonly string[];
  readonly about?: Partial<TriedTransaction>;
  readonly before?: Rows | undefined;
}
