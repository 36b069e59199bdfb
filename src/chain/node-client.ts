import { type Client, createClient, type Transport } from "@connectrpc/connect";
import type { Logger } from "pino";
import { describeAddress } from "../address.ts";
import { exitCode, Failure } from "../exit.ts";
import type { Block } from "../generated/core/v1/types_pb.ts";
import type { UndecodedBlock } from "../generated/core/v1/undecoded_pb.ts";
import { givingWay } from "../give-way.ts";
import type { Announcement } from "./announcements.ts";
import { decodeBlock } from "./decode-block.ts";
import { type Backoff, isInvalid, isUnimplemented, reasonOf, withRetry } from "./retry.ts";
import { nodeTransport, type RpcProtocol } from "./transport.ts";
import { undecodedCoreService } from "./undecoded-service.ts";

export interface NodeClientOptions {
  /** Base address of the node, http or https. */
  readonly url: string;
  readonly protocol: RpcProtocol;
  readonly log: Logger;
  /** How to try again once the node has answered. */
  readonly backoff: Backoff;
  /** How often to try a node again that never answered yet: a mistyped address should be reported soon. */
  readonly retriesBeforeFirstAnswer: number;
  /** How long a single answer may take, in milliseconds. */
  readonly answerMilliseconds: number;
}

export interface NodeState {
  readonly chainId: string;
  /** Newest height that the node can serve. */
  readonly head: number;
}

/** What came of asking for blocks once: the blocks by height, without those that the node left out, or an error. */
export type Answer =
  | { readonly kind: "blocks"; readonly blocks: ReadonlyMap<number, Block> }
  | { readonly kind: "failed"; readonly error: unknown };

type CoreClient = Client<typeof undecodedCoreService>;
type CallOptions = { signal: AbortSignal; timeoutMs: number };

/** The limit that nodes have for GetBlocks. */
export const mostHeightsTogether = 500;

/** An answer with several blocks is given up when it turns out larger than this; fewer heights are asked for then. */
const severalBlocksBytes = 32 << 20;

/**
 * The calls of a core node. Those that ask about the node itself are tried again while they fail in passing; blocks are asked for
 * once, since what to do next depends on what went wrong. Remembers which calls the node does not have and makes do with the lesser
 * ones: GetStatus for GetNodeInfo, GetBlock for GetBlocks, asking again and again for StreamBlocks.
 */
export class NodeClient {
  readonly #options: NodeClientOptions;
  readonly #missing = new Set<string>();
  readonly #clients = new Map<number | undefined, Promise<CoreClient>>();
  #answered = false;
  #trouble: string | undefined;

  constructor(options: NodeClientOptions) {
    this.#options = options;
  }

  /** The node's address, as messages show it. */
  get address(): string {
    return describeAddress(this.#options.url);
  }

  /** Why the node gives no answer at present, as a sentence; undefined while it does. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** Whether the node was found to have no StreamBlocks. */
  get lacksStream(): boolean {
    return this.#missing.has("StreamBlocks");
  }

  /** How many heights one question may name. */
  get mostHeights(): number {
    return this.#missing.has("GetBlocks") ? 1 : mostHeightsTogether;
  }

  /**
   * Asks for the chain's id and head.
   * @throws Failure when the node cannot be reached or refuses
   */
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

  /**
   * Asks for the oldest height that the node says it has; undefined where it does not say. A node may have older ones all the same:
   * it speaks of its consensus store, and answers from its database.
   */
  async oldest(signal: AbortSignal): Promise<number | undefined> {
    const doing = "asking for the oldest block";
    const status = await this.#ifThere("GetStatus", doing, signal, (client, options) => client.getStatus({}, options));
    const height = Number(status?.pruningInfo?.earliestHeight ?? 0n);
    return height > 0 ? height : undefined;
  }

  /**
   * Asks once for the blocks of some heights, by GetBlocks where the node has it: that reads a block and its transactions in one
   * statement, while GetBlock reads them in two and falls back to the consensus store.
   *
   * @param alone to ask for a single height by GetBlock nevertheless
   * @returns what came, or the error; a node without GetBlocks finds several heights too much. Never throws.
   */
  async ask(heights: readonly number[], signal: AbortSignal, alone = false): Promise<Answer> {
    const options = { signal, timeoutMs: this.#options.answerMilliseconds };
    try {
      const blocks =
        alone || this.#missing.has("GetBlocks")
          ? await this.#oneByOne(heights, options)
          : await this.#together(heights, options);
      this.#trouble = undefined;
      return { kind: "blocks", blocks };
    } catch (error) {
      return { kind: "failed", error };
    }
  }

  /**
   * Opens the stream of the blocks to come. It ends at once, and lacksStream is true from then on, where the node has no
   * StreamBlocks.
   * @throws Error when the stream is cut, or brings something that is not a block
   */
  async *stream(signal: AbortSignal): AsyncGenerator<Announcement, void, undefined> {
    try {
      const client = await this.#connected();
      for await (const { block } of client.streamBlocks({}, { signal })) {
        this.#trouble = undefined;
        if (block === undefined || block.height < 1n || block.hash === "") {
          throw new Error("the node sent an answer without a block");
        }
        yield {
          height: Number(block.height),
          hash: block.hash,
          chainId: block.chainId,
          transactions: block.transactions.map(({ hash }) => hash),
        };
      }
    } catch (error) {
      if (!isUnimplemented(error)) {
        throw error;
      }
      this.#lacks("StreamBlocks");
    }
  }

  async #together(heights: readonly number[], options: CallOptions): Promise<ReadonlyMap<number, Block>> {
    try {
      const client = await this.#connected(heights.length > 1 ? severalBlocksBytes : undefined);
      const { blocks } = await client.getBlocks({ height: heights.map(BigInt) }, options);
      return await decodedInTurns(blocks);
    } catch (error) {
      // A node that knows the call but not what we ask by it is as good as one without it, as for the Go ETL.
      if (!isUnimplemented(error) && !isInvalid(error)) {
        throw error;
      }
      this.#lacks("GetBlocks");
      return await this.#oneByOne(heights, options);
    }
  }

  async #oneByOne(heights: readonly number[], options: CallOptions): Promise<ReadonlyMap<number, Block>> {
    const client = await this.#connected();
    const blocks = new Map<number, Block>();
    for (const height of heights) {
      const { block } = await client.getBlock({ height: BigInt(height) }, options);
      if (block !== undefined) {
        blocks.set(height, decodeBlock(block));
      }
    }
    return blocks;
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
    const { backoff, retriesBeforeFirstAnswer, answerMilliseconds, log } = this.#options;
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
            this.#trouble = `${doing} from ${this.address} failed: ${reason}`;
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
    return new Failure(`${doing} from node ${this.address} failed: ${reasonOf(error)}.${advice}`, exitCode.tryAgain, {
      cause: error,
    });
  }

  /**
   * The client for answers of at most so many bytes (undefined: as large as the largest block), made when first needed; a failure
   * to reach the node is not remembered.
   */
  #connected(readMaxBytes?: number): Promise<CoreClient> {
    const known = this.#clients.get(readMaxBytes);
    if (known !== undefined) {
      return known;
    }
    const client = nodeTransport(this.#options.url, this.#options.protocol, readMaxBytes).then(
      (transport: Transport) => createClient(undecodedCoreService, transport),
      (error: unknown) => {
        this.#clients.delete(readMaxBytes);
        throw error;
      },
    );
    this.#clients.set(readMaxBytes, client);
    return client;
  }
}

/** Reads the blocks of an answer, and lets others have their turn meanwhile: five hundred blocks may take longer than a commit. */
async function decodedInTurns(answered: Readonly<Record<string, UndecodedBlock>>): Promise<ReadonlyMap<number, Block>> {
  const blocks = new Map<number, Block>();
  const giveWay = givingWay();
  for (const [height, block] of Object.entries(answered)) {
    blocks.set(Number(height), decodeBlock(block));
    await giveWay();
  }
  return blocks;
}

/** @throws Error for a node that does not know its chain yet, as while it starts: an empty id is not a chain change */
function stateOf(chainId: string | undefined, head: bigint | undefined): NodeState {
  if (chainId === undefined || chainId === "") {
    throw new Error("the node does not say which chain it is of");
  }
  return { chainId, head: Number(head ?? 0n) };
}
