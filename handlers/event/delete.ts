import { current, handler, optionalEnvelope, update } from "#spec";
import { events } from "#tables";
import { removedWalletMembers } from "../common/known-members.ts";
import { signedForUser } from "../common/signer.ts";
import { ownEvent } from "./rules.ts";

/**
 * An event's host calls it off; once more does no harm. Metadata is not needed. What comes all the same is judged as that
 * of a wallet taken away: it must name a wallet_address or a chain, as the network mistakes the one Delete for the other.
 */
export const eventDelete = handler({
  entity: "Event",
  action: "Delete",
  metadata: optionalEnvelope(removedWalletMembers),
  reads: ({ tx }) => ({ event: current(events, { event_id: tx.entity_id }) }),
  rules: ({ tx, event }) => [signedForUser(tx), ...ownEvent(tx, event)],
  writes: ({ event }) => [update(event, { is_deleted: true })],
});
