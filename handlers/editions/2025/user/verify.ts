import {
  and,
  choose,
  coalesce,
  current,
  ensure,
  envelope,
  handler,
  members,
  not,
  or,
  read,
  sqlFunction,
  text,
  type,
  update,
  value,
  when,
} from "#spec";
import { users } from "#tables";
import { truthy } from "../common/json.ts";
import { userMembers } from "../common/known-members.ts";
import { signedByVerifier } from "../common/verifier.ts";

const isFlagOrNull = sqlFunction("em.is_flag_or_null", [type.nullable(type.json)], type.nullable(type.boolean));

/**
 * The verifier says that a user is who they claim to be, on the first of twitter, instagram and tiktok that it names. Who
 * is verified stays so.
 */
export const userVerify = handler({
  entity: "User",
  action: "Verify",
  metadata: envelope(userMembers),
  reads: ({ tx, metadata }) => {
    const twitter = metadata.get("twitter_handle");
    const instagram = metadata.get("instagram_handle");
    const tiktok = metadata.get("tiktok_handle");
    const on_twitter = value(truthy(twitter));
    const on_instagram = value(and(not(on_twitter), truthy(instagram)));
    const on_tiktok = value(and(not(on_twitter), not(on_instagram), truthy(tiktok)));
    return {
      account: current(users, { user_id: tx.user_id }),
      verifies: value(truthy(metadata.get("is_verified"))),
      on_twitter,
      on_instagram,
      on_tiktok,
    };
  },
  rules: ({ tx, metadata, account, on_twitter, on_instagram, on_tiktok }) => {
    return [
      signedByVerifier(tx),
      ensure(account, "user_missing", text`user ${tx.user_id} does not exist`),
      ensure(
        or(account.is_verified, coalesce(isFlagOrNull(metadata.get("is_verified")), true)),
        "invalid_is_verified",
        "is_verified is not a boolean",
      ),
      when(on_twitter, [members({ twitter_handle: read.anyText }).wellTyped(metadata)]),
      when(on_instagram, [members({ instagram_handle: read.anyText }).wellTyped(metadata)]),
      when(on_tiktok, [members({ tiktok_handle: read.anyText }).wellTyped(metadata)]),
    ];
  },
  writes: ({ metadata, account, verifies, on_twitter, on_instagram, on_tiktok }) => [
    update(account, {
      is_verified: or(account.is_verified, verifies),
      twitter_handle: choose(on_twitter, read.anyText.read(metadata.get("twitter_handle")), account.twitter_handle),
      instagram_handle: choose(
        on_instagram,
        read.anyText.read(metadata.get("instagram_handle")),
        account.instagram_handle,
      ),
      tiktok_handle: choose(on_tiktok, read.anyText.read(metadata.get("tiktok_handle")), account.tiktok_handle),
      verified_with_twitter: choose(and(on_twitter, verifies), true, account.verified_with_twitter),
      verified_with_instagram: choose(and(on_instagram, verifies), true, account.verified_with_instagram),
      verified_with_tiktok: choose(and(on_tiktok, verifies), true, account.verified_with_tiktok),
    }),
  ],
});
