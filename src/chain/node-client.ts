import { type Client, createClient } from "@connectrpc/connect";
import type { Logger } from "pino";
import { exitCode, Failure } from "../exit.ts";
import { CoreService } from "../generated/core/v1/service_pb.ts";
import type { Block } from "../generated/core/v1/types_pb.ts";
import { blockProblem } from "./check-block.ts";
import { type Backoff, isInvalid, isTooMuch, isUnimplemented, reasonOf, withRetry } from "./retry.ts";
import type { SourceBlock } from "./source.ts";
import { nodeTransport, type RpcProtocol } from "./transport.ts";

export interface NodeClientOptions {
  /** Base address of the node, http or https. */
  readonly url: string;
  readonly protocol: RpcProtocol;
  readonly log: Logger;
  /** How to try again once the node has answered. */
  readonly backoff: Backoff;
  /** How often to try a node again that never answered yet: a mistyped address is told soon. */
  readonly retriesBeforeFirstAnswer: number;
  /** How long a single answer may take, in milliseconds. */
  readonly answerMilliseconds: number;
}

export interface NodeState {
  readonly chainId: string;
  /** Newest height that the node can serve. */
  readonly head: number;
}

type CoreClient = Client<typeof CoreService>;
type CallOptions = { signal: AbortSignal; timeoutMs: number };

/** A node may be a moment behind its own head, or err for once: a block is only given up when it was asked for this often. */
const triesForUsableBlock = 6;

/**
 * The calls of a core node, tried again while they fail in passing. Remembers which calls the node does not have and makes do
 * with the lesser ones: GetStatus for GetNodeInfo, GetBlock for GetBlocks, asking again and again for StreamBlocks.
 */
export class NodeClient {
  readonly #options: NodeClientOptions;
  readonly #missing = new Set<string>();
  #client: Promise<CoreClient> | undefined;
  #answered = false;
  #trouble: string | undefined;

  constructor(options: NodeClientOptions) {
    this.#options = options;
  }

  /** Why the node gives no answer at present, as a sentence; undefined while it does. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** Whether the node was found to have no StreamBlocks. */
  get lacksStream(): boolean {
    return this.#missing.has("StreamBlocks");
  }

  /** Asks for the chain's id and head. Throws a Failure when the node cannot be reached or refuses. */
  async state(signal: AbortSignal): Promise<NodeState> {
    const doing = "asking for chain id and head";
    const state = await this.#ifThere("GetNodeInfo", doing, signal, async (client, options) => {
      const { chainid, currentHeight } = await client.getNodeInfo({}, options);
      return stateOf(chainid, currentHeight);
    });
    return (
      state ??
      (await this.#call(doing, signal, async (client, options) => {
        const { chainInfo } = await client.getStatus({}, options);
        return stateOf(chainInfo?.chainId, chainInfo?.currentHeight);
      }))
    );
  }

  /** Asks for the oldest height that the node still serves; undefined where it does not say. */
  async oldest(signal: AbortSignal): Promise<number | undefined> {
    const doing = "asking for the oldest block";
    const status = await this.#ifThere("GetStatus", doing, signal, (client, options) => client.getStatus({}, options));
    const height = Number(status?.pruningInfo?.earliestHeight ?? 0n);
    return height > 0 ? height : undefined;
  }

  /**
   * Fetches the blocks of some heights by one GetBlocks or, where the node has no such call, by a GetBlock each.
   *
   * Gives them in the order asked for. Throws a Failure for a height that the node does not give after all tries.
   */
  async blocks(heights: readonly number[], signal: AbortSignal): Promise<SourceBlock[]> {
    const together = await this.#together(heights, signal);
    const found: SourceBlock[] = [];
    for (const height of heights) {
      const block = together?.[`${height}`];
      found.push(
        block === undefined || whyUnusable(block, height) !== undefined
          ? await this.block(height, signal)
          : this.#placed(block),
      );
    }
    return found;
  }

  /** Fetches one block. Throws a Failure when the node has been asked several times and gives none, or not the one asked for. */
  block(height: number, signal: AbortSignal): Promise<SourceBlock> {
    let tries = 0;
    return this.#call(`fetching block ${height}`, signal, async (client, options) => {
      const { block, currentHeight } = await client.getBlock({ height: BigInt(height) }, options);
      const problem = whyUnusable(block, height);
      if (block !== undefined && problem === undefined) {
        return this.#placed(block);
      }
      tries += 1;
      if (tries < triesForUsableBlock) {
        throw new Error(`the node ${problem}`);
      }
      const oldest = await this.oldest(signal);
      throw new Failure(
        `node ${this.#options.url} ${problem}, though its head is ${currentHeight}${oldest === undefined ? "" : ` and its oldest block ${oldest}`}. Point to a node that has it; nothing after block ${height - 1} was kept.`,
        exitCode.tryAgain,
      );
    });
  }

  /**
   * Opens the stream of the blocks to come. It ends at once, and lacksStream is true from then on, where the node has no
   * StreamBlocks. Throws an error when the stream is cut, or brings what is no block.
   */
  async *stream(signal: AbortSignal): AsyncGenerator<SourceBlock, void, undefined> {
    const client = await this.#connected();
    try {
      for await (const { block } of client.streamBlocks({}, { signal })) {
        this.#trouble = undefined;
        const problem = block === undefined ? "an answer without a block" : blockProblem(block);
        if (block === undefined || problem !== undefined) {
          throw new Error(`the node sent ${problem}`);
        }
        yield this.#placed(block);
      }
    } catch (error) {
      if (!isUnimplemented(error)) {
        throw error;
      }
      this.#lacks("StreamBlocks");
    }
  }

  /** One GetBlocks, or several of fewer heights where the node finds that too much; undefined where it has no such call. */
  async #together(heights: readonly number[], signal: AbortSignal): Promise<Record<string, Block> | undefined> {
    const doing = `fetching blocks ${heights[0]} to ${heights.at(-1)}`;
    try {
      const answer = await this.#ifThere("GetBlocks", doing, signal, (client, options) =>
        client.getBlocks({ height: heights.map(BigInt) }, options),
      );
      return answer?.blocks;
    } catch (error) {
      // A node that knows the call but not what we ask by it is as good as one without it, as for the Go ETL.
      if (error instanceof Failure && isInvalid(error.cause)) {
        this.#lacks("GetBlocks");
        return undefined;
      }
      if (!(error instanceof Failure && isTooMuch(error.cause)) || heights.length === 1) {
        throw error;
      }
      const half = Math.ceil(heights.length / 2);
      return {
        ...(await this.#together(heights.slice(0, half), signal)),
        ...(await this.#together(heights.slice(half), signal)),
      };
    }
  }

  #placed(block: Block): SourceBlock {
    return { height: Number(block.height), block, place: this.#options.url };
  }

  #lacks(call: string): void {
    // Several answers may be under way when the first one says so.
    if (!this.#missing.has(call)) {
      this.#missing.add(call);
      this.#options.log.info(`the node has no ${call}; making do with the calls that it has`);
    }
  }

  /** Makes a call that a node may lack; gives undefined where it does. */
  async #ifThere<Answer>(
    call: string,
    doing: string,
    signal: AbortSignal,
    attempt: (client: CoreClient, options: CallOptions) => Promise<Answer>,
  ): Promise<Answer | undefined> {
    if (this.#missing.has(call)) {
      return undefined;
    }
    try {
      return await this.#call(doing, signal, attempt);
    } catch (error) {
      if (error instanceof Failure && isUnimplemented(error.cause)) {
        this.#lacks(call);
        return undefined;
      }
      throw error;
    }
  }

  async #call<Answer>(
    doing: string,
    signal: AbortSignal,
    attempt: (client: CoreClient, options: CallOptions) => Promise<Answer>,
  ): Promise<Answer> {
    const { backoff, retriesBeforeFirstAnswer, answerMilliseconds, log, url } = this.#options;
    const retries = this.#answered ? backoff.retries : Math.min(backoff.retries, retriesBeforeFirstAnswer);
    try {
      const answer = await withRetry(
        async () => attempt(await this.#connected(), { signal, timeoutMs: answerMilliseconds }),
        doing,
        {
          backoff: { ...backoff, retries },
          signal,
          log,
          onFailure: (reason) => {
            this.#trouble = `${doing} from ${url} failed: ${reason}`;
          },
        },
      );
      this.#answered = true;
      this.#trouble = undefined;
      return answer;
    } catch (error) {
      throw error instanceof Failure || signal.aborted ? error : this.#failure(doing, error);
    }
  }

  #failure(doing: string, error: unknown): Failure {
    const advice = this.#answered ? "" : " Is the address right, and the node running?";
    return new Failure(
      `${doing} from node ${this.#options.url} failed: ${reasonOf(error)}.${advice}`,
      exitCode.tryAgain,
      {
        cause: error,
      },
    );
  }

  /** The client, made when first needed; a failure to reach the node is not remembered. */
  #connected(): Promise<CoreClient> {
    this.#client ??= nodeTransport(this.#options.url, this.#options.protocol).then(
      (transport) => createClient(CoreService, transport),
      (error: unknown) => {
        this.#client = undefined;
        throw error;
      },
    );
    return this.#client;
  }
}

/** Throws an error for a node that does not know its chain yet, as while it starts: an empty id is none that a chain goes over to. */
function stateOf(chainId: string | undefined, head: bigint | undefined): NodeState {
  if (chainId === undefined || chainId === "") {
    throw new Error("the node does not say which chain it is of");
  }
  return { chainId, head: Number(head ?? 0n) };
}

/** What is wrong with the answer to the question for a block, to follow "the node"; undefined when it is the block. */
function whyUnusable(block: Block | undefined, height: number): string | undefined {
  // A height beyond its head a node answers with an empty block, of height -1 or without a hash.
  if (block === undefined || block.height <= 0n || block.hash === "") {
    return `does not have block ${height}`;
  }
  if (block.height !== BigInt(height)) {
    return `sends block ${block.height} for block ${height}`;
  }
  const problem = blockProblem(block);
  return problem === undefined ? undefined : `sends ${problem}`;
}
