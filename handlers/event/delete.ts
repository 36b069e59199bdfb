import { handler, update } from "#spec";
import { signedForUser } from "../common/signer.ts";
import { eventOf, ownEvent } from "./event.ts";

/** An event's host calls it off. */
export const eventDelete = handler({
  entity: "Event",
  action: "Delete",
  reads: ({ tx }) => ({ event: eventOf(tx) }),
  rules: ({ tx, event }) => [signedForUser(tx), ...ownEvent(tx, event)],
  writes: ({ event }) => [update(event, { is_deleted: true })],
});
