import {
  and,
  choose,
  current,
  ensure,
  field,
  fieldsOf,
  handler,
  isTrue,
  openMetadata,
  or,
  text,
  update,
  value,
} from "#spec";
import { users } from "#tables";
import { filledText, isFilledText, isTrueValue } from "../common/values.ts";
import { signedByVerifier } from "../common/verifier.ts";

/** The handles by which users are known on other networks. */
const handlesElsewhere = fieldsOf(users, {
  twitter_handle: field(filledText),
  instagram_handle: field(filledText),
  tiktok_handle: field(filledText),
});

/**
 * The verifier says that a user is who they claim to be, on each of the networks on which the metadata names a handle. Who is verified
 * stays so.
 */
export const userVerify = handler({
  entity: "User",
  action: "Verify",
  metadata: openMetadata,
  reads: ({ tx, metadata }) => {
    const account = current(users, { user_id: tx.user_id });
    return { account, is_verified: value(or(account.is_verified, isTrueValue(metadata.get("is_verified")))) };
  },
  rules: ({ tx, metadata, account }) => [
    ensure(account, "user_missing", text`user ${tx.user_id} does not exist`),
    signedByVerifier(tx),
    handlesElsewhere.wellTyped(metadata, "Update"),
  ],
  writes: ({ metadata, account, is_verified }) => {
    const verifiedOn = (member: string) => isTrue(and(is_verified, isFilledText(metadata.get(member))));
    return [
      update(account, {
        ...handlesElsewhere.onUpdate(metadata),
        is_verified,
        verified_with_twitter: choose(verifiedOn("twitter_handle"), true, account.verified_with_twitter),
        verified_with_instagram: choose(verifiedOn("instagram_handle"), true, account.verified_with_instagram),
        verified_with_tiktok: choose(verifiedOn("tiktok_handle"), true, account.verified_with_tiktok),
      }),
    ];
  },
});
