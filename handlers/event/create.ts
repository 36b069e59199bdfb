import {
  and,
  anyMatch,
  type Context,
  cast,
  coalesce,
  current,
  ensure,
  eq,
  exists,
  type Given,
  gt,
  handler,
  insert,
  isFalse,
  isNotNull,
  isOneOf,
  members,
  ne,
  openMetadata,
  read,
  reject,
  shown,
  text,
  value,
  when,
} from "#spec";
import { events, tracks } from "#tables";
import { entityIdFits } from "../common/ids.ts";
import { notifyOfEvent } from "../common/notifications.ts";
import { signedForUser } from "../common/signer.ts";
import * as values from "../common/values.ts";
import { bigintMember, textMember } from "../common/values.ts";
import { endDateOf, endNotPast } from "./end-date.ts";
import { eventOf, remixContest } from "./event.ts";

const stored = members({ entity_id: values.integer, event_data: read.jsonAsIs });

/** What the event is, what it is about and when it ends. */
export function createReads({ tx, metadata }: Context) {
  const entity_id = value(bigintMember(metadata, "entity_id"));
  return {
    event: eventOf(tx),
    event_type: value(textMember(metadata, "event_type")),
    entity_type: value(textMember(metadata, "entity_type")),
    entity_id,
    end_date: endDateOf(metadata),
    track: current(tracks, { track_id: entity_id }),
  };
}

/** What holds for every event: it has a kind, an end and something that it is about, a track of the host's own where it is a track. */
export function shapeRules({
  tx,
  metadata,
  event,
  event_type,
  entity_type,
  entity_id,
  end_date,
  track,
}: Given<typeof createReads>) {
  return [
    signedForUser(tx),
    reject(exists(event), "event_exists", text`event ${tx.entity_id} exists, or did once`),
    entityIdFits(tx, "event"),
    ensure(ne(coalesce(event_type, ""), ""), "event_type_missing", "an event needs an event_type"),
    ensure(isNotNull(end_date.written), "end_date_missing", "an event needs an end_date that can be read"),
    when(and(eq<string | null>(entity_type, "track"), isNotNull(entity_id)), [
      ensure(track, "track_missing", text`track ${entity_id} does not exist`),
      ensure(eq(track.owner_id, tx.user_id), "track_not_own", text`track ${entity_id} is not user ${tx.user_id}'s`),
    ]),
    when(eq<string | null>(event_type, remixContest), [
      ensure(
        and(isNotNull(entity_id), ne(coalesce(entity_type, ""), "")),
        "contest_without_entity",
        "a remix contest needs an entity_type and an entity_id",
      ),
    ]),
    ensure(
      isOneOf(shown(event_type), ["remix_contest", "live_event", "new_release"]),
      "invalid_event_type",
      text`there is no event of type ${event_type}`,
    ),
    ensure(
      isOneOf(coalesce(entity_type, ""), ["track", "collection", "user"]),
      "invalid_entity_type",
      text`an event cannot be about an entity of type ${entity_type}`,
    ),
    stored.wellTyped(metadata),
  ];
}

/** The new event. */
export function createWrites({ tx, metadata, event_type, entity_type, end_date }: Given<typeof createReads>) {
  const { entity_id, event_data } = stored.of(metadata);
  return [
    insert(events, {
      event_id: tx.entity_id,
      event_type: cast(shown(event_type), "event_type"),
      user_id: tx.user_id,
      entity_type: cast(shown(entity_type), "event_entity_type"),
      entity_id: coalesce(entity_id, 0),
      end_date: end_date.written,
      event_data,
      is_deleted: false,
    }),
  ];
}

/**
 * A user announces an event, which has an end that is not past. A remix contest is of a track that is not a remix itself and that
 * hosts one contest at a time. The number of a deleted event stays taken.
 */
export const eventCreate = handler({
  entity: "Event",
  action: "Create",
  metadata: openMetadata,
  reads: createReads,
  rules: ({ tx, block, event_type, entity_id, end_date, track, ...given }) => [
    ...shapeRules({ tx, block, event_type, entity_id, end_date, track, ...given }),
    endNotPast(end_date, block),
    when(eq<string | null>(event_type, remixContest), [
      reject(
        anyMatch(events, (other) =>
          and(
            eq<number | null>(other.entity_id, entity_id),
            eq(other.event_type, remixContest),
            isFalse(other.is_deleted),
            gt(other.end_date, block.time),
          ),
        ),
        "contest_running",
        text`${entity_id} already hosts a remix contest`,
      ),
      reject(
        isNotNull(read.json.read(track.remix_of)),
        "contest_of_remix",
        text`track ${entity_id} is a remix and cannot host a contest`,
      ),
    ]),
  ],
  writes: (given) => [...createWrites(given), notifyOfEvent(given.tx)],
});
