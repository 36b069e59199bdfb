import {
  and,
  coalesce,
  current,
  type Expression,
  ensure,
  envelope,
  eq,
  gt,
  handler,
  isNotNull,
  isObject,
  isTrue,
  type Json,
  jsonLiteral,
  memberOf,
  perform,
  sqlFunction,
  text,
  type,
  update,
  value,
  when,
} from "#spec";
import { events } from "#tables";
import { contentsFetchable } from "../common/contents.ts";
import { jsonLength, truthy } from "../common/json.ts";
import { signedForUser } from "../common/signer.ts";
import { eventFields, remixContest } from "./fields.ts";
import { endNotEarlier, endNotPast, ownEvent } from "./rules.ts";

const canNameTrack = sqlFunction("em.can_name_track", [type.nullable(type.json)], type.boolean);
const canNameTracks = sqlFunction("em.can_name_tracks", [type.nullable(type.json)], type.boolean);
const notifyWinnersSelected = sqlFunction(
  "em.notify_remix_contest_winners_selected",
  [type.integer, type.block],
  type.text,
);

/** The tracks that an event's data names as winners: an empty list when it has no such member. */
function winnersIn(event_data: Expression<Json | null>): Expression<Json> {
  return coalesce(memberOf(event_data, "winners"), jsonLiteral([]));
}

/**
 * An event's host changes when it ends and what its data are, even once it is deleted; nothing else of it changes. The end of
 * a contest moves only to later (be that in the past), that of other events anywhere but into the past; null takes it away.
 * A distance from UTC counts in these comparisons, and is dropped where the end is stored.
 *
 * A contest's winners stand in its data. They may be all by which tracks can be looked up, found or not: numbers, null, and
 * texts that are integers, as a list, as the names of an object's members, or as the digits of a text. When the first winners
 * are named, all who remixed the track since the contest began hear of it. Where the data are no object, now or before, there
 * are no winners.
 */
export const eventUpdate = handler({
  entity: "Event",
  action: "Update",
  metadata: envelope(),
  reads: ({ tx, metadata }) => {
    const event = current(events, { event_id: tx.entity_id });
    const event_data = metadata.get("event_data");
    const is_contest = value(eq(event.event_type, remixContest));
    return {
      event,
      is_contest,
      names_winners: value(
        isTrue(and(is_contest, isObject(event.event_data), isObject(event_data), truthy(event_data))),
      ),
      old_winners: value(winnersIn(event.event_data)),
      new_winners: value(winnersIn(event_data)),
    };
  },
  rules: ({ tx, block, metadata, event, is_contest, names_winners, old_winners, new_winners }) => [
    signedForUser(tx),
    ...ownEvent(tx, event),
    // The track is not changed, but it is looked up.
    when(eq(metadata.get("entity_type"), jsonLiteral("track")), [
      ensure(canNameTrack(metadata.get("entity_id")), "invalid_entity_id", "entity_id cannot be the number of a track"),
    ]),
    eventFields.wellTyped(metadata, "Update"),
    when(and(is_contest, isNotNull(event.end_date)), [endNotEarlier(metadata, event)], [endNotPast(metadata, block)]),
    when(names_winners, [
      ensure(
        isNotNull(jsonLength(old_winners)),
        "old_winners_invalid",
        text`the winners of event ${tx.entity_id} as it stands are not a list`,
      ),
      ensure(canNameTracks(new_winners), "winners_invalid", "the winners are not a list of tracks"),
    ]),
    contentsFetchable(metadata),
  ],
  writes: ({ block, metadata, event, names_winners, old_winners, new_winners }) => [
    perform(notifyWinnersSelected(event.event_id, block.whole)).when(
      and(names_winners, eq(jsonLength(old_winners), 0), gt(jsonLength(new_winners), 0)),
    ),
    update(event, eventFields.onUpdate(metadata)),
  ],
});
