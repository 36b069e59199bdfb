import {
  and,
  anyMatch,
  choose,
  coalesce,
  current,
  differs,
  handler,
  isJsonNull,
  isNotNull,
  members,
  openMetadata,
  update,
  value,
  when,
} from "#spec";
import { tracks, users } from "#tables";
import { signedForUser } from "../common/signer.ts";
import { lower } from "../common/text.ts";
import { integer, textMember } from "../common/values.ts";
import { eventsReads, noteEvents } from "./events.ts";
import { accountFields, profileFields } from "./fields.ts";
import { lastPayoutWalletOf, notePayoutWallet } from "./payout-wallet.ts";
import { handleFree, profileValid } from "./profile.ts";

const pick = members({ artist_pick_track_id: integer });

/**
 * A user changes what they say of themselves, their handle too. Their artist pick is a track of their own that is not deleted: with
 * each change it is looked at again, also when the change is about something else, and dropped if it is not.
 */
export const userUpdate = handler({
  entity: "User",
  action: "Update",
  metadata: openMetadata,
  reads: ({ tx, metadata, block }) => {
    const account = current(users, { user_id: tx.user_id });
    const picked = value(
      choose(
        isJsonNull(metadata.get("artist_pick_track_id")),
        null,
        coalesce(pick.of(metadata).artist_pick_track_id, account.artist_pick_track_id),
      ),
    );
    return {
      account,
      handle_lc: value(lower(textMember(metadata, "handle"))),
      picked,
      pick_stands: value(
        anyMatch(tracks, { track_id: picked, owner_id: tx.user_id, is_current: true, is_delete: false }),
      ),
      ...eventsReads({ tx, metadata, block }),
      last_payout: lastPayoutWalletOf(tx),
    };
  },
  rules: ({ tx, metadata, account, handle_lc }) => [
    ...profileValid(metadata, handle_lc),
    signedForUser(tx),
    when(and(isNotNull(handle_lc), differs(handle_lc, account.handle_lc)), [handleFree(handle_lc)]),
    pick.wellTyped(metadata),
    profileFields.wellTyped(metadata, "Update"),
    accountFields.wellTyped(metadata, "Update"),
  ],
  writes: ({ tx, block, metadata, account, handle_lc, picked, pick_stands, last_payout, ...events }) => [
    update(account, {
      ...profileFields.onUpdate(metadata),
      ...accountFields.onUpdate(metadata),
      handle_lc: coalesce(handle_lc, account.handle_lc),
      artist_pick_track_id: choose(pick_stands, picked, null),
    }),
    noteEvents({ tx, metadata, ...events }),
    notePayoutWallet(tx, block, metadata, last_payout),
  ],
});
