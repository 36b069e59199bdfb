import { handler, optionalEnvelope } from "#spec";
import { setMuted, settingOf, settingRules } from "../comment/mute.ts";
import { trackMuteMembers } from "../common/known-members.ts";

/** An artist wants to hear nothing of comments on a track. Nothing is checked, not even who signed. */
export const trackMute = handler({
  entity: "Track",
  action: "Mute",
  metadata: optionalEnvelope(trackMuteMembers),
  reads: ({ tx }) => ({ setting: settingOf(tx, "Track") }),
  rules: settingRules,
  writes: ({ tx, setting }) => [setMuted(tx, setting, "Track", true)],
});

/** An artist wants to hear of comments on a track again. Nothing is checked, not even who signed. */
export const trackUnmute = handler({
  entity: "Track",
  action: "Unmute",
  metadata: optionalEnvelope(trackMuteMembers),
  reads: ({ tx }) => ({ setting: settingOf(tx, "Track") }),
  rules: settingRules,
  writes: ({ tx, setting }) => [setMuted(tx, setting, "Track", false)],
});
