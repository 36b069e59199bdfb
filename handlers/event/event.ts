import { current, ensure, eq, isFalse, type Row, type Transaction, text } from "#spec";
import { events } from "#tables";

/** The kind of event with rules of its own: an artist asks for remixes of a track. */
export const remixContest = "remix_contest";

/** The event on which a transaction acts. */
export function eventOf(tx: Transaction): Row<"events"> {
  return current(events, { event_id: tx.entity_id });
}

/** Only its host changes an event, as long as it is not deleted. */
export function ownEvent(tx: Transaction, event: Row<"events">) {
  return [
    ensure(event, "event_missing", text`event ${tx.entity_id} does not exist`),
    ensure(isFalse(event.is_deleted), "event_deleted", text`event ${tx.entity_id} is deleted`),
    ensure(eq(event.user_id, tx.user_id), "event_not_own", text`event ${tx.entity_id} is not user ${tx.user_id}'s`),
  ];
}
