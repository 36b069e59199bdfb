import { enveloped, type Rows, type TriedTransaction } from "../../support/procedure.ts";

export const host = { user_id: 3_000_001, signer: "0xhost" };
export const other = { user_id: 3_000_002, signer: "0xother" };

/** All of the host, but for the last: one without a contest, a remix, one with a contest that runs, one with contests that do not. */
export const track = { plain: 2_000_010, remix: 2_000_011, contested: 2_000_012, over: 2_000_013, others: 2_000_014 };

/** Contests that run, are over, are deleted, have no end; and another kind of event. */
export const event = { running: 100, over: 101, deleted: 102, endless: 103, live: 104, next: 200 };

/** The time of the blocks here, which have a fraction of a second. */
export const time = "2026-10-01T12:00:00.25Z";
export const now = "2026-10-01T12:00:00.25";
export const before = "2026-01-01T00:00:00";

const contest = { event_type: "remix_contest", entity_type: "track", entity_id: track.over };

export const eventRows: Rows = {
  users: [host, other].map(({ user_id, signer }) => ({ user_id, wallet: signer })),
  tracks: [
    { track_id: track.plain, remix_of: null },
    { track_id: track.remix, remix_of: { tracks: [{ parent_track_id: track.others }] } },
    { track_id: track.contested },
    { track_id: track.over },
    { track_id: track.others, owner_id: other.user_id },
  ].map((row) => ({ owner_id: host.user_id, ...row })),
  events: [
    { ...contest, event_id: event.running, entity_id: track.contested, end_date: "2026-12-01T00:00:00" },
    { ...contest, event_id: event.over, end_date: "2026-10-01T12:00:00.25" },
    { ...contest, event_id: event.deleted, end_date: "2026-12-01T00:00:00", is_deleted: true },
    { ...contest, event_id: event.endless },
    { event_type: "live_event", event_id: event.live, end_date: "2026-12-01T00:00:00" },
  ].map((row) => ({ user_id: host.user_id, event_data: { prize: "old" }, is_deleted: false, blocknumber: 0, ...row })),
};

/** What the host does with an event. */
export function hosted(action: string, data?: unknown, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  const metadata = data === undefined ? "" : enveloped(data);
  return { ...host, entity_type: "Event", entity_id: event.running, action, metadata, time, ...changes };
}
