import { handler } from "#spec";
import { settingReads, settingRules, settingWrites } from "../common/notification-setting.ts";

/** A user wants to hear nothing of answers and reactions to a comment. Nothing is checked, not even who signed. */
export const commentMute = handler({
  entity: "Comment",
  action: "Mute",
  reads: settingReads("Comment"),
  rules: settingRules,
  writes: settingWrites("Comment", true),
});

/** A user wants to hear of answers and reactions to a comment again. Nothing is checked, not even who signed. */
export const commentUnmute = handler({
  entity: "Comment",
  action: "Unmute",
  reads: settingReads("Comment"),
  rules: settingRules,
  writes: settingWrites("Comment", false),
});
