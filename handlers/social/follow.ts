import {
  active,
  anyEntity,
  type Context,
  current,
  ensure,
  eq,
  type Given,
  handler,
  reject,
  type Transaction,
  text,
  update,
  upsert,
} from "#spec";
import { follows, subscriptions, users } from "#tables";
import { notifyOfFollow } from "../common/notifications.ts";
import { signedForUser } from "../common/signer.ts";

/** What finds the row of a follow. */
export function followKey(tx: Transaction) {
  return { follower_user_id: tx.user_id, followee_user_id: tx.entity_id };
}

/** Who follows a user hears of their releases: a subscription of the kind that has users as its targets. */
function subscriptionKey(tx: Transaction) {
  return { subscriber_id: tx.user_id, user_id: tx.entity_id, entity_type: "User" };
}

/** Whom the user wants to follow, and whether they do already. */
export function followReads({ tx }: Context) {
  return {
    followee: current(users, { user_id: tx.entity_id }),
    following: current(follows, followKey(tx)),
  };
}

/** Anybody may follow another user who is there, but not twice. */
export function followRules({ tx, followee, following }: Given<typeof followReads>) {
  return [
    reject(eq(tx.user_id, tx.entity_id), "own_user", text`user ${tx.user_id} cannot follow themself`),
    signedForUser(tx),
    ensure(followee, "target_missing", text`user ${tx.entity_id} does not exist`),
    reject(active(following), "already_following", text`user ${tx.user_id} follows user ${tx.entity_id} already`),
  ];
}

/**
 * A user follows another, and from then on hears of the other's releases. The target is the user with the entity's id, whatever
 * entity type the transaction names.
 */
export const follow = handler({
  entity: anyEntity,
  action: "Follow",
  reads: ({ tx, ...given }) => ({
    ...followReads({ tx, ...given }),
    subscription: current(subscriptions, subscriptionKey(tx)),
  }),
  rules: followRules,
  writes: ({ tx, block, following, subscription }) => [
    upsert(following, { ...followKey(tx), is_delete: false, created_at: block.time }),
    upsert(subscription, { ...subscriptionKey(tx), entity_id: tx.entity_id, is_delete: false, created_at: block.time }),
    notifyOfFollow(tx, block),
  ],
});

/** A user no longer follows another, and no longer hears of their releases. */
export const unfollow = handler({
  entity: anyEntity,
  action: "Unfollow",
  reads: ({ tx }) => ({
    following: current(follows, followKey(tx)),
    subscription: current(subscriptions, subscriptionKey(tx)),
  }),
  rules: ({ tx, following }) => [
    signedForUser(tx),
    ensure(active(following), "not_following", text`user ${tx.user_id} does not follow user ${tx.entity_id}`),
  ],
  writes: ({ tx, block, following, subscription }) => [
    update(following, { is_delete: true, created_at: block.time }),
    upsert(subscription, { ...subscriptionKey(tx), entity_id: tx.entity_id, is_delete: true, created_at: block.time }),
  ],
});
