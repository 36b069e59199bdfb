import { follows, subscriptions } from "../../codegen/generated/tables.ts";
import {
  active,
  anyEntity,
  current,
  eq,
  handler,
  isTrue,
  put,
  reject,
  type Transaction,
  text,
} from "../../codegen/spec/index.ts";
import { signedForUser } from "../common/signer.ts";
import { targetExists } from "./target.ts";

/**
 * What every action on the tie between two users must meet. The target may be of any type: following Track 7 follows the
 * user with the number 7, as the network always had it.
 */
function tieRules(tx: Transaction, doing: string) {
  return [
    signedForUser(tx),
    targetExists({ entity_type: tx.entity_type, entity_id: tx.entity_id }),
    reject(eq(tx.user_id, tx.entity_id), "own_user", text`user ${tx.user_id} cannot ${doing} themself`),
  ];
}

function followOf(tx: Transaction) {
  return current(follows, { follower_user_id: tx.user_id, followee_user_id: tx.entity_id });
}

function subscriptionOf(tx: Transaction) {
  return current(subscriptions, { subscriber_id: tx.user_id, user_id: tx.entity_id });
}

function followBy(tx: Transaction, is_delete: boolean) {
  return { follower_user_id: tx.user_id, followee_user_id: tx.entity_id, is_delete };
}

function subscriptionBy(tx: Transaction, is_delete: boolean) {
  return { subscriber_id: tx.user_id, user_id: tx.entity_id, is_delete };
}

/** A user follows another, and from then on hears of the other's releases. A repeated Follow changes nothing. */
export const follow = handler({
  entity: anyEntity,
  action: "Follow",
  reads: ({ tx }) => ({ following: followOf(tx), subscription: subscriptionOf(tx) }),
  rules: ({ tx }) => tieRules(tx, "follow"),
  writes: ({ tx, following, subscription }) => [
    put(following, followBy(tx, false)).unless(active(following)),
    put(subscription, subscriptionBy(tx, false)).unless(active(subscription)),
  ],
});

/** A user follows another no longer, and hears of their releases no longer. An Unfollow without a Follow writes a deleted row. */
export const unfollow = handler({
  entity: anyEntity,
  action: "Unfollow",
  reads: ({ tx }) => ({ following: followOf(tx), subscription: subscriptionOf(tx) }),
  rules: ({ tx }) => tieRules(tx, "unfollow"),
  writes: ({ tx, following, subscription }) => [
    put(following, followBy(tx, true)).unless(isTrue(following.is_delete)),
    put(subscription, subscriptionBy(tx, true)).unless(isTrue(subscription.is_delete)),
  ],
});

/** A user wants to hear of another's releases. A repeated Subscribe changes nothing. */
export const subscribe = handler({
  entity: anyEntity,
  action: "Subscribe",
  reads: ({ tx }) => ({ subscription: subscriptionOf(tx) }),
  rules: ({ tx }) => tieRules(tx, "subscribe to"),
  writes: ({ tx, subscription }) => [put(subscription, subscriptionBy(tx, false)).unless(active(subscription))],
});

/** A user wants to hear of another's releases no longer. */
export const unsubscribe = handler({
  entity: anyEntity,
  action: "Unsubscribe",
  reads: ({ tx }) => ({ subscription: subscriptionOf(tx) }),
  rules: ({ tx }) => tieRules(tx, "unsubscribe from"),
  writes: ({ tx, subscription }) => [
    put(subscription, subscriptionBy(tx, true)).unless(isTrue(subscription.is_delete)),
  ],
});
