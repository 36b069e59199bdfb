import {
  and,
  anyMatch,
  type Context,
  coalesce,
  current,
  type Expression,
  ensure,
  eq,
  type Given,
  isNotNull,
  isTrue,
  latest,
  members,
  ne,
  not,
  or,
  put,
  type Row,
  reject,
  shown,
  type Transaction,
  text,
  type Value,
  value,
} from "#spec";
import { dashboard_wallet_users, users } from "#tables";
import { lower } from "../common/text.ts";
import * as values from "../common/values.ts";
import { textMember } from "../common/values.ts";

const stored = members({ wallet: values.indexed(values.text) });

/** The wallet that the metadata names, the transaction's user, and whether it is the user who signs. */
export function walletReads({ tx, metadata }: Context) {
  const account = current(users, { user_id: tx.user_id });
  return {
    wallet: value(lower(textMember(metadata, "wallet"))),
    account,
    by_user: value(isSignedByUser(tx, account)),
  };
}

/** Only the user's own wallet counts as the user, no grant. */
function isSignedByUser(tx: Transaction, account: Row<"users">): Expression<boolean> {
  return isTrue(and(ne(tx.signer, ""), eq<string | null>(lower(account.wallet), lower(tx.signer))));
}

/** The metadata names a wallet, and the transaction's user exists. */
export function walletAndUser({ tx, metadata, wallet, account }: Given<typeof walletReads>) {
  return [
    ensure(isNotNull(wallet), "wallet_missing", "the metadata names no wallet"),
    stored.wellTyped(metadata),
    ensure(account, "user_missing", text`user ${tx.user_id} does not exist`),
  ];
}

/** The user or the wallet signs. */
export function signedByEither({ tx, wallet, by_user }: Given<typeof walletReads>) {
  return ensure(
    or(by_user, eq<string | null>(lower(tx.signer), wallet)),
    "signer_not_authorized",
    text`${tx.signer} is neither the wallet of user ${tx.user_id} nor ${wallet}`,
  );
}

/** The wallet, its user to be, and how it was last assigned. */
export function assignmentReads({ tx, metadata, block }: Context) {
  const read = walletReads({ tx, metadata, block });
  return { ...read, last: latest(dashboard_wallet_users, { wallet: read.wallet }, (row) => row.updated_at) };
}

/** A wallet speaks for one user at a time; the user or the wallet asks for it. */
export function assignmentRules(given: Given<typeof assignmentReads>) {
  const { wallet } = given;
  return [
    ...walletAndUser(given),
    signedByEither(given),
    reject(
      anyMatch(dashboard_wallet_users, (row) => and(eq<string | null>(row.wallet, wallet), not(row.is_delete))),
      "wallet_taken",
      text`wallet ${wallet} speaks for a user already`,
    ),
  ];
}

/** The one row of the wallet, whoever it spoke for before; the time of its creation stays. */
export function assign({ tx, block, wallet, last }: Given<typeof assignmentReads>, is_delete: Value<boolean>) {
  return put(last, {
    wallet: shown(wallet),
    user_id: tx.user_id,
    is_delete,
    created_at: coalesce(last.created_at, block.time),
  });
}
