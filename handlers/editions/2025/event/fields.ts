import {
  and,
  field,
  fieldsOf,
  isNull,
  isString,
  jsonLiteral,
  kindOf,
  ne,
  not,
  onlyOnCreate,
  or,
  type Reader,
  read,
  sqlFunction,
  type Time,
  type,
} from "#spec";
import { events } from "#tables";
import { textOf } from "../common/json.ts";

const isoDatetime = sqlFunction("em.iso_datetime", [type.nullable(type.text)], type.nullable(type.time));

/**
 * A time in ISO 8601, or null. It is stored as it is written: a distance from UTC is not reckoned in but dropped, which is
 * how the network always stored it.
 */
const isoTime: Reader<Time | null> = {
  type: "timestamp without time zone",
  wrong: (json) => and(ne(kindOf(json), "null"), or(not(isString(json)), isNull(isoDatetime(textOf(json))))),
  counts: undefined,
  read: (json) => isoDatetime(textOf(json)),
  refusesNul: false,
  nullable: true,
};

/** The kind of event with rules of its own: an artist asks for remixes of a track. */
export const remixContest = "remix_contest";

/**
 * What an event's host says of it. Of the entity types that the column knows the network takes but one. An event_type must
 * be given, by a rule of Create.
 */
export const eventFields = fieldsOf(events, {
  event_type: onlyOnCreate(read.enumeration("event_type", [remixContest, "live_event", "new_release"])),
  entity_type: onlyOnCreate(read.enumeration("event_entity_type", ["track"])),
  entity_id: onlyOnCreate(read.anyInteger),
  end_date: field(isoTime),
  event_data: field(read.jsonAsIs, jsonLiteral(null)),
});
