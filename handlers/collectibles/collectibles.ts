import { collectibles, users } from "../../codegen/generated/tables.ts";
import {
  type Context,
  current,
  ensure,
  envelope,
  handler,
  isObject,
  type Metadata,
  put,
  type Row,
  reject,
  shown,
  type Transaction,
  updateOnly,
} from "../../codegen/spec/index.ts";
import { hasNul, truthy } from "../common/json.ts";
import { signedForUser } from "../common/signer.ts";

function collectiblesReads({ tx }: Context) {
  return {
    account: current(users, { user_id: tx.user_id }),
    kept: current(collectibles, { user_id: tx.user_id }),
  };
}

/** The collectibles are a JSON object, which may be empty. */
function collectiblesRules(tx: Transaction, metadata: Metadata) {
  const data = metadata.get("collectibles");
  return [
    signedForUser(tx),
    ensure(isObject(data), "collectibles_not_object", "the collectibles are no JSON object"),
    reject(hasNul(data, tx.nul), "invalid_collectibles", "the collectibles hold U+0000"),
  ];
}

function keepCollectibles(tx: Transaction, metadata: Metadata, account: Row<"users">, kept: Row<"collectibles">) {
  const data = metadata.get("collectibles");
  return [
    put(kept, { user_id: tx.user_id, data: shown(data) }),
    updateOnly(account, { has_collectibles: truthy(data) }),
  ];
}

/** A user shows collectibles: what they showed before is replaced. An empty object says that they show none. */
export const collectiblesCreate = handler({
  entity: "Collectibles",
  action: "Create",
  metadata: envelope({ collectibles: null }),
  reads: collectiblesReads,
  rules: ({ tx, metadata }) => collectiblesRules(tx, metadata),
  writes: ({ tx, metadata, account, kept }) => keepCollectibles(tx, metadata, account, kept),
});

/** The same as Create: what the user showed before is replaced whole. */
export const collectiblesUpdate = handler({
  entity: "Collectibles",
  action: "Update",
  metadata: envelope(),
  reads: collectiblesReads,
  rules: ({ tx, metadata }) => collectiblesRules(tx, metadata),
  writes: ({ tx, metadata, account, kept }) => keepCollectibles(tx, metadata, account, kept),
});
