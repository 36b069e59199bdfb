import { createClient, type Transport } from "@connectrpc/connect";
import { CoreService } from "../generated/core/v1/service_pb.ts";
import type { GetStatusResponse } from "../generated/core/v1/types_pb.ts";
import { nodeTransport, type RpcProtocol } from "./transport.ts";

/** A validator as a node knows it, itself among them. */
export interface NodeValidator {
  /** Its Ethereum address, in lower case. */
  readonly address: string;
  readonly endpoint: string;
  /** In upper case, as the chain's own transactions have it. */
  readonly cometAddress: string;
  readonly nodeType: string;
}

/** How long the node may take for its answer, in milliseconds. */
const answerMilliseconds = 30_000;

/**
 * Makes what asks a core node for the validators that it knows, by GetStatus: itself and its peers, those that were there from
 * the chain's first block among them, which no transaction registered. Those without an endpoint or a Comet address are left out, as
 * by the Go ETL. What it gives throws the network's error; nothing is tried again.
 */
export function validatorsOfNode(node: {
  readonly url: string;
  readonly protocol: RpcProtocol;
}): (signal: AbortSignal) => Promise<NodeValidator[]> {
  let transport: Promise<Transport> | undefined;
  return async (signal) => {
    // Kept while it works: each has connections of its own, which stay open for a while.
    transport ??= nodeTransport(node.url, node.protocol);
    try {
      const client = createClient(CoreService, await transport);
      return knownTo(await client.getStatus({}, { signal, timeoutMs: answerMilliseconds }));
    } catch (error) {
      transport = undefined;
      throw error;
    }
  };
}

function knownTo({ nodeInfo, peers }: GetStatusResponse): NodeValidator[] {
  return [...(nodeInfo === undefined ? [] : [nodeInfo]), ...(peers?.peers ?? [])]
    .filter(({ endpoint, cometAddress }) => endpoint !== "" && cometAddress !== "")
    .map(({ endpoint, cometAddress, ethAddress, nodeType }) => ({
      address: ethAddress.toLowerCase(),
      endpoint,
      cometAddress: cometAddress.toUpperCase(),
      nodeType,
    }));
}
