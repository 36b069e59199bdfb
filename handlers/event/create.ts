import {
  and,
  anyMatch,
  current,
  ensure,
  envelope,
  eq,
  exists,
  fitsInteger,
  gt,
  handler,
  insert,
  isFalse,
  isTrue,
  jsonLiteral,
  read,
  reject,
  text,
  value,
  when,
} from "#spec";
import { events, tracks } from "#tables";
import { truthy } from "../common/json.ts";
import { eventMembers } from "../common/known-members.ts";
import { signedForUser } from "../common/signer.ts";
import { eventFields, remixContest } from "./fields.ts";
import { endNotPast } from "./rules.ts";

/**
 * A user announces an event, of one of their own tracks (deleted or not) or of nothing in particular; it need not have an
 * end. A remix contest is always of a track, which is no remix itself and hosts one contest at a time: only a contest that
 * has an end, still to come, and is not deleted stands in the way of the next. The number of a deleted event stays taken.
 * The end is not in the past; its distance from UTC counts in that comparison, and is dropped where the end is stored.
 */
export const eventCreate = handler({
  entity: "Event",
  action: "Create",
  metadata: envelope(eventMembers),
  reads: ({ tx, metadata }) => {
    const track_id = value(read.integer.read(metadata.get("entity_id")));
    return {
      track_id,
      is_contest: value(isTrue(eq(metadata.get("event_type"), jsonLiteral(remixContest)))),
      is_of_track: value(isTrue(eq(metadata.get("entity_type"), jsonLiteral("track")))),
      event: current(events, { event_id: tx.entity_id }),
      track: current(tracks, { track_id }),
    };
  },
  rules: ({ tx, block, metadata, track_id, is_contest, is_of_track, event, track }) => [
    signedForUser(tx),
    ensure(fitsInteger(tx.entity_id), "event_id_out_of_range", text`event ${tx.entity_id} is beyond the last number`),
    reject(exists(event), "event_exists", text`event ${tx.entity_id} exists`),
    ensure(truthy(metadata.get("event_type")), "event_type_missing", "an event needs an event_type"),
    eventFields.wellTyped(metadata, "Create"),
    endNotPast(metadata, block),
    when(is_of_track, [
      ensure(track, "track_missing", text`track ${metadata.get("entity_id")} does not exist`),
      ensure(eq(track.owner_id, tx.user_id), "track_not_own", text`track ${track_id} is not user ${tx.user_id}'s`),
    ]),
    when(is_contest, [
      ensure(is_of_track, "contest_without_track", "a remix contest needs a track"),
      reject(
        anyMatch(events, (other) =>
          and(
            eq(other.entity_id, track_id),
            eq(other.event_type, remixContest),
            isFalse(other.is_deleted),
            gt(other.end_date, block.time),
          ),
        ),
        "contest_running",
        text`track ${track_id} already hosts a remix contest`,
      ),
      reject(truthy(track.remix_of), "contest_of_remix", text`track ${track_id} is a remix and cannot host a contest`),
    ]),
  ],
  writes: ({ tx, metadata }) => [
    insert(events, {
      ...eventFields.onCreate(metadata),
      event_id: tx.entity_id,
      user_id: tx.user_id,
      is_deleted: false,
    }),
  ],
});
