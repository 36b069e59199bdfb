import {
  type Block,
  type Expression,
  ensure,
  eq,
  lt,
  type Metadata,
  type Row,
  reject,
  sqlFunction,
  type Time,
  type Transaction,
  text,
  type,
} from "#spec";
import { textOf } from "../common/json.ts";

const isoInstant = sqlFunction("em.iso_instant", [type.nullable(type.text)], type.nullable(type.time));

/** When the metadata has the event end: here its distance from UTC counts. */
function endOf(metadata: Metadata): Expression<Time | null> {
  return isoInstant(textOf(metadata.get("end_date")));
}

/** An event does not end before its block; it may end with it. */
export function endNotPast(metadata: Metadata, block: Block) {
  return reject(lt(endOf(metadata), block.time), "end_date_past", "the end date is in the past");
}

/** The end of a contest is not brought forward. */
export function endNotEarlier(metadata: Metadata, contest: Row<"events">) {
  return reject(
    lt(endOf(metadata), contest.end_date),
    "end_date_earlier",
    text`the end date is before ${contest.end_date}, when the contest ends as it stands`,
  );
}

/** Only its host changes an event; deleted or not. */
export function ownEvent(tx: Transaction, event: Row<"events">) {
  return [
    ensure(event, "event_missing", text`event ${tx.entity_id} does not exist`),
    ensure(eq(event.user_id, tx.user_id), "event_not_own", text`event ${tx.entity_id} is not user ${tx.user_id}'s`),
  ];
}
