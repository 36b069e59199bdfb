import { and, ensure, isOneOf, kindOf, type Metadata, type Row, reject, type Transaction, text } from "#spec";
import { accountWithWallet } from "../common/account.ts";
import { addressValid, objectOrNone } from "../common/given.ts";
import { truthy } from "../common/json.ts";

/**
 * What every action on a grant must meet: the members that name grantor and grantee are of a kind that can be looked up,
 * whether the action needs them or not, and the transaction's user exists and has a wallet.
 */
export function grantRules(tx: Transaction, metadata: Metadata, account: Row<"users">) {
  const grantor = metadata.get("grantor_user_id");
  return [
    objectOrNone(tx),
    addressValid(metadata, "grantee_address", tx),
    reject(
      and(truthy(grantor), isOneOf(kindOf(grantor), ["object", "array", "boolean"])),
      "invalid_grantor_user_id",
      "grantor_user_id is not a number",
    ),
    ...accountWithWallet(tx, account),
  ];
}

/** The grant exists and is not revoked. */
export function grantStands(granted: Row<"grants">) {
  return [
    ensure(granted, "grant_missing", "there is no such grant"),
    reject(
      granted.is_revoked,
      "grant_already_revoked",
      text`the grant of user ${granted.user_id} to ${granted.grantee_address} is revoked`,
    ),
  ];
}
