import { current, exists, handler, insert, members, openMetadata, reject, text, value } from "#spec";
import { users } from "#tables";
import { userIdFits } from "../../../common/ids.ts";
import { lower } from "../../../common/text.ts";
import { integer, textMember } from "../../../common/values.ts";
import { accountFields, profileFields } from "../../../user/fields.ts";
import { walletFits } from "../../../user/wallet.ts";
import { carriedFlag } from "../common/carried.ts";

const pick = members({ artist_pick_track_id: integer });

/**
 * A user of the old state, with all that they said and settled: no limit, no reserved word, and nothing that must be theirs alone. Those
 * who had no wallet share the one that the migration signs with, and their artist picks come before the tracks.
 */
export const userCreate = handler({
  entity: "User",
  action: "Create",
  metadata: openMetadata,
  reads: ({ tx }) => ({
    wallet: value(lower(tx.signer)),
    account: current(users, { user_id: tx.user_id }),
  }),
  rules: ({ tx, metadata, wallet, account }) => [
    reject(exists(account), "user_exists", text`user ${tx.user_id} exists`),
    userIdFits(tx),
    walletFits(wallet),
    pick.wellTyped(metadata),
    profileFields.wellTyped(metadata, "Create"),
    accountFields.wellTyped(metadata, "Create"),
  ],
  writes: ({ tx, metadata, wallet }) => [
    insert(users, {
      ...profileFields.onCreate(metadata),
      ...accountFields.onCreate(metadata),
      user_id: tx.user_id,
      wallet,
      handle_lc: lower(textMember(metadata, "handle")),
      artist_pick_track_id: pick.of(metadata).artist_pick_track_id,
      is_verified: carriedFlag(metadata, "is_verified"),
      is_available: carriedFlag(metadata, "is_available", true),
      is_storage_v2: true,
    }),
  ],
});
