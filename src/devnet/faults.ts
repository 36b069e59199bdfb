import { Code } from "@connectrpc/connect";
import { Random } from "./random.ts";

export type RpcName = "getNodeInfo" | "getStatus" | "getBlock" | "getBlocks" | "streamBlocks";

/** A moment at which the devnet may misbehave: a call that came in, or a block that is about to go out on a stream. */
export interface Occasion {
  readonly rpc: RpcName;
  /** Which call of this method it is since the devnet started, from 1; on a stream, which stream. */
  readonly call: number;
  /** The heights asked for; on a stream, the one about to be sent. */
  readonly heights: readonly number[];
  /** Blocks that this stream has sent already; 0 elsewhere. */
  readonly sent: number;
  /** Height of the chain's newest block. */
  readonly head: number;
}

/** One way to misbehave. */
export type Fault =
  /** Answers with an error, such as Code.Unavailable or Code.Unimplemented. */
  | { readonly kind: "error"; readonly code: Code; readonly message?: string }
  /** Answers rightly, but late. */
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** Closes the connection without an answer. */
  | { readonly kind: "cut" }
  /** Never answers, and keeps the connection open. */
  | { readonly kind: "silence" }
  /** Leaves blocks out: the first height asked for, or the one that the stream has come to. */
  | { readonly kind: "gap" }
  /** Gives the block before the one that was due; on a stream, the same block twice. */
  | { readonly kind: "duplicate" }
  /** Gives blocks, and the node's own words, under another chain id. */
  | { readonly kind: "chainId"; readonly chainId: string }
  /** Gives blocks with another hash than the chain's. */
  | { readonly kind: "otherHash" }
  /** Says that the head is so many blocks lower than it is, and has none above that. */
  | { readonly kind: "headBack"; readonly by: number }
  /** Gives bytes that are not a block. */
  | { readonly kind: "garbage" };

/** Decides at every occasion whether to misbehave, and how. Undefined: behave. */
export type FaultPlan = (occasion: Occasion) => Fault | undefined;

/** A plan by which methods answer as if the node did not have them. */
export function unimplemented(...rpcs: readonly RpcName[]): FaultPlan {
  return ({ rpc }) => (rpcs.includes(rpc) ? { kind: "error", code: Code.Unimplemented } : undefined);
}

/** A plan that misbehaves at the first so many occasions of a method and never again. */
export function firstOccasions(rpc: RpcName, count: number, fault: Fault): FaultPlan {
  let left = count;
  return (occasion) => {
    if (occasion.rpc !== rpc || left === 0) {
      return undefined;
    }
    left -= 1;
    return fault;
  };
}

/** A plan that misbehaves once, when this height is first asked for or due on a stream. */
export function onceAtHeight(height: number, fault: Fault): FaultPlan {
  let isDone = false;
  return ({ heights }) => {
    if (isDone || !heights.includes(height)) {
      return undefined;
    }
    isDone = true;
    return fault;
  };
}

/** A plan that asks several in turn; the first that wants to misbehave does. */
export function combined(...plans: readonly FaultPlan[]): FaultPlan {
  return (occasion) => {
    for (const plan of plans) {
      const fault = plan(occasion);
      if (fault !== undefined) {
        return fault;
      }
    }
    return undefined;
  };
}

/**
 * A plan drawn from a seed: at a share (0 to 1) of all occasions it misbehaves in a way from which a client can recover by asking
 * again (errors, delays, cuts, gaps, duplicates, garbage). The same occasions in the same order meet the same faults.
 */
export function seededFaults(seed: string, share: number, longestDelayMilliseconds = 50): FaultPlan {
  const random = new Random(`${seed}/faults`);
  const passing: readonly (() => Fault)[] = [
    () => ({
      kind: "error",
      code: random.pick([Code.Unavailable, Code.Internal, Code.DeadlineExceeded, Code.ResourceExhausted]),
    }),
    () => ({ kind: "delay", milliseconds: random.integer(1, longestDelayMilliseconds) }),
    () => ({ kind: "cut" }),
    () => ({ kind: "gap" }),
    () => ({ kind: "duplicate" }),
    () => ({ kind: "garbage" }),
  ];
  return () => (random.chance(share) ? random.pick(passing)() : undefined);
}
