import {
  and,
  choose,
  coalesce,
  current,
  type Expression,
  envelope,
  eq,
  handler,
  isTrue,
  read,
  update,
  value,
  when,
} from "#spec";
import { users } from "#tables";
import { contentsFetchable } from "../common/contents.ts";
import { signedForUser } from "../common/signer.ts";
import { lower } from "../common/text.ts";
import { eventsOf, noteEvents, referrerValid } from "./events.ts";
import { userFields } from "./fields.ts";
import { lastPayoutWalletOf, notePayoutWallet, payoutWalletValid } from "./payout-wallet.ts";
import { artistPickOwn, bioShort, firstHandle } from "./rules.ts";

/**
 * A user changes what they say of themselves. A handle is for life; only a user without one brings one, and a name with it.
 * Where a verified user is verified with a social network, their handle there is that of the network.
 */
export const userUpdate = handler({
  entity: "User",
  action: "Update",
  metadata: envelope(),
  reads: ({ tx, metadata }) => {
    const account = current(users, { user_id: tx.user_id });
    const without_handle = value(eq(coalesce(account.handle, ""), ""));
    return {
      account,
      without_handle,
      handle: value(choose(without_handle, read.text.read(metadata.get("handle")), account.handle)),
      known_events: eventsOf(tx.user_id),
      last_payout: lastPayoutWalletOf(tx.user_id),
    };
  },
  rules: ({ tx, metadata, without_handle, known_events }) => [
    bioShort(metadata),
    signedForUser(tx),
    when(without_handle, firstHandle(metadata)),
    artistPickOwn(metadata, tx.user_id),
    payoutWalletValid(metadata),
    referrerValid(metadata, known_events),
    userFields.wellTyped(metadata, "Update"),
    contentsFetchable(metadata),
  ],
  writes: ({ tx, block, metadata, account, without_handle, handle, known_events, last_payout }) => {
    const fields = userFields.onUpdate(metadata);
    const ownHandle = (verifiedThere: Expression<boolean | null>, there: Expression<string | null>) =>
      choose(isTrue(and(account.is_verified, verifiedThere)), handle, there);
    return [
      update(account, {
        ...fields,
        handle,
        handle_lc: choose(without_handle, lower(handle), account.handle_lc),
        twitter_handle: ownHandle(fields.verified_with_twitter, fields.twitter_handle),
        instagram_handle: ownHandle(fields.verified_with_instagram, fields.instagram_handle),
        tiktok_handle: ownHandle(fields.verified_with_tiktok, fields.tiktok_handle),
      }),
      noteEvents(metadata, known_events, tx.user_id),
      notePayoutWallet(metadata, last_payout, tx.user_id, block),
    ];
  },
});
