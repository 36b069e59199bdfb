import type { Rows } from "../../../../support/procedure.ts";

export const host = { user_id: 1, signer: "0xhost" };
export const other = { user_id: 2, signer: "0xother" };

const contest = { user_id: 1, event_type: "remix_contest", entity_type: "track", event_data: {} };

/** Two users and their tracks; the host's contest of track 12 runs until 1 July, that of track 13 is deleted. */
export const eventRows: Rows = {
  users: [
    { user_id: 1, wallet: "0xhost" },
    { user_id: 2, wallet: "0xother" },
    { user_id: 3, wallet: "0xfan" },
    { user_id: 4, wallet: "0xremixer" },
  ],
  tracks: [
    { track_id: 10, owner_id: 1 },
    { track_id: 11, owner_id: 1, remix_of: { tracks: [{ parent_track_id: 20 }] } },
    { track_id: 12, owner_id: 1 },
    { track_id: 13, owner_id: 1 },
    { track_id: 14, owner_id: 1, is_unlisted: true },
    { track_id: 20, owner_id: 2 },
    { track_id: 30, owner_id: 4, remix_of: { tracks: [{ parent_track_id: 12 }] }, created_at: "2026-05-15T00:00:00" },
    { track_id: 31, owner_id: 4, remix_of: { tracks: [{ parent_track_id: 14 }] }, created_at: "2026-05-15T00:00:00" },
    { track_id: 32, owner_id: 3, remix_of: { tracks: [{ parent_track_id: 12 }] }, created_at: "2026-04-15T00:00:00" },
    { track_id: 33, owner_id: 1, remix_of: { tracks: [{ parent_track_id: 12 }] }, created_at: "2026-05-15T00:00:00" },
  ],
  events: [
    { ...contest, event_id: 100, entity_id: 12, end_date: "2026-07-01T00:00:00", created_at: "2026-05-01T00:00:00" },
    { ...contest, event_id: 101, entity_id: 13, end_date: "2026-07-01T00:00:00", is_deleted: true },
    { ...contest, event_id: 102, entity_id: 14, created_at: "2026-05-01T00:00:00" },
    { ...contest, event_id: 103, entity_id: 12, end_date: "2026-05-02T00:00:00", event_data: { winners: [30] } },
    { ...contest, event_id: 104, entity_id: 12, end_date: "2026-05-02T00:00:00", event_data: { winners: 5 } },
    { event_id: 105, event_type: "live_event", user_id: 1, event_data: {} },
  ],
};
