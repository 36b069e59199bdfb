import type { Random } from "../random.ts";
import type { ModelCollaborator, ModelTrack, World } from "../world.ts";
import { applied, type Draft, pair, rejected, type TrafficKind } from "./draft.ts";

/** What those who are asked to stand beside a track's owner answer. The owner asks, and drops them, by the track's metadata. */
export const collaboratorTraffic: readonly TrafficKind[] = [
  { name: "track_collaborator_approve", weight: 6, build: (world, random) => answer(world, random, "Approve") },
  { name: "track_collaborator_reject", weight: 3, build: (world, random) => answer(world, random, "Reject") },
];

/** With one upload in ten come some collaborators. Gives the member that names them; the owner among them does not count. */
export function inviteSome(world: World, random: Random, track: ModelTrack): { collaborators?: unknown } {
  if (track.isSettled || !random.chance(0.1)) return {};
  return { collaborators: setCollaborators(world, random, track) };
}

/** Some full updates name them again: who is left out is dropped, and who stays keeps the answer. */
export function namedCollaborators(world: World, random: Random, track: ModelTrack): { collaborators?: unknown } {
  const share = collaboratorsOf(world, track).length > 0 ? 0.5 : 0.05;
  if (!random.chance(share)) return {};
  if (random.chance(0.2)) {
    for (const { user } of collaboratorsOf(world, track)) world.collaborators.delete(pair(track.id, user.id));
    return { collaborators: random.pick([null, []]) };
  }
  return { collaborators: setCollaborators(world, random, track) };
}

function collaboratorsOf(world: World, track: ModelTrack): ModelCollaborator[] {
  return [...world.collaborators.values()].filter((collaborator) => collaborator.track === track);
}

function setCollaborators(world: World, random: Random, track: ModelTrack): unknown[] {
  const before = collaboratorsOf(world, track).map(({ user }) => user);
  const added = Array.from({ length: random.integer(1, 3) }, () => random.favourite(world.users) ?? track.owner);
  const named = new Set([...before.filter(() => random.chance(0.6)), ...added]);
  for (const user of before) if (!named.has(user)) world.collaborators.delete(pair(track.id, user.id));
  for (const user of named) {
    const key = pair(track.id, user.id);
    if (user !== track.owner && !world.collaborators.has(key)) {
      world.collaborators.set(key, { track, user, status: "pending" });
    }
  }
  return [...named].map(({ id }) => (random.chance(0.5) ? id : { user_id: id }));
}

/** Only who was asked and has not answered may accept; who accepted may leave, and who left has left. */
function answer(world: World, random: Random, action: "Approve" | "Reject"): Draft | undefined {
  const open = [...world.collaborators.values()].filter(({ status }) => status === "pending");
  const asked = random.favourite(random.chance(0.7) ? open : [...world.collaborators.values()]);
  if (asked === undefined) return undefined;
  const subject = { entityType: "TrackCollaborator", entityId: asked.track.id, action };
  const isOpen = action === "Approve" ? asked.status === "pending" : asked.status !== "rejected";
  if (!isOpen) return rejected(asked.user, subject, `the invitation is ${asked.status}`);
  asked.status = action === "Approve" ? "accepted" : "rejected";
  return applied(asked.user, subject);
}
