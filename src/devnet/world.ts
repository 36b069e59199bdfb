import type { Epoch, Moment } from "./epochs.ts";
import type { Wallet } from "./wallets.ts";

/** A user as the generator knows it: what must stand in the tables, and what decides whether a transaction is valid. */
export interface ModelUser {
  readonly id: number;
  readonly wallet: Wallet;
  readonly isFounder: boolean;
  payoutWallet: string | null;
  handle: string | null;
  name: string | null;
  bio: string | null;
  location: string | null;
  isVerified: boolean;
  artistPickTrackId: number | null;
  /** Tracks of the user that are not deleted. */
  readonly tracks: ModelTrack[];
}

/** What a listener must do to hear or download a track; "none" for nearly all. */
export type Gate = "none" | "purchase" | "follow" | "download";

export interface ModelTrack {
  readonly id: number;
  readonly owner: ModelUser;
  readonly gate: Gate;
  readonly priceCents: number;
  readonly remixOf: number | null;
  stemOf: number | null;
  title: string;
  /** As the network spells it. */
  genre: string | null;
  description: string | null;
  isUnlisted: boolean;
  /** When a hidden track becomes public by itself, in whole Unix seconds; null for a track without such a date. */
  releaseSeconds: number | null;
  isDeleted: boolean;
  pinnedCommentId: number | null;
  /** Whether the track belongs to a founder and so never changes after its creation. */
  readonly isSettled: boolean;
}

export interface ModelPlaylist {
  readonly id: number;
  readonly owner: ModelUser;
  readonly isAlbum: boolean;
  name: string | null;
  description: string | null;
  isPrivate: boolean;
  /** When a private album becomes public by itself, in whole Unix seconds; null for others. */
  readonly releaseSeconds: number | null;
  isDeleted: boolean;
  contents: { track: number; time: number }[];
}

export interface ModelComment {
  readonly id: number;
  readonly user: ModelUser;
  readonly entityType: "Track" | "FanClub" | "Event";
  /** Id of the track or the event, or of the artist in a fan club. */
  readonly entityId: number;
  /** Owner of what is commented on: of the track, the event, the fan club. */
  readonly host: ModelUser;
  readonly parentId: number | null;
  text: string;
  isEdited: boolean;
  isDeleted: boolean;
}

/** Somebody who is asked to stand beside a track's owner. */
export interface ModelCollaborator {
  readonly track: ModelTrack;
  readonly user: ModelUser;
  status: "pending" | "accepted" | "rejected";
}

export interface ModelDeveloperApp {
  readonly wallet: Wallet;
  readonly owner: ModelUser;
  name: string;
  redirectUris: number;
  isDeleted: boolean;
}

/** A wallet beside a user's own. Whoever proves it last has it; the rows of those before stay, marked. */
export interface ModelAssociatedWallet {
  readonly user: ModelUser;
  readonly chain: "eth" | "sol";
  readonly address: string;
  /** From which its keys are derived. */
  readonly label: string;
  isCurrent: boolean;
}

export interface ModelGrant {
  readonly grantor: ModelUser;
  readonly app: ModelDeveloperApp | null;
  readonly manager: ModelUser | null;
  isApproved: boolean | null;
  isRevoked: boolean;
}

export interface ModelEvent {
  readonly id: number;
  readonly owner: ModelUser;
  readonly track: ModelTrack;
  readonly type: "remix_contest" | "live_event" | "new_release";
  endSeconds: number;
  isDeleted: boolean;
}

/** Rows that stand for a relation, by key; the value says whether the row is marked as deleted. */
export type Relation = Map<string, boolean>;

/** Everything that one epoch has made so far. Traffic builders read it to choose and change it as their transaction will. */
export class World {
  readonly seed: string;
  readonly epoch: Epoch;
  #moment: Moment = { height: 0, seconds: 0, nanos: 0 };

  readonly users: ModelUser[] = [];
  readonly bareUsers: ModelUser[] = [];
  /** Users of this epoch with a handle; founders are not among them after the first epoch. */
  readonly natives: ModelUser[] = [];
  readonly tracks: ModelTrack[] = [];
  readonly playlists: ModelPlaylist[] = [];
  readonly comments: ModelComment[] = [];
  readonly apps: ModelDeveloperApp[] = [];
  readonly grants = new Map<string, ModelGrant>();
  readonly events: ModelEvent[] = [];

  /** By track and user. */
  readonly collaborators = new Map<string, ModelCollaborator>();

  readonly follows: Relation = new Map();
  /** By subscriber, "User" or "Event", and id. */
  readonly subscriptions: Relation = new Map();
  readonly saves: Relation = new Map();
  readonly reposts: Relation = new Map();
  readonly mutedUsers: Relation = new Map();
  readonly commentReactions: Relation = new Map();
  readonly commentReports: Relation = new Map();
  readonly commentMentions: Relation = new Map();
  readonly notificationSettings: Relation = new Map();
  readonly playlistTracks: Relation = new Map();
  readonly dashboardWallets = new Map<string, { user: ModelUser; isDeleted: boolean }>();
  /** By user, chain and address. */
  readonly associatedWallets = new Map<string, ModelAssociatedWallet>();
  /** Key: owner and receiver and grantor of access to an e-mail address. */
  readonly emailAccess = new Set<string>();
  /** By owner: who may read the owner's e-mail address, and so let others read it. */
  readonly encryptedEmails = new Map<number, { owner: ModelUser; readers: Set<number> }>();
  /** Who looked at the notifications, and who at which playlist, in the block being built: rows are keyed by the second. */
  readonly seenNow = new Set<string>();
  /** Height of the last announcement: one a block. */
  announcedAt = 0;

  /** Rows of tables that only ever gain rows. */
  readonly appended = {
    shares: 0,
    track_downloads: 0,
    track_routes: 0,
    playlist_routes: 0,
    stems: 0,
    remixes: 0,
    track_price_history: 0,
    album_price_history: 0,
    user_events: 0,
    comment_threads: 0,
    notification_seen: 0,
    playlist_seen: 0,
    user_payout_wallet_history: 0,
  };

  /** The first hundred ids of the first epoch are the founders'. */
  #nextId = 100;

  constructor(seed: string, epoch: Epoch) {
    this.seed = seed;
    this.epoch = epoch;
  }

  /** The block being built. */
  get moment(): Moment {
    return this.#moment;
  }

  /** Comes to the next block: what is due by its time becomes public (decision E12). */
  set moment(moment: Moment) {
    this.#moment = moment;
    const isDue = (seconds: number | null) =>
      seconds !== null && (seconds < moment.seconds || (seconds === moment.seconds && moment.nanos > 0));
    for (const track of this.tracks) {
      if (track.isUnlisted && !track.isDeleted && isDue(track.releaseSeconds)) track.isUnlisted = false;
    }
    for (const album of this.playlists) {
      if (album.isPrivate && !album.isDeleted && isDue(album.releaseSeconds)) album.isPrivate = false;
    }
  }

  /** Gives a new id for an entity whose ids the network lets begin above the given one. */
  newId(networkOffset: number): number {
    this.#nextId += 1;
    return idOf(networkOffset, this.epoch.idOffset + this.#nextId);
  }

  /** Adds a user who has joined. */
  addUser(user: ModelUser): void {
    this.users.push(user);
    if (user.handle === null) this.bareUsers.push(user);
    else if (!user.isFounder || this.epoch.isFirst) this.natives.push(user);
  }

  /** Adds a track. */
  addTrack(track: ModelTrack): void {
    this.tracks.push(track);
    track.owner.tracks.push(track);
  }

  /**
   * Says whether something between these two people belongs to the first epoch. Later epochs know nothing of what founders did
   * among themselves, so they leave it alone.
   */
  isClosed(one: ModelUser, other: ModelUser): boolean {
    return !this.epoch.isFirst && one.isFounder && other.isFounder;
  }
}

/** A prime below which all ids of all epochs fit, and a factor that takes neighbours far apart. */
const idPrime = 1_990_000_003;
const idFactor = 3_777_773;

/**
 * Gives the id of the entity of a number, from 1: mostly of nine or ten digits, as clients draw them at random. Two numbers below the
 * prime never give the same.
 */
export function idOf(networkOffset: number, number: number): number {
  return networkOffset + ((number * idFactor) % idPrime);
}

/** Where the network's ids of each kind begin: an id must be above it. */
export const networkOffsets = {
  user: 3_000_000,
  track: 2_000_000,
  playlist: 400_000,
  comment: 4_000_000,
  event: 100_000,
} as const;
