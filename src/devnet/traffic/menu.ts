import { type Random, Weighted } from "../random.ts";
import type { World } from "../world.ts";
import { accountTraffic } from "./accounts.ts";
import { appTraffic } from "./apps.ts";
import { commentTraffic } from "./comments.ts";
import type { Draft, TrafficKind } from "./draft.ts";
import { engagementTraffic } from "./engagement.ts";
import { playlistTraffic } from "./playlists.ts";
import { refusedTraffic } from "./refused.ts";
import { socialTraffic } from "./social.ts";
import { trackTraffic } from "./tracks.ts";
import { createUser, userTraffic } from "./users.ts";

/** Which transactions a devnet makes: those of users, social actions and tracks alone, or all that the network knows. */
export type TrafficChoice = "spine" | "all";

const spine: readonly TrafficKind[] = [...userTraffic, ...socialTraffic, ...trackTraffic, ...refusedTraffic];

const all: readonly TrafficKind[] = [
  ...spine,
  ...playlistTraffic,
  ...commentTraffic,
  ...engagementTraffic,
  ...appTraffic,
  ...accountTraffic,
];

const menus: Readonly<Record<TrafficChoice, Weighted<TrafficKind>>> = {
  spine: menuOf(spine),
  all: menuOf(all),
};

/** How often another kind is tried before somebody simply joins: early in an epoch there is little to act upon. */
const attempts = 8;

function menuOf(kinds: readonly TrafficKind[]): Weighted<TrafficKind> {
  return new Weighted(kinds.map((kind) => [kind, kind.weight]));
}

/** Makes the next ManageEntity transaction of the chosen traffic, and changes the world as it will. */
export function nextDraft(choice: TrafficChoice, world: World, random: Random): Draft {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const made = menus[choice].draw(random).build(world, random);
    if (made !== undefined) return made;
  }
  return createUser(world, random);
}
