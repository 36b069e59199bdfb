import {
  and,
  choose,
  coalesce,
  ensure,
  eq,
  handler,
  isNotNull,
  members,
  ne,
  openMetadata,
  read,
  update,
  when,
} from "#spec";
import { signedForUser } from "../common/signer.ts";
import { textMember } from "../common/values.ts";
import { endDateOf, endNotEarlier, endNotPast } from "./end-date.ts";
import { eventOf, ownEvent, remixContest } from "./event.ts";

const stored = members({ event_data: read.jsonAsIs });

/**
 * An event's host changes when it ends and what its data are. The end of a contest moves only to later (be that in the past), that of
 * other events anywhere but into the past.
 */
export const eventUpdate = handler({
  entity: "Event",
  action: "Update",
  metadata: openMetadata,
  reads: ({ tx, metadata }) => ({ event: eventOf(tx), end_date: endDateOf(metadata) }),
  rules: ({ tx, block, metadata, event, end_date }) => [
    signedForUser(tx),
    ...ownEvent(tx, event),
    when(ne(coalesce(textMember(metadata, "end_date"), ""), ""), [
      ensure(isNotNull(end_date.written), "invalid_end_date", "the end_date cannot be read"),
      when(
        and(eq(event.event_type, remixContest), isNotNull(event.end_date)),
        [endNotEarlier(end_date, event)],
        [endNotPast(end_date, block)],
      ),
    ]),
    stored.wellTyped(metadata),
  ],
  writes: ({ metadata, event, end_date }) => [
    update(event, {
      end_date: coalesce(end_date.written, event.end_date),
      event_data: choose(metadata.has("event_data"), stored.of(metadata).event_data, event.event_data),
    }),
  ],
});
