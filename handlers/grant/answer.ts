import {
  type Context,
  coalesce,
  current,
  ensure,
  eq,
  type Given,
  handler,
  isNotNull,
  isTrue,
  members,
  openMetadata,
  reject,
  text,
  update,
  value,
} from "#spec";
import { users } from "#tables";
import { notifyOfGrant } from "../common/notifications.ts";
import { signedForUser } from "../common/signer.ts";
import { lower } from "../common/text.ts";
import * as values from "../common/values.ts";
import { granteeOf, grantOf } from "./grant.ts";

const stored = members({ grantor_user_id: values.integer });

/** The grant that another user, the grantor, gave to the wallet of the transaction's user. */
function reads({ tx, metadata }: Context) {
  const account = current(users, { user_id: tx.user_id });
  const wallet = value(lower(account.wallet));
  const grantor = value(stored.of(metadata).grantor_user_id);
  return { account, wallet, grantor, granted: grantOf(grantor, wallet) };
}

/**
 * Only who was granted something answers, or who may sign for them; the metadata need not repeat their wallet as grantee_address. What
 * was revoked or approved cannot be answered again.
 */
function rules({ tx, metadata, wallet, grantor, granted }: Given<typeof reads>) {
  return [
    signedForUser(tx),
    ensure(
      eq<string | null>(coalesce(granteeOf(metadata), wallet), wallet),
      "grantee_not_own",
      text`${granteeOf(metadata)} is not the wallet of user ${tx.user_id}`,
    ),
    stored.wellTyped(metadata),
    ensure(isNotNull(grantor), "grantor_user_id_missing", "the metadata names no grantor"),
    ensure(granted, "grant_missing", text`user ${grantor} has granted nothing to ${wallet}`),
    reject(granted.is_revoked, "grant_already_revoked", text`the grant of user ${grantor} to ${wallet} is revoked`),
    reject(
      isTrue(granted.is_approved),
      "grant_already_approved",
      text`user ${tx.user_id} has approved the grant of user ${grantor}`,
    ),
  ];
}

/** A user accepts to manage another, who has granted it to their wallet. */
export const grantApprove = handler({
  entity: "Grant",
  action: "Approve",
  metadata: openMetadata,
  reads,
  rules,
  writes: ({ block, granted, grantor, wallet }) => [
    update(granted, { is_approved: true }),
    notifyOfGrant(block, grantor, wallet),
  ],
});

/** A user declines to manage another; the grant is revoked by that. One that was approved can only be deleted. */
export const grantReject = handler({
  entity: "Grant",
  action: "Reject",
  metadata: openMetadata,
  reads,
  rules,
  writes: ({ granted }) => [update(granted, { is_approved: false, is_revoked: true })],
});
