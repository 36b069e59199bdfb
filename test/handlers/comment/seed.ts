import type pg from "pg";
import { enveloped, type Rows, type TriedTransaction } from "../../support/procedure.ts";

export const artist = { user_id: 3_000_001, signer: "0xartist" };
export const fan = { user_id: 3_000_002, signer: "0xfan" };
export const friend = { user_id: 3_000_003, signer: "0xfriend" };

/** Both of the artist; the second is deleted. A third one bears the number of the event and of the friend, and is the fan's. */
export const track = { song: 2_000_010, deleted: 2_000_011, namesake: 77 };
/** Hosted by the friend; the last is deleted. */
export const event = { on: track.namesake, other: 78, deleted: 79 };
/** By the fan: on the song, on the artist's fan club, on the event; one that is deleted; and the one to be written. */
export const comment = { song: 100, club: 101, event: 102, deleted: 103, next: 200 };

/** The time of the blocks here, which have a fraction of a second. */
export const time = "2026-10-01T12:00:00.25Z";
export const now = "2026-10-01T12:00:00.25";
export const before = "2026-01-01T00:00:00";

const onSong = { entity_type: "Track", entity_id: track.song };

export const commentRows: Rows = {
  users: [artist, fan, friend].map(({ user_id, signer }) => ({ user_id, wallet: signer })),
  tracks: [
    { track_id: track.song, owner_id: artist.user_id },
    { track_id: track.deleted, owner_id: artist.user_id, is_delete: true },
    { track_id: track.namesake, owner_id: fan.user_id },
  ],
  events: [
    { event_id: event.on, is_deleted: false },
    { event_id: event.other, is_deleted: false },
    { event_id: event.deleted, is_deleted: true },
  ].map((row) => ({ event_type: "live_event", user_id: friend.user_id, event_data: {}, ...row })),
  comments: [
    { comment_id: comment.song, ...onSong },
    { comment_id: comment.club, entity_type: "FanClub", entity_id: artist.user_id },
    { comment_id: comment.event, entity_type: "Event", entity_id: event.on },
    { comment_id: comment.deleted, ...onSong, is_delete: true },
  ].map((row) => ({ user_id: fan.user_id, text: "nice", blocknumber: 0, ...row })),
};

/** What the fan says about a comment, or about the one to be written. */
export function said(action: string, data?: unknown, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  const metadata = data === undefined ? "" : enveloped(data);
  return { ...fan, entity_type: "Comment", entity_id: comment.song, action, metadata, time, ...changes };
}

/** The rows that a query finds. */
export async function found(client: pg.ClientBase, query: string): Promise<unknown[]> {
  return (await client.query<Record<string, unknown>>(query)).rows;
}
