import type { BuiltBlock } from "./epoch-builder.ts";
import {
  addCounts,
  type Expected,
  type ExpectedComment,
  type ExpectedCounts,
  type ExpectedPlaylist,
  type ExpectedRejection,
  type ExpectedTrack,
  type ExpectedUser,
  ownTracks,
  ownUsers,
} from "./expectation.ts";
import { genesisCounts, genesisRejections, genesisRows } from "./genesis/expectation.ts";
import type { GenesisRange } from "./genesis/range.ts";
import type { Relation, World } from "./world.ts";

/** Gathers, epoch by epoch, the rows that the tables must hold. Its memory grows with the chain: for tests of short ones. */
export class ExpectedRows {
  readonly #counts: ExpectedCounts[] = [];
  readonly #users = new Map<number, ExpectedUser>();
  readonly #tracks = new Map<number, ExpectedTrack>();
  readonly #playlists = new Map<number, ExpectedPlaylist>();
  readonly #comments = new Map<number, ExpectedComment>();
  readonly #follows = new Set<string>();
  readonly #subscriptions = new Set<string>();
  readonly #saves = new Set<string>();
  readonly #reposts = new Set<string>();
  readonly #collaborators = new Map<string, string>();
  readonly #rejections: ExpectedRejection[] = [];

  /** Notes what a block must have refused. */
  addBlock(block: BuiltBlock): void {
    for (const [index, { draft }] of block.transactions.entries()) {
      if (draft?.outcome.kind !== "rejected") continue;
      const subject = `${draft.entityType} / ${draft.action}`;
      this.#rejections.push({ height: block.height, index, subject, reason: draft.outcome.reason });
    }
  }

  /** Notes the rows that an epoch leaves at the height in question. */
  addWorld(world: World, counts: ExpectedCounts): void {
    this.#counts.push(counts);
    for (const user of ownUsers(world)) {
      const { handle, name, bio, location, isVerified, artistPickTrackId } = user;
      const wallet = user.wallet.lower;
      this.#users.set(user.id, { handle, name, bio, location, wallet, isVerified, artistPickTrackId });
    }
    for (const { id, owner, title, genre, description, isUnlisted, isDeleted } of ownTracks(world)) {
      this.#tracks.set(id, { ownerId: owner.id, title, genre, description, isUnlisted, isDeleted });
    }
    for (const { id, owner, name, isAlbum, isPrivate, isDeleted, contents } of world.playlists) {
      const trackIds = contents.map(({ track }) => track);
      this.#playlists.set(id, { ownerId: owner.id, name, isAlbum, isPrivate, isDeleted, trackIds });
    }
    for (const { id, user, text, isEdited, isDeleted } of world.comments) {
      this.#comments.set(id, { userId: user.id, text, isEdited, isDeleted });
    }
    addStanding(this.#follows, world.follows);
    addStanding(this.#subscriptions, world.subscriptions);
    addStanding(this.#saves, world.saves);
    addStanding(this.#reposts, world.reposts);
    for (const [key, { status }] of world.collaborators) this.#collaborators.set(key, status);
  }

  /** Notes what the blocks of a genesis range leave, up to a height: their state, once they are all applied. */
  addGenesis(range: GenesisRange, height: number): void {
    this.#counts.push(genesisCounts(range, height));
    this.#rejections.push(...genesisRejections(range, height));
    if (height < range.lastHeight) return;
    const rows = genesisRows(range.state);
    for (const user of rows.users) this.#users.set(...user);
    for (const track of rows.tracks) this.#tracks.set(...track);
    for (const playlist of rows.playlists) this.#playlists.set(...playlist);
    for (const comment of rows.comments) this.#comments.set(...comment);
    for (const follow of rows.follows) this.#follows.add(follow);
    for (const subscription of rows.subscriptions) this.#subscriptions.add(subscription);
    for (const save of rows.saves) this.#saves.add(save);
    for (const repost of rows.reposts) this.#reposts.add(repost);
    for (const collaborator of rows.collaborators) this.#collaborators.set(...collaborator);
  }

  /** Gives all that was gathered. */
  result(): Expected {
    return {
      ...addCounts(this.#counts),
      users: this.#users,
      tracks: this.#tracks,
      playlists: this.#playlists,
      comments: this.#comments,
      follows: this.#follows,
      subscriptions: this.#subscriptions,
      saves: this.#saves,
      reposts: this.#reposts,
      collaborators: this.#collaborators,
      rejections: this.#rejections,
    };
  }
}

function addStanding(into: Set<string>, relation: Relation): void {
  for (const [key, isDeleted] of relation) if (!isDeleted) into.add(key);
}
