import { type Random, Weighted } from "../random.ts";
import type { World } from "../world.ts";
import { accountTraffic } from "./accounts.ts";
import { appTraffic } from "./apps.ts";
import { collaboratorTraffic } from "./collaborators.ts";
import { commentTraffic } from "./comments.ts";
import type { Draft, TrafficKind } from "./draft.ts";
import { engagementTraffic } from "./engagement.ts";
import type { Mix } from "./mix.ts";
import { networkWeightOf } from "./mix.ts";
import { playlistTraffic } from "./playlists.ts";
import { refusedTraffic } from "./refused.ts";
import { refusedCommunityTraffic } from "./refused-community.ts";
import { socialTraffic } from "./social.ts";
import { trackTraffic } from "./tracks.ts";
import { unroutedTraffic } from "./unrouted.ts";
import { createUser, userTraffic } from "./users.ts";

/** Which transactions a devnet makes: those of users, social actions and tracks alone, or all that the network knows. */
export type TrafficChoice = "spine" | "all";

const spine: readonly TrafficKind[] = [
  ...userTraffic,
  ...socialTraffic,
  ...trackTraffic,
  ...refusedTraffic,
  ...unroutedTraffic,
];

const all: readonly TrafficKind[] = [
  ...spine,
  ...collaboratorTraffic,
  ...playlistTraffic,
  ...commentTraffic,
  ...engagementTraffic,
  ...appTraffic,
  ...accountTraffic,
  ...refusedCommunityTraffic,
];

const kinds = { spine, all } as const;

function menuOf(choice: TrafficChoice, mix: Mix): Weighted<TrafficKind> {
  return new Weighted(
    kinds[choice].map((kind) => [kind, mix === "network" ? networkWeightOf(kind.name) : kind.weight]),
  );
}

const menus = {
  network: { spine: menuOf("spine", "network"), all: menuOf("all", "network") },
  dense: { spine: menuOf("spine", "dense"), all: menuOf("all", "dense") },
} as const;

/** How often another kind is tried before somebody simply joins: early in an epoch there is little to act upon. */
const attempts = 8;

/** Makes the next ManageEntity transaction of the chosen traffic, and changes the world as it will. */
export function nextDraft(choice: TrafficChoice, mix: Mix, world: World, random: Random): Draft {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const made = menus[mix][choice].draw(random).build(world, random);
    if (made !== undefined) {
      return made;
    }
  }
  return createUser(world, random);
}
