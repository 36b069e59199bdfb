import { ignored, type Metadata, type MetadataForm, metadataOf } from "./metadata.ts";
import { callSite, type Position } from "./position.ts";
import { type Named, nameReads } from "./reads.ts";
import type { Rule } from "./rule.ts";
import { type Block, block, type Transaction, transaction } from "./transaction.ts";
import type { AnyWrite } from "./write.ts";

/** The entity types of the chain that handlers claim. */
export type EntityType =
  | "AssociatedWallet"
  | "Collectibles"
  | "Comment"
  | "DashboardWalletUser"
  | "DeveloperApp"
  | "EmailAccess"
  | "EncryptedEmail"
  | "Event"
  | "Grant"
  | "Notification"
  | "PlayCount"
  | "Playlist"
  | "Tip"
  | "Track"
  | "TrackCollaborator"
  | "User";

/** The entity of a handler that claims its action for every entity type. */
export const anyEntity: unique symbol = Symbol("any entity type");

/** What reads, rules and writes are given. */
export interface Context {
  readonly tx: Transaction;
  readonly block: Block;
  readonly metadata: Metadata;
}

/** What rules and writes are given by a function that several handlers share as their `reads`. */
export type Given<R extends (context: Context) => object> = Context & ReturnType<R>;

/** A handler: what it claims, what it reads, the rules that refuse a transaction, the rows that it writes. */
export interface Handler {
  readonly kind: "handler";
  readonly entity: EntityType | typeof anyEntity;
  readonly action: string;
  readonly metadata: MetadataForm;
  readonly reads: ReadonlyMap<string, Named>;
  readonly rules: readonly Rule[];
  readonly writes: readonly AnyWrite[];
  readonly position: Position;
}

/** Declares a handler. Its procedure is `<entity>_<action>` in the edition's schema, or `<action>` for any entity type. */
export function handler<R extends object = Record<never, never>>(spec: {
  readonly entity: EntityType | typeof anyEntity;
  readonly action: string;
  readonly metadata?: MetadataForm;
  readonly reads?: (context: Context) => R;
  readonly rules: (context: Context & R) => readonly Rule[];
  readonly writes: (context: Context & R) => readonly AnyWrite[];
}): Handler {
  const metadata = spec.metadata ?? ignored;
  const context: Context = { tx: transaction, block, metadata: metadataOf(metadata) };
  const { names, seen } = nameReads(spec.reads?.(context) ?? {});
  // nameReads keeps the keys and the kinds of what it is given.
  const withReads = { ...context, ...(seen as R) };
  return {
    kind: "handler",
    entity: spec.entity,
    action: spec.action,
    metadata,
    reads: names,
    rules: spec.rules(withReads),
    writes: spec.writes(withReads),
    position: callSite(),
  };
}

/** Whether something that a module exports is a handler. */
export function isHandler(value: unknown): value is Handler {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "handler";
}
