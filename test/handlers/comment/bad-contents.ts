import { event } from "./seed.ts";

/** What no comment may say or be about, by code: a new one and a changed one alike. */
export function badContents(valid: object): [code: string, data: object | undefined][] {
  return [
    ["entity_id_missing", undefined],
    ["entity_type_unknown", { ...valid, entity_type: "Playlist" }],
    ["entity_type_unknown", { ...valid, entity_type: "track" }],
    ["entity_type_unknown", { ...valid, entity_type: "Track\u0000" }],
    ["entity_id_missing", { ...valid, entity_id: "10" }],
    ["entity_id_missing", { ...valid, entity_id: 2 ** 64 }],
    ["entity_id_out_of_range", { ...valid, entity_type: "FanClub", entity_id: 2 ** 31 }],
    ["entity_id_out_of_range", { ...valid, entity_id: -(2 ** 40) }],
    ["track_missing", { ...valid, entity_id: 12 }],
    ["event_missing", { ...valid, entity_type: "Event" }],
    ["event_missing", { ...valid, entity_type: "Event", entity_id: event.deleted }],
    ["body_empty", { ...valid, body: "" }],
    ["body_empty", { ...valid, body: null }],
    ["body_empty", { ...valid, body: ["a"] }],
    ["body_too_long", { ...valid, body: "a".repeat(401) }],
    ["body_too_long", { ...valid, body: "\u0000".repeat(401) }],
    ["invalid_body", { ...valid, body: "\u0000" }],
    ["situation 84: video_url_too_long", { ...valid, video_url: "a".repeat(2_001) }],
    ["invalid_video_url", { ...valid, video_url: "a\u0000" }],
    ["mention_out_of_range", { ...valid, mentions: [1, 2 ** 31] }],
    ["mention_out_of_range", { ...valid, mentions: [-(2 ** 64)] }],
    ["invalid_track_timestamp_s", { ...valid, track_timestamp_s: 2 ** 63 }],
  ];
}
