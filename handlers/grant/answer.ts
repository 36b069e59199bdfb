import {
  anyCase,
  type Context,
  current,
  ensure,
  type Given,
  handler,
  isTrue,
  rawJson,
  read,
  reject,
  text,
  update,
  value,
} from "#spec";
import { grants, users } from "#tables";
import { truthy } from "../common/json.ts";
import { signedForUser } from "../common/signer.ts";
import { lower } from "../common/text.ts";
import { grantRules, grantStands } from "./rules.ts";

/** The grant that another user, the grantor, gave to the wallet of the transaction's user. */
function reads({ tx, metadata }: Context) {
  const account = current(users, { user_id: tx.user_id });
  const wallet = value(lower(account.wallet));
  const grantor = value(read.integer.read(metadata.get("grantor_user_id")));
  return {
    account,
    wallet,
    grantor,
    granted: current(grants, { grantee_address: anyCase(wallet), user_id: grantor }),
  };
}

/** Only who was granted something answers, or who may sign for them; and what was approved cannot be answered again. */
function rules({ tx, metadata, account, granted }: Given<typeof reads>) {
  return [
    ...grantRules(tx, metadata, account),
    ensure(truthy(metadata.get("grantor_user_id")), "grantor_user_id_missing", "the metadata names no grantor"),
    ...grantStands(granted),
    signedForUser(tx),
    reject(
      isTrue(granted.is_approved),
      "grant_already_approved",
      text`user ${tx.user_id} has approved the grant of user ${granted.user_id}`,
    ),
  ];
}

/** A user accepts to manage another, who has granted it to their wallet. */
export const grantApprove = handler({
  entity: "Grant",
  action: "Approve",
  metadata: rawJson,
  reads,
  rules,
  writes: ({ granted }) => [update(granted, { is_approved: true })],
});

/** A user declines to manage another; the grant is revoked by that. One that was approved can only be deleted. */
export const grantReject = handler({
  entity: "Grant",
  action: "Reject",
  metadata: rawJson,
  reads,
  rules,
  writes: ({ granted }) => [update(granted, { is_approved: false, is_revoked: true })],
});
