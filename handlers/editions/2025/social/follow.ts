import { active, anyEntity, current, deleted, eq, handler, put, reject, type Transaction, text } from "#spec";
import { follows, subscriptions } from "#tables";
import { signedForUser } from "../common/signer.ts";
import { targetExists } from "./target.ts";

/** What every action on the tie between two users must meet. */
function tieRules(tx: Transaction, doing: string) {
  return [
    signedForUser(tx),
    targetExists(tx),
    reject(eq(tx.user_id, tx.entity_id), "own_user", text`user ${tx.user_id} cannot ${doing} themself`),
  ];
}

function followKey(tx: Transaction) {
  return { follower_user_id: tx.user_id, followee_user_id: tx.entity_id };
}

function subscriptionKey(tx: Transaction) {
  return { subscriber_id: tx.user_id, user_id: tx.entity_id, entity_type: "User" };
}

/**
 * A user follows another, and from then on hears of the other's releases. A repeated Follow changes nothing. The target may
 * be of any type that exists: who follows track 7 follows the user with the number 7, as the network always had it.
 */
export const follow = handler({
  entity: anyEntity,
  action: "Follow",
  reads: ({ tx }) => ({
    following: current(follows, followKey(tx)),
    subscription: current(subscriptions, subscriptionKey(tx)),
  }),
  rules: ({ tx }) => tieRules(tx, "follow"),
  writes: ({ tx, following, subscription }) => [
    put(following, { ...followKey(tx), is_delete: false }).unless(active(following)),
    put(subscription, { ...subscriptionKey(tx), is_delete: false }).unless(active(subscription)),
  ],
});

/**
 * A user no longer follows another, and no longer hears of their releases. An Unfollow without a Follow writes a deleted row.
 * The target may be of any type, as with Follow.
 */
export const unfollow = handler({
  entity: anyEntity,
  action: "Unfollow",
  reads: ({ tx }) => ({
    following: current(follows, followKey(tx)),
    subscription: current(subscriptions, subscriptionKey(tx)),
  }),
  rules: ({ tx }) => tieRules(tx, "unfollow"),
  writes: ({ tx, following, subscription }) => [
    put(following, { ...followKey(tx), is_delete: true }).unless(deleted(following)),
    put(subscription, { ...subscriptionKey(tx), is_delete: true }).unless(deleted(subscription)),
  ],
});

/**
 * A user wants to hear of another's releases. A repeated Subscribe changes nothing. The target may be of any type, as with
 * Follow.
 */
export const subscribe = handler({
  entity: anyEntity,
  action: "Subscribe",
  reads: ({ tx }) => ({ subscription: current(subscriptions, subscriptionKey(tx)) }),
  rules: ({ tx }) => tieRules(tx, "subscribe to"),
  writes: ({ tx, subscription }) => [
    put(subscription, { ...subscriptionKey(tx), is_delete: false }).unless(active(subscription)),
  ],
});

/**
 * A user no longer wants to hear of another's releases. An Unsubscribe without a Subscribe writes a deleted row. The target
 * may be of any type, as with Follow.
 */
export const unsubscribe = handler({
  entity: anyEntity,
  action: "Unsubscribe",
  reads: ({ tx }) => ({ subscription: current(subscriptions, subscriptionKey(tx)) }),
  rules: ({ tx }) => tieRules(tx, "unsubscribe from"),
  writes: ({ tx, subscription }) => [
    put(subscription, { ...subscriptionKey(tx), is_delete: true }).unless(deleted(subscription)),
  ],
});
