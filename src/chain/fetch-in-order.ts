import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { exitCode, Failure } from "../exit.ts";
import type { AnswerBounds, Room } from "./answer-bounds.ts";
import { blockBytes } from "./block-size.ts";
import { answerProblem, type ExpectedBlock } from "./check-answer.ts";
import type { Answer, NodeClient } from "./node-client.ts";
import { type Backoff, isRefusal, isTooMuch, pauseMilliseconds, reasonOf } from "./retry.ts";
import type { SourceBlock } from "./source.ts";

export interface FetchOptions {
  readonly client: NodeClient;
  readonly bounds: AnswerBounds;
  readonly log: Logger;
  /** The pauses between tries; how many tries there are is decided here. */
  readonly backoff: Backoff;
  /** What is known of a block before it comes. */
  expected(height: number): ExpectedBlock;
  /**
   * Waits until the node answers at all.
   * @returns its head
   * @throws Failure where it has become another chain's
   */
  reach(signal: AbortSignal): Promise<{ readonly head: number }>;
  /** Told what keeps the next block from coming, as a sentence; undefined once it came. */
  onTrouble(sentence: string | undefined): void;
}

/**
 * How often a height is asked for by itself, while the node answers otherwise, before it is given up. With the usual pauses that
 * takes 8 to 16 seconds; where every try runs into the time limit, some three minutes.
 */
export const triesForOneHeight = 6;

/** How often several heights are asked for together before they are asked for in halves. */
const triesTogether = 2;

/** Some heights in a row that are, or will be, asked for by one question. */
interface Part {
  readonly from: number;
  readonly to: number;
  /** How often these heights, no more and no fewer, were asked for in vain. */
  readonly tries: number;
  question?: { readonly answer: Promise<Answered>; readonly room: Room };
}

/** An answer with the size of each of its blocks, in bytes by height. */
interface Answered {
  readonly answer: Answer;
  readonly sizes: ReadonlyMap<number, number>;
}

/**
 * Fetches the blocks of some heights in a row and hands them over in order, several answers under way at once, no more of them
 * than the bounds allow.
 *
 * What the node cannot give together is asked for in halves, until the height at fault stands alone; all before it are handed over.
 * A node that is away is waited for.
 *
 * @throws Failure (75) for a height that the node does not give, or not whole, after all tries; it says the height, and why in the
 * node's own words
 */
export async function* fetchInOrder(
  range: { readonly from: number; readonly to: number },
  options: FetchOptions,
  signal: AbortSignal,
): AsyncGenerator<SourceBlock, void, undefined> {
  const stop = new AbortController();
  const fetch = new OrderedFetch(range, options, AbortSignal.any([signal, stop.signal]));
  try {
    yield* fetch.blocks();
  } finally {
    stop.abort();
    fetch.release();
  }
}

class OrderedFetch {
  readonly #options: FetchOptions;
  readonly #signal: AbortSignal;
  /** What is still to be handed over, in order. */
  readonly #parts: Part[];

  constructor({ from, to }: { from: number; to: number }, options: FetchOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    this.#parts = from <= to ? [{ from, to, tries: 0 }] : [];
  }

  async *blocks(): AsyncGenerator<SourceBlock, void, undefined> {
    while (this.#parts.length > 0) {
      this.#askAhead();
      const part = this.#parts.shift();
      if (part?.question === undefined) {
        throw new Error("the first heights in a row are always asked for");
      }
      const { answer, room } = part.question;
      try {
        yield* this.#handOver(part, await answer, room);
      } finally {
        room.release();
      }
    }
  }

  /** Lets go of the room that answers under way take up. */
  release(): void {
    for (const { question } of this.#parts) {
      question?.room.release();
    }
  }

  /** Asks for the first part in any case, and for those behind it while there is room. */
  #askAhead(): void {
    const { bounds, client } = this.#options;
    for (let index = 0; index < this.#parts.length && (index === 0 || bounds.hasRoom()); index += 1) {
      const part = this.#parts[index];
      if (part !== undefined && part.question === undefined) {
        const [first, rest] = cut(part, part.from + Math.min(bounds.heights, client.mostHeights) - 1);
        this.#parts.splice(index, 1, this.#asked(first), ...rest);
      }
    }
  }

  #asked(part: Part): Part {
    const { bounds, client } = this.#options;
    const heights = heightsOf(part);
    const room = bounds.asked(heights.length);
    // Every other try for a single height goes by the lesser call, which now and then gives what the other cannot.
    const alone = part.from === part.to && part.tries % 2 === 1;
    const answer = client.ask(heights, this.#signal, alone).then((answer) => {
      const sizes = new Map<number, number>();
      if (answer.kind === "blocks") {
        for (const [height, block] of answer.blocks) {
          sizes.set(height, blockBytes(block));
        }
        bounds.learn([...sizes.values()]);
      }
      room.resize(sum(sizes.values()));
      return { answer, sizes };
    });
    return { ...part, question: { answer, room } };
  }

  async *#handOver(part: Part, { answer, sizes }: Answered, room: Room): AsyncGenerator<SourceBlock, void, undefined> {
    this.#signal.throwIfAborted();
    if (answer.kind === "failed") {
      await this.#failed(part, answer.error);
      return;
    }
    let held = sum(sizes.values());
    for (const height of heightsOf(part)) {
      const block = answer.blocks.get(height);
      const problem = answerProblem(block, this.#options.expected(height));
      if (block === undefined || problem !== undefined) {
        await this.#unusable(part, height, problem ?? "");
        return;
      }
      this.#options.onTrouble(undefined);
      yield { height, block, place: this.#options.client.address };
      held -= sizes.get(height) ?? 0;
      room.resize(held);
    }
  }

  /** One block of an answer is missing or wrong: it is asked for alone, and those after it again. */
  async #unusable(part: Part, height: number, problem: string): Promise<void> {
    const tries = part.from === part.to ? part.tries + 1 : 1;
    const { head } = await this.#options.reach(this.#signal);
    await this.#tryAgain({ from: height, to: height, tries }, problem, head);
    this.#parts.unshift(
      { from: height, to: height, tries },
      ...(height < part.to ? [{ from: height + 1, to: part.to, tries: 0 }] : []),
    );
  }

  /** A question was answered with an error, or not at all. */
  async #failed(part: Part, error: unknown): Promise<void> {
    const { bounds, client } = this.#options;
    const size = part.to - part.from + 1;
    // Trying again does not change a refusal, but it may be for one height of several.
    const isFinal = isRefusal(error) && !isTooMuch(error);
    if (isFinal && size === 1) {
      throw new Failure(`${doing(part)} from node ${client.address} failed: ${reasonOf(error)}.`, exitCode.tryAgain, {
        cause: error,
      });
    }
    if (isTooMuch(error)) {
      bounds.tooMuch(size);
    }
    const tries = part.tries + 1;
    if (size > 1 && (isFinal || isTooMuch(error) || tries >= triesTogether)) {
      this.#options.log.warn({ reason: reasonOf(error) }, `${doing(part)} failed; asking for fewer at once`);
      const middle = part.from + Math.ceil(size / 2) - 1;
      // Halves of what failed twice are not given a second try of their own: that would only take longer.
      this.#parts.unshift(
        { from: part.from, to: middle, tries: middle === part.from ? 0 : triesTogether - 1 },
        { from: middle + 1, to: part.to, tries: 0 },
      );
      return;
    }
    const { head } = await this.#options.reach(this.#signal);
    await this.#tryAgain({ ...part, tries }, `fails at ${named(part)}: ${reasonOf(error)}`, head);
    this.#parts.unshift({ from: part.from, to: part.to, tries });
  }

  /**
   * Tells what is wrong and pauses before the next try.
   *
   * @param problem to follow "the node"
   * @throws Failure when a height by itself was tried often enough
   */
  async #tryAgain(part: Part, problem: string, head: number): Promise<void> {
    const { client, log, backoff, onTrouble } = this.#options;
    if (part.from === part.to && part.tries >= triesForOneHeight) {
      throw new UnusableHeight(part.from, client.address, problem, head);
    }
    log.warn({ try: part.tries, reason: problem }, `${doing(part)} failed; trying again`);
    onTrouble(
      `node ${client.address} ${problem}. Nothing comes after block ${part.from - 1} until it gives it: check the node`,
    );
    await delay(pauseMilliseconds(backoff, part.tries - 1), undefined, { signal: this.#signal });
  }
}

/** A height that the node does not give, though it answers otherwise. */
export class UnusableHeight extends Failure {
  readonly height: number;

  constructor(height: number, url: string, problem: string, head: number) {
    super(
      `node ${url} ${problem}, though its head is ${head}. All blocks before block ${height} were handed over, and nothing after them. Point to another node, or start again once this one gives it.`,
      exitCode.tryAgain,
    );
    this.height = height;
  }
}

/** Cuts a part in two behind a height, if it is longer. */
function cut(part: Part, last: number): [Part, Part[]] {
  if (last >= part.to) {
    return [part, []];
  }
  return [
    { from: part.from, to: last, tries: last === part.from ? 0 : part.tries },
    [{ from: last + 1, to: part.to, tries: 0 }],
  ];
}

function heightsOf({ from, to }: Part): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function named({ from, to }: Part): string {
  return from === to ? `block ${from}` : `blocks ${from} to ${to}`;
}

function doing(part: Part): string {
  return `fetching ${named(part)}`;
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) {
    total += number;
  }
  return total;
}
