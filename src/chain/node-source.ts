import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { describeAddress } from "../address.ts";
import { exitCode, Failure } from "../exit.ts";
import { type Announcement, Announcements } from "./announcements.ts";
import { AnswerBounds } from "./answer-bounds.ts";
import { ChainChanged } from "./chain-changed.ts";
import { announcedProblem } from "./check-answer.ts";
import { fetchInOrder, UnusableHeight } from "./fetch-in-order.ts";
import { mostHeightsTogether, NodeClient, type NodeState } from "./node-client.ts";
import { type Backoff, pauseMilliseconds, reasonOf } from "./retry.ts";
import type { BlockSource, SourceBlock } from "./source.ts";
import type { RpcProtocol } from "./transport.ts";

export interface NodeSourceOptions {
  /** Base address of the node, http or https. */
  readonly url: string;
  readonly protocol?: RpcProtocol;
  readonly log: Logger;
  /** Called when the stream speaks of a block, which is fetched then. */
  readonly onAnnouncement?: () => void;
  /** Most heights asked for in one GetBlocks while catching up. */
  readonly batchHeights?: number;
  /** Most answers to GetBlocks that may be under way at once. */
  readonly batchesAhead?: number;
  /** How many bytes one answer to GetBlocks may be expected to have; all together as many times that as may be under way. */
  readonly answerBytes?: number;
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
  onAnnouncement: () => undefined,
  batchHeights: mostHeightsTogether,
  batchesAhead: 3,
  answerBytes: 16 << 20,
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
   * Ends without an error when the signal aborts.
   * @throws Failure for a height that the node does not give
   */
  range(from: number, to: number, signal: AbortSignal): AsyncGenerator<SourceBlock, void, undefined>;
}

/** Makes a source of a core node: what was missed comes by GetBlocks, what is new by StreamBlocks. */
export function nodeSource(options: NodeSourceOptions): NodeBlockSource {
  return new NodeSource({ ...defaults, ...options });
}

class NodeSource implements NodeBlockSource {
  readonly endless = true;
  readonly #options: Required<NodeSourceOptions>;
  readonly #client: NodeClient;
  readonly #bounds: AnswerBounds;
  #chainId: string | undefined;
  #head: number | undefined;
  #waiting: string | undefined;
  #trouble: string | undefined;
  /** Height of the next block to hand over, and the block before it. */
  #next = 1;
  #last: SourceBlock | undefined;
  /** Newest height that was indexed before or handed over. */
  #newest = 0;
  #announced: ReadonlyMap<number, Announcement> = new Map();
  #cutsInARow = 0;

  constructor(options: Required<NodeSourceOptions>) {
    this.#options = options;
    this.#client = new NodeClient(options);
    this.#bounds = new AnswerBounds({
      heights: options.batchHeights,
      answers: options.batchesAhead,
      answerBytes: options.answerBytes,
      allBytes: options.answerBytes * options.batchesAhead,
    });
  }

  get name(): string {
    return `node ${describeAddress(this.#options.url)}`;
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
      this.#trouble ??
      (trouble && `${trouble}. Nothing comes after block ${this.#newest} until it answers: check the node`)
    );
  }

  async open(signal: AbortSignal): Promise<{ chainId: string }> {
    const { chainId } = await this.#state(signal);
    return { chainId };
  }

  async close(): Promise<void> {}

  async *blocks(
    from: number | undefined,
    signal: AbortSignal,
    newest?: number,
  ): AsyncGenerator<SourceBlock, void, undefined> {
    try {
      this.#next = from ?? 1;
      this.#newest = newest ?? this.#next - 1;
      while (!signal.aborted) {
        const { head } = await this.#state(signal);
        if (head < this.#newest) {
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
        throw from === undefined && error instanceof UnusableHeight && error.height === 1
          ? await this.#withoutFirstBlock(error, signal)
          : error;
      }
    }
  }

  async *range(from: number, to: number, signal: AbortSignal): AsyncGenerator<SourceBlock, void, undefined> {
    this.#next = from;
    this.#newest = from - 1;
    try {
      yield* this.#catchUp(to, signal);
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }

  /**
   * What to say of a node that does not give block 1 to a database without a block. What it reports as its oldest block is not
   * believed before: nodes report the one of their consensus store, and serve all from their database.
   */
  async #withoutFirstBlock(error: UnusableHeight, signal: AbortSignal): Promise<Failure> {
    const oldest = await this.#client.oldest(signal);
    if (oldest === undefined || oldest <= 1) {
      return error;
    }
    return new Failure(
      `${this.name} does not give block 1, with which a new database begins; it calls block ${oldest} its oldest. Point to a node that keeps all blocks, or begin with a copy of a database that has those before.`,
      exitCode.configuration,
      { cause: error },
    );
  }

  /** Asks the node where it is. A node that changes its chain under way ends the run: a new start takes the new chain up. */
  async #state(signal: AbortSignal): Promise<NodeState> {
    const state = await this.#client.state(signal);
    this.#chainId ??= state.chainId;
    if (state.chainId !== this.#chainId) {
      throw new ChainChanged(
        `${this.name} now serves chain "${state.chainId}", before it was "${this.#chainId}"`,
        exitCode.tryAgain,
      );
    }
    this.#head = state.head;
    return state;
  }

  async #waitForHead(head: number, signal: AbortSignal): Promise<void> {
    const sentence = `${this.name} is at block ${head}, behind block ${this.#newest} that we have; waiting until it is there again`;
    if (this.#waiting === undefined) {
      this.#options.log.warn(sentence);
    }
    this.#waiting = sentence;
    await delay(this.#options.pollMilliseconds, undefined, { signal });
    if ((await this.#state(signal)).head >= this.#newest) {
      this.#waiting = undefined;
      this.#options.log.info(`${this.name} is at block ${this.#head} again; going on`);
    }
  }

  /** Hands over the blocks up to a height, several answers under way at once. */
  async *#catchUp(to: number, signal: AbortSignal): AsyncGenerator<SourceBlock, void, undefined> {
    const { log, backoff } = this.#options;
    const blocks = fetchInOrder(
      { from: this.#next, to },
      {
        client: this.#client,
        bounds: this.#bounds,
        log,
        backoff,
        expected: (height) => ({ height, chainId: this.#chainId, announced: this.#announced.get(height) }),
        reach: (signal) => this.#state(signal),
        onTrouble: (sentence) => {
          this.#trouble = sentence;
        },
      },
      signal,
    );
    for await (const block of blocks) {
      yield this.#handOver(block);
    }
  }

  #handOver(block: SourceBlock): SourceBlock {
    this.#next = block.height + 1;
    this.#newest = Math.max(this.#newest, block.height);
    this.#last = block;
    this.#head = Math.max(this.#head ?? 0, block.height);
    return block;
  }

  /**
   * Fetches each new block the moment the stream speaks of it, until the stream is cut, falls silent, or turns out not to exist.
   * What the stream brings is never taken for the block: nodes leave the first transaction out of it.
   */
  async *#follow(signal: AbortSignal): AsyncGenerator<SourceBlock, void, undefined> {
    const streaming = new AbortController();
    const stream = new Announcements(this.#client.stream(AbortSignal.any([signal, streaming.signal])));
    const { silenceMilliseconds, pollMilliseconds } = this.#options;
    const opened = performance.now();
    try {
      for (let hasSpoken = false; ; ) {
        // Nothing says when the stream is open: until its first message, a block may have come before it was.
        const isOpening = !hasSpoken && performance.now() - opened < silenceMilliseconds;
        const announcements = await stream.take(isOpening ? pollMilliseconds : silenceMilliseconds);
        if (announcements === undefined) {
          break;
        }
        if (announcements.length > 0) {
          this.#options.onAnnouncement();
          hasSpoken = true;
          this.#cutsInARow = 0;
          yield* this.#announcedBlocks(announcements, signal);
          continue;
        }
        const { head } = await this.#state(signal);
        if (head !== this.#newest && !isOpening) {
          this.#options.log.warn(`the stream of ${this.name} is silent at block ${this.#newest}, its head is ${head}`);
          return;
        }
        yield* this.#catchUp(head, signal);
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

  async *#announcedBlocks(
    announcements: readonly Announcement[],
    signal: AbortSignal,
  ): AsyncGenerator<SourceBlock, void, undefined> {
    const announced = new Map<number, Announcement>();
    for (const announcement of announcements) {
      if (announcement.chainId !== this.#chainId) {
        // Either the chain was restarted, which the node then reports itself, or this was said in error.
        await this.#state(signal);
      } else if (announcement.height >= this.#next) {
        announced.set(announcement.height, announcement);
      } else if (announcement.height === this.#last?.height) {
        const problem = announcedProblem(this.#last.block, announcement);
        if (problem !== undefined) {
          throw new Failure(
            `${this.name} gave ${problem}. It was handed over before that; nothing after it was kept. Look at that block in the tables and on another node.`,
            exitCode.failed,
          );
        }
      }
    }
    this.#announced = announced;
    yield* this.#catchUp(Math.max(0, ...announced.keys()), signal);
  }

  /** A stream that is cut before its first block, again and again, is opened ever more slowly, with jitter. */
  async #pauseAfterCut(signal: AbortSignal): Promise<void> {
    if (this.#client.lacksStream) {
      return;
    }
    this.#cutsInARow += 1;
    await delay(pauseMilliseconds(this.#options.backoff, this.#cutsInARow - 1), undefined, { signal });
  }
}
