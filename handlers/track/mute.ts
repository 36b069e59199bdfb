import { handler } from "#spec";
import { commentSettingOf, commentSettingRules, setMuted } from "../common/comment-setting.ts";

/** An artist wants to hear nothing of comments on a track. Nothing is checked, not even who signed. */
export const trackMute = handler({
  entity: "Track",
  action: "Mute",
  reads: ({ tx }) => ({ setting: commentSettingOf(tx, "Track") }),
  rules: commentSettingRules,
  writes: ({ tx, setting }) => [setMuted(tx, setting, "Track", true)],
});

/** An artist wants to hear of comments on a track again. Nothing is checked, not even who signed. */
export const trackUnmute = handler({
  entity: "Track",
  action: "Unmute",
  reads: ({ tx }) => ({ setting: commentSettingOf(tx, "Track") }),
  rules: commentSettingRules,
  writes: ({ tx, setting }) => [setMuted(tx, setting, "Track", false)],
});
