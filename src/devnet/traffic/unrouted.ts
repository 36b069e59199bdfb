import type { Random } from "../random.ts";
import type { World } from "../world.ts";
import { type Draft, draft, metadataOf, type TrafficKind, unusedId } from "./draft.ts";

/** What the network carries and nobody acts on: neither applied nor refused, but counted by name (decision E10). */
export const unroutedTraffic: readonly TrafficKind[] = [{ name: "unrouted", weight: 8, build: unrouted }];

/** Some of these had a handler once (Tip, Collectibles), some are for the genesis range alone (PlayCount), some never were. */
const unroutedPairs = [
  ["Tip", "Update"],
  ["Collectibles", "Create"],
  ["Collectibles", "Update"],
  ["MutedUser", "Mute"],
  ["PlayCount", "Reconcile"],
  ["Album", "Create"],
  ["User", "Delete"],
  ["Track", "Stream"],
  ["Playlist", "Archive"],
  ["DashboardWalletUser", "View"],
  ["user", "Create"],
  ["", "Create"],
] as const;

function unrouted(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.users);
  if (user === undefined) return undefined;
  const [entityType, action] = random.pick(unroutedPairs);
  const metadata = random.pick(["", "not json", metadataOf(random, { name: "x", delta: 100 })]);
  const subject = { entityType, entityId: unusedId(random), action, metadata };
  return draft(user.id, user.wallet.address, subject, { kind: "ignored" });
}
