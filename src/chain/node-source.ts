import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { exitCode, Failure } from "../exit.ts";
import { NodeClient, type NodeState } from "./node-client.ts";
import { type Backoff, reasonOf } from "./retry.ts";
import type { BlockSource, SourceBlock } from "./source.ts";
import type { RpcProtocol } from "./transport.ts";

export interface NodeSourceOptions {
  /** Base address of the node, http or https. */
  readonly url: string;
  readonly protocol?: RpcProtocol;
  readonly log: Logger;
  /** Heights asked for in one GetBlocks while catching up. */
  readonly batchHeights?: number;
  /** Answers to GetBlocks that may be under way at once. */
  readonly batchesAhead?: number;
  /** How long the stream may say nothing before the node is asked for its head, in milliseconds. */
  readonly silenceMilliseconds?: number;
  /** How often a node without StreamBlocks is asked for its head, in milliseconds. */
  readonly pollMilliseconds?: number;
  readonly backoff?: Backoff;
  readonly retriesBeforeFirstAnswer?: number;
  /** How long a single answer of the node may take, in milliseconds. */
  readonly answerMilliseconds?: number;
}

const defaults = {
  protocol: "connect",
  batchHeights: 50,
  batchesAhead: 3,
  silenceMilliseconds: 5_000,
  pollMilliseconds: 1_000,
  backoff: { firstMilliseconds: 500, longestMilliseconds: 30_000, retries: Number.POSITIVE_INFINITY },
  retriesBeforeFirstAnswer: 3,
  answerMilliseconds: 30_000,
} as const;

/** A core node as a source, which can also be asked for any part of its history. */
export interface NodeBlockSource extends BlockSource {
  /**
   * Hands over the blocks of a range in order. Each is fetched; the stream has no part in it.
   *
   * Ends without an error when the signal aborts. Throws a Failure for a height that the node does not give.
   */
  range(from: number, to: number, signal: AbortSignal): AsyncGenerator<SourceBlock, void, undefined>;
}

/** Makes a source of a core node: what was missed comes by GetBlocks, what is new by StreamBlocks. */
export function nodeSource(options: NodeSourceOptions): NodeBlockSource {
  return new NodeSource({ ...defaults, ...options });
}

/** The node went over to another chain. All blocks of the old one that it gave were handed over; a new run takes up the new chain. */
export class ChainChanged extends Failure {}

/** How the wait for the next streamed block ended. */
type Heard =
  | { readonly kind: "block"; readonly block: SourceBlock }
  | { readonly kind: "end" }
  | { readonly kind: "silence" };

class NodeSource implements NodeBlockSource {
  readonly endless = true;
  readonly #options: Required<NodeSourceOptions>;
  readonly #client: NodeClient;
  #chainId: string | undefined;
  #head: number | undefined;
  #waiting: string | undefined;
  /** Height of the next block to hand over, and the hash of the one before it. */
  #next = 1;
  #lastHash: string | undefined;
  #cutsInARow = 0;

  constructor(options: Required<NodeSourceOptions>) {
    this.#options = options;
    this.#client = new NodeClient(options);
  }

  get name(): string {
    return `node ${this.#options.url}`;
  }

  head(): number | undefined {
    return this.#head;
  }

  fractionRead(): undefined {
    return undefined;
  }

  waiting(): string | undefined {
    const { trouble } = this.#client;
    return (
      this.#waiting ??
      (trouble && `${trouble}. Nothing comes after block ${this.#next - 1} until it answers: check the node`)
    );
  }

  async open(signal: AbortSignal): Promise<{ chainId: string }> {
    const { chainId } = await this.#state(signal);
    return { chainId };
  }

  async close(): Promise<void> {}

  async *blocks(from: number | undefined, signal: AbortSignal): AsyncGenerator<SourceBlock, void, undefined> {
    try {
      this.#next = from ?? (await this.#firstHeight(signal));
      while (!signal.aborted) {
        const { head } = await this.#state(signal);
        if (head < this.#next - 1) {
          await this.#waitForHead(head, signal);
        } else if (head >= this.#next) {
          yield* this.#catchUp(head, signal);
        } else if (this.#client.lacksStream) {
          await delay(this.#options.pollMilliseconds, undefined, { signal });
        } else {
          yield* this.#follow(signal);
        }
      }
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }

  async *range(from: number, to: number, signal: AbortSignal): AsyncGenerator<SourceBlock, void, undefined> {
    this.#next = from;
    try {
      yield* this.#catchUp(to, signal);
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }

  /** Where a database without a block begins: at height 1, unless the node has dropped its oldest blocks. */
  async #firstHeight(signal: AbortSignal): Promise<number> {
    const oldest = await this.#client.oldest(signal);
    if (oldest !== undefined && oldest > 1) {
      throw new Failure(
        `${this.name} no longer has block 1; its oldest is ${oldest}. Begin there with --start ${oldest}, or point to a node that keeps all blocks.`,
        exitCode.configuration,
      );
    }
    return 1;
  }

  /** Asks the node where it is. A node that changes its chain under way ends the run: a new start takes the new chain up. */
  async #state(signal: AbortSignal): Promise<NodeState> {
    const state = await this.#client.state(signal);
    this.#chainId ??= state.chainId;
    if (state.chainId !== this.#chainId) {
      throw new ChainChanged(
        `${this.name} now serves chain "${state.chainId}", before it was "${this.#chainId}"; beginning anew with it`,
        exitCode.tryAgain,
      );
    }
    this.#head = state.head;
    return state;
  }

  async #waitForHead(head: number, signal: AbortSignal): Promise<void> {
    const sentence = `${this.name} is at block ${head}, behind block ${this.#next - 1} that we have; waiting until it is there again`;
    if (this.#waiting === undefined) {
      this.#options.log.warn(sentence);
    }
    this.#waiting = sentence;
    await delay(this.#options.pollMilliseconds, undefined, { signal });
    if ((await this.#state(signal)).head >= this.#next - 1) {
      this.#waiting = undefined;
      this.#options.log.info(`${this.name} is at block ${this.#head} again; going on`);
    }
  }

  /** Hands over the blocks up to a height, several answers under way at once. */
  async *#catchUp(to: number, signal: AbortSignal): AsyncGenerator<SourceBlock, void, undefined> {
    const { batchHeights, batchesAhead } = this.#options;
    const underWay: Promise<SourceBlock[]>[] = [];
    let asked = this.#next;
    while (asked <= to || underWay.length > 0) {
      while (asked <= to && underWay.length < batchesAhead) {
        const heights = Array.from({ length: Math.min(batchHeights, to - asked + 1) }, (_, index) => asked + index);
        asked += heights.length;
        const batch = this.#client.blocks(heights, signal);
        // Its failure is thrown where it is awaited; until then it must not count as unhandled.
        batch.catch(() => undefined);
        underWay.push(batch);
      }
      for (const block of (await underWay.shift()) ?? []) {
        yield this.#handOver(block);
      }
    }
  }

  #handOver(block: SourceBlock): SourceBlock {
    this.#next = block.height + 1;
    this.#lastHash = block.block.hash;
    this.#head = Math.max(this.#head ?? 0, block.height);
    return block;
  }

  /** Hands over new blocks from the stream until it is cut, falls silent, or turns out not to exist. */
  async *#follow(signal: AbortSignal): AsyncGenerator<SourceBlock, void, undefined> {
    const streaming = new AbortController();
    const stream = this.#client.stream(AbortSignal.any([signal, streaming.signal]));
    try {
      for (let pending = stream.next(); ; ) {
        const heard = await this.#hear(pending);
        if (heard.kind === "end") {
          break;
        }
        if (heard.kind === "silence") {
          const { head } = await this.#state(signal);
          if (head !== this.#next - 1) {
            this.#options.log.warn(
              `the stream of ${this.name} is silent at block ${this.#next - 1}, its head is ${head}`,
            );
            return;
          }
          continue;
        }
        this.#cutsInARow = 0;
        yield* this.#streamed(heard.block, signal);
        pending = stream.next();
      }
    } catch (error) {
      if (signal.aborted || error instanceof Failure) {
        throw error;
      }
      this.#options.log.warn({ reason: reasonOf(error) }, `the stream of ${this.name} was cut; opening it again`);
    } finally {
      streaming.abort();
    }
    await this.#pauseAfterCut(signal);
  }

  /** Waits for the stream's next block for as long as silence is no reason to ask. */
  async #hear(pending: Promise<IteratorResult<SourceBlock, void>>): Promise<Heard> {
    let limit: NodeJS.Timeout | undefined;
    const silence = new Promise<Heard>((resolve) => {
      limit = setTimeout(() => resolve({ kind: "silence" }), this.#options.silenceMilliseconds);
    });
    const heard = pending.then<Heard>((result) =>
      result.done === true ? { kind: "end" } : { kind: "block", block: result.value },
    );
    try {
      return await Promise.race([heard, silence]);
    } finally {
      clearTimeout(limit);
    }
  }

  /** A streamed block in its place: after those that came while no stream was open, and once only. */
  async *#streamed(block: SourceBlock, signal: AbortSignal): AsyncGenerator<SourceBlock, void, undefined> {
    if (block.height < this.#next) {
      if (block.height === this.#next - 1 && this.#lastHash !== undefined && block.block.hash !== this.#lastHash) {
        throw new Failure(
          `${block.place}: block ${block.height} came twice, first with hash ${this.#lastHash}, then with ${block.block.hash}; nothing after the first was kept`,
          exitCode.failed,
        );
      }
      return;
    }
    yield* this.#catchUp(block.height - 1, signal);
    yield this.#handOver(block);
  }

  /** A stream that is cut before its first block, again and again, is opened ever more slowly, with jitter. */
  async #pauseAfterCut(signal: AbortSignal): Promise<void> {
    if (this.#client.lacksStream) {
      return;
    }
    const { firstMilliseconds, longestMilliseconds } = this.#options.backoff;
    const pause = Math.min(longestMilliseconds, firstMilliseconds * 2 ** this.#cutsInARow) * (0.5 + Math.random() / 2);
    this.#cutsInARow += 1;
    await delay(pause, undefined, { signal });
  }
}
