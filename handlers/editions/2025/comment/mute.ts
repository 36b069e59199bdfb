import {
  type Context,
  current,
  ensure,
  fitsInteger,
  handler,
  optionalEnvelope,
  put,
  type Row,
  type Transaction,
  text,
} from "#spec";
import { comment_notification_settings } from "#tables";
import { commentMembers } from "../common/known-members.ts";

/** The setting of a user for the notifications of comments on a track, or of answers and reactions to a comment. */
export function settingOf(tx: Transaction, entity_type: "Track" | "Comment") {
  return current(comment_notification_settings, { user_id: tx.user_id, entity_id: tx.entity_id, entity_type });
}

/** Nothing is checked but that the numbers can be stored: neither the signer nor the user nor the track or comment. */
export function settingRules({ tx }: Context) {
  return [
    ensure(fitsInteger(tx.user_id), "user_id_out_of_range", text`user ${tx.user_id} is beyond the last id of a user`),
    ensure(
      fitsInteger(tx.entity_id),
      "entity_id_out_of_range",
      text`${tx.entity_type} ${tx.entity_id} is beyond the last id of its kind`,
    ),
  ];
}

/** The whole setting is rewritten, including its time of creation. */
export function setMuted(
  tx: Transaction,
  setting: Row<"comment_notification_settings">,
  entity_type: "Track" | "Comment",
  is_muted: boolean,
) {
  return put(setting, { user_id: tx.user_id, entity_id: tx.entity_id, entity_type, is_muted });
}

/** A user wants to hear nothing of answers and reactions to a comment. Nothing is checked, not even who signed. */
export const commentMute = handler({
  entity: "Comment",
  action: "Mute",
  metadata: optionalEnvelope(commentMembers),
  reads: ({ tx }) => ({ setting: settingOf(tx, "Comment") }),
  rules: settingRules,
  writes: ({ tx, setting }) => [setMuted(tx, setting, "Comment", true)],
});

/** A user wants to hear of answers and reactions to a comment again. Nothing is checked, not even who signed. */
export const commentUnmute = handler({
  entity: "Comment",
  action: "Unmute",
  metadata: optionalEnvelope(commentMembers),
  reads: ({ tx }) => ({ setting: settingOf(tx, "Comment") }),
  rules: settingRules,
  writes: ({ tx, setting }) => [setMuted(tx, setting, "Comment", false)],
});
