import { type Context, current, type Given, type Transaction, upsert } from "#spec";
import { comment_notification_settings } from "#tables";
import { entityIdFits, userIdFits } from "./ids.ts";

/** What a user wants to hear of the comments on a track, or of the answers and reactions to a comment. */
export function settingReads(entity_type: "Track" | "Comment") {
  return ({ tx }: Context) => ({
    setting: current(comment_notification_settings, {
      user_id: tx.user_id,
      entity_id: tx.entity_id,
      entity_type,
    }),
  });
}

/** Nothing is checked but that the numbers can be stored: neither the signer, nor the user, nor the track or comment. */
export function settingRules({ tx }: { readonly tx: Transaction }) {
  return [userIdFits(tx), entityIdFits(tx)];
}

/** The setting is switched; the time of its creation stays. */
export function settingWrites(entity_type: "Track" | "Comment", is_muted: boolean) {
  return ({ tx, setting }: Given<ReturnType<typeof settingReads>>) => [
    upsert(setting, { user_id: tx.user_id, entity_id: tx.entity_id, entity_type, is_muted }),
  ];
}
