import { type Context, current, ensure, fitsInteger, type Row, type Rule, type Transaction, text, upsert } from "#spec";
import { comment_notification_settings } from "#tables";

/** Whether a user hears of comments on a track, or of answers and reactions to a comment. */
export function commentSettingOf(tx: Transaction, entity_type: "Track" | "Comment") {
  return current(comment_notification_settings, { user_id: tx.user_id, entity_id: tx.entity_id, entity_type });
}

/** Nothing is checked but that the numbers can be stored: neither the signer nor the user nor the track or comment. */
export function commentSettingRules({ tx }: Context): readonly Rule[] {
  return [
    ensure(fitsInteger(tx.user_id), "user_id_out_of_range", text`user ${tx.user_id} is beyond the last id of a user`),
    ensure(
      fitsInteger(tx.entity_id),
      "entity_id_out_of_range",
      text`${tx.entity_type} ${tx.entity_id} is beyond the last id of its kind`,
    ),
  ];
}

/** The setting is made, or changed. */
export function setMuted(
  tx: Transaction,
  setting: Row<"comment_notification_settings">,
  entity_type: "Track" | "Comment",
  is_muted: boolean,
) {
  return upsert(setting, { user_id: tx.user_id, entity_id: tx.entity_id, entity_type, is_muted });
}
