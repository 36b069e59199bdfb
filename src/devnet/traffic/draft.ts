import type { Random } from "../random.ts";
import { contentId } from "../texts.ts";
import type { ModelUser, World } from "../world.ts";

/** What must become of a ManageEntity transaction. */
export type Outcome =
  /** Its handler accepts it, even where that changes nothing (a repeated save). */
  | { readonly kind: "applied" }
  /** Its handler refuses it; the reason is for people. */
  | { readonly kind: "rejected"; readonly reason: string }
  /** No handler claims its entity type and action. */
  | { readonly kind: "ignored" };

/** A ManageEntity transaction that the generator is about to put into a block. */
export interface Draft {
  readonly userId: number;
  readonly entityType: string;
  readonly entityId: number;
  readonly action: string;
  /** The raw string that a client would send. */
  readonly metadata: string;
  /** Address that the node says it recovered. */
  readonly signer: string;
  readonly outcome: Outcome;
}

/**
 * Makes one transaction and changes the world as it will. Gives undefined, with the world untouched, where the world has nothing to
 * do it with yet.
 */
export type Build = (world: World, random: Random) => Draft | undefined;

/** A kind of transaction and how often it comes, relative to the others. */
export interface TrafficKind {
  readonly name: string;
  readonly weight: number;
  readonly build: Build;
}

/** What a transaction is about. */
export interface Subject {
  readonly entityType: string;
  readonly entityId: number;
  readonly action: string;
  readonly metadata?: string;
  /** Default: the user's own wallet. */
  readonly signer?: string;
}

/** A transaction of a user that its handler accepts. */
export function applied(user: ModelUser, subject: Subject): Draft {
  return draft(user.id, subject.signer ?? user.wallet.address, subject, { kind: "applied" });
}

/** A transaction of a user that its handler refuses. */
export function rejected(user: ModelUser, subject: Subject, reason: string): Draft {
  return draft(user.id, subject.signer ?? user.wallet.address, subject, { kind: "rejected", reason });
}

/** A transaction of any user id and signer. */
export function draft(userId: number, signer: string, subject: Subject, outcome: Outcome): Draft {
  return {
    userId,
    entityType: subject.entityType,
    entityId: subject.entityId,
    action: subject.action,
    metadata: subject.metadata ?? "",
    signer,
    outcome,
  };
}

/** Wraps data in an envelope: the id of the content beside the data itself. */
export function envelope(random: Random, data: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ cid: contentId(random), data });
}

/** Writes metadata as clients do: mostly in an envelope, the id of the content beside the data; some without one. */
export function metadataOf(random: Random, data: Readonly<Record<string, unknown>>): string {
  return random.chance(0.1) ? JSON.stringify(data) : envelope(random, data);
}

/** An id far above any that the devnet gives, so that nothing has it. Fits the tables' four-byte columns. */
export function unusedId(random: Random): number {
  return 2_000_000_000 + random.integer(0, 100_000_000);
}

/** Key of a relation between two things. */
export function pair(one: number | string, other: number | string): string {
  return `${one}:${other}`;
}
