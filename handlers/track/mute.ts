import { handler } from "#spec";
import { settingReads, settingRules, settingWrites } from "../common/notification-setting.ts";

/** An artist wants to hear nothing of comments on a track. Nothing is checked, not even who signed. */
export const trackMute = handler({
  entity: "Track",
  action: "Mute",
  reads: settingReads("Track"),
  rules: settingRules,
  writes: settingWrites("Track", true),
});

/** An artist wants to hear of comments on a track again. Nothing is checked, not even who signed. */
export const trackUnmute = handler({
  entity: "Track",
  action: "Unmute",
  reads: settingReads("Track"),
  rules: settingRules,
  writes: settingWrites("Track", false),
});
