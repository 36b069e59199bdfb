import {
  active,
  anyMatch,
  type Context,
  current,
  exists,
  handler,
  insert,
  lt,
  openMetadata,
  reject,
  text,
  value,
} from "#spec";
import { developer_apps, users } from "#tables";
import { userIdFits } from "../common/ids.ts";
import { lower } from "../common/text.ts";
import { textMember } from "../common/values.ts";
import { eventsReads, noteEvents } from "./events.ts";
import { profileFields } from "./fields.ts";
import { lastPayoutWalletOf, notePayoutWallet } from "./payout-wallet.ts";
import { handleFree, profileValid } from "./profile.ts";
import { walletFits } from "./wallet.ts";

/** Users who sign up have ids from here on. */
const firstUserId = 3_000_000;

/**
 * Somebody becomes a user; the signer's wallet is theirs from now on, and must not have been anybody's before. What they say of
 * themselves may come with it, all or nothing of it, or with a later Update.
 */
export const userCreate = handler({
  entity: "User",
  action: "Create",
  metadata: openMetadata,
  reads: ({ tx, metadata, block }: Context) => {
    const wallet = value(lower(tx.signer));
    return {
      wallet,
      handle_lc: value(lower(textMember(metadata, "handle"))),
      account: current(users, { user_id: tx.user_id }),
      app: current(developer_apps, { address: wallet }),
      ...eventsReads({ tx, metadata, block }),
      last_payout: lastPayoutWalletOf(tx),
    };
  },
  rules: ({ tx, metadata, wallet, handle_lc, account, app }) => [
    reject(
      lt(tx.user_id, firstUserId),
      "user_id_below_offset",
      text`user ${tx.user_id} is below the first id of a user`,
    ),
    userIdFits(tx),
    ...profileValid(metadata, handle_lc),
    reject(exists(account), "user_exists", text`user ${tx.user_id} exists`),
    reject(anyMatch(users, { wallet }), "wallet_taken", text`wallet ${wallet} belongs to a user`),
    reject(active(app), "signer_is_app", text`developer app ${wallet} cannot become a user`),
    handleFree(handle_lc),
    walletFits(wallet),
    profileFields.wellTyped(metadata, "Create"),
  ],
  writes: ({ tx, block, metadata, wallet, handle_lc, last_payout, ...events }) => [
    insert(users, {
      ...profileFields.onCreate(metadata),
      user_id: tx.user_id,
      wallet,
      handle_lc,
      is_storage_v2: true,
    }),
    noteEvents({ tx, metadata, ...events }),
    notePayoutWallet(tx, block, metadata, last_payout),
  ],
});
