/** What the main thread and the reading thread say to each other: plain values, which cross between them as copies. */
import type { MessagePort } from "node:worker_threads";
import type { SourceAddress } from "../../chain/source-of.ts";
import type { Garbage } from "../../garbage.ts";
import type { PreparedBlock } from "./prepared-block.ts";
import type { Reading } from "./reader.ts";
import type { SentError } from "./sent-error.ts";

/** A source to be read, and the port over which all else is said of it. */
export interface ReadingTask {
  readonly source: SourceAddress;
  readonly port: MessagePort;
}

/** What the source knows at a moment. */
export interface SourceState {
  readonly head: number | undefined;
  readonly fractionRead: number | undefined;
  readonly waiting: string | undefined;
  /** For how many milliseconds so far it was waited for. */
  readonly waited: number;
}

export type ToReader =
  | { readonly type: "open" }
  | { readonly type: "read"; readonly reading: Reading }
  /** A batch of blocks has found its place: there is room for another. */
  | { readonly type: "taken" }
  /** Nothing waits for the reader: a good moment to collect garbage. */
  | { readonly type: "rest"; readonly garbage: Garbage }
  | { readonly type: "stop" }
  | { readonly type: "close" };

export type FromReader =
  | { readonly type: "ready"; readonly name: string; readonly endless: boolean }
  | { readonly type: "opened"; readonly chainId: string | undefined; readonly state: SourceState }
  | { readonly type: "blocks"; readonly blocks: readonly PreparedBlock[]; readonly state: SourceState }
  | { readonly type: "state"; readonly state: SourceState }
  /** The source has heard of blocks that it has yet to fetch. */
  | { readonly type: "announced" }
  | { readonly type: "end"; readonly state: SourceState }
  | { readonly type: "failed"; readonly error: SentError; readonly state: SourceState }
  | { readonly type: "closed" }
  /** A line of the log, as JSON. */
  | { readonly type: "log"; readonly line: string };
