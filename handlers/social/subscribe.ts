import {
  active,
  and,
  anyEntity,
  anyMatch,
  type Context,
  choose,
  current,
  ensure,
  eq,
  fitsInteger,
  type Given,
  handler,
  isFalse,
  ne,
  reject,
  type Transaction,
  text,
  update,
  upsert,
  when,
} from "#spec";
import { events, subscriptions, users } from "#tables";
import { signedForUser } from "../common/signer.ts";

/** One subscribes to an event, or else to a user, whatever entity type the transaction names. */
export function subscriptionKey(tx: Transaction) {
  const entity_type = choose(eq(tx.entity_type, "Event"), "Event", "User");
  return { subscriber_id: tx.user_id, user_id: tx.entity_id, entity_type };
}

/** The user's subscription to the target. */
export function subscriptionReads({ tx }: Context) {
  return { subscription: current(subscriptions, subscriptionKey(tx)) };
}

/** The target is there: an event that is not deleted, or another user. One subscribes once. */
export function subscribeRules({ tx, subscription }: Given<typeof subscriptionReads>) {
  return [
    reject(
      and(ne(tx.entity_type, "Event"), eq(tx.user_id, tx.entity_id)),
      "own_user",
      text`user ${tx.user_id} cannot subscribe to themself`,
    ),
    signedForUser(tx),
    ensure(fitsInteger(tx.entity_id), "target_missing", text`${tx.entity_type} ${tx.entity_id} does not exist`),
    when(
      eq(tx.entity_type, "Event"),
      [
        ensure(
          anyMatch(events, (event) => and(eq(event.event_id, tx.entity_id), isFalse(event.is_deleted))),
          "target_missing",
          text`event ${tx.entity_id} does not exist`,
        ),
      ],
      [
        ensure(
          anyMatch(users, { user_id: tx.entity_id, is_current: true }),
          "target_missing",
          text`user ${tx.entity_id} does not exist`,
        ),
      ],
    ),
    reject(
      active(subscription),
      "already_subscribed",
      text`user ${tx.user_id} has subscribed to ${tx.entity_type} ${tx.entity_id} already`,
    ),
  ];
}

/** A user wants to hear of another's releases, or of an event. */
export const subscribe = handler({
  entity: anyEntity,
  action: "Subscribe",
  reads: subscriptionReads,
  rules: subscribeRules,
  writes: ({ tx, block, subscription }) => [
    upsert(subscription, {
      ...subscriptionKey(tx),
      entity_id: tx.entity_id,
      is_delete: false,
      created_at: block.time,
    }),
  ],
});

/** A user does not want to hear of another's releases, or of an event, any more. */
export const unsubscribe = handler({
  entity: anyEntity,
  action: "Unsubscribe",
  reads: subscriptionReads,
  rules: ({ tx, subscription }) => [
    signedForUser(tx),
    ensure(
      active(subscription),
      "not_subscribed",
      text`user ${tx.user_id} has not subscribed to ${tx.entity_type} ${tx.entity_id}`,
    ),
  ],
  writes: ({ tx, block, subscription }) => [
    update(subscription, { entity_id: tx.entity_id, is_delete: true, created_at: block.time }),
  ],
});
