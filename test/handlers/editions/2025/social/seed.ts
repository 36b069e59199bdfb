import type { Rows } from "../../../../support/procedure.ts";

export const fan = { user_id: 1, signer: "0xfan" };
export const artist = 2;

/** A fan, an artist, and things of theirs, some of them deleted; the numbers tell the kinds apart. */
export const socialRows: Rows = {
  users: [
    { user_id: fan.user_id, wallet: fan.signer },
    { user_id: artist, wallet: "0xartist" },
    { user_id: 3, wallet: "0xthird" },
    ...[10, 20, 30, 40].map((user_id) => ({ user_id, wallet: `0x${user_id}` })),
  ],
  tracks: [
    { track_id: 10, owner_id: artist },
    { track_id: 11, owner_id: artist, is_delete: true },
    { track_id: 12, owner_id: fan.user_id },
    { track_id: 13, owner_id: artist, is_current: false },
  ],
  playlists: [
    { playlist_id: 20, playlist_owner_id: artist },
    { playlist_id: 21, playlist_owner_id: artist, is_album: true },
    { playlist_id: 22, playlist_owner_id: fan.user_id },
  ].map((row) => ({ is_album: false, is_private: false, playlist_contents: { track_ids: [] }, ...row })),
  comments: [{ comment_id: 30, user_id: artist, text: "x", entity_type: "Track", entity_id: 10 }],
  events: [{ event_id: 40, event_type: "remix_contest", user_id: artist, event_data: {} }],
};
