import {
  type Context,
  current,
  ensure,
  envelope,
  type Given,
  handler,
  isObject,
  put,
  reject,
  shown,
  updateOnly,
} from "#spec";
import { collectibles, users } from "#tables";
import { contentsFetchable } from "../common/contents.ts";
import { hasNul, truthy } from "../common/json.ts";
import { signedForUser } from "../common/signer.ts";

/** The user, and their collection as it stands. */
function reads({ tx }: Context) {
  return {
    account: current(users, { user_id: tx.user_id }),
    collection: current(collectibles, { user_id: tx.user_id }),
  };
}

/** The collectibles are a JSON object, which may be empty. */
function rules({ tx, metadata }: Context) {
  const data = metadata.get("collectibles");
  return [
    signedForUser(tx),
    ensure(isObject(data), "collectibles_not_object", "the collectibles are not a JSON object"),
    reject(hasNul(data, tx.nul), "invalid_collectibles", "the collectibles hold U+0000"),
  ];
}

/** The collection is replaced whole, and the user is marked as one who has collectibles or has none. */
function writes({ tx, metadata, account, collection }: Given<typeof reads>) {
  const data = metadata.get("collectibles");
  return [
    put(collection, { user_id: tx.user_id, data: shown(data) }),
    updateOnly(account, { has_collectibles: truthy(data) }),
  ];
}

/** A user shows collectibles: what they showed before is replaced. An empty object says that they show none. */
export const collectiblesCreate = handler({
  entity: "Collectibles",
  action: "Create",
  metadata: envelope({ collectibles: null }),
  reads,
  rules,
  writes,
});

/** The same as Create: what the user showed before is replaced whole. */
export const collectiblesUpdate = handler({
  entity: "Collectibles",
  action: "Update",
  metadata: envelope(),
  reads,
  rules: (context) => [...rules(context), contentsFetchable(context.metadata)],
  writes,
});
