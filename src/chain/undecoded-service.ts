import { CoreService } from "../generated/core/v1/service_pb.ts";
import {
  UndecodedGetBlockResponseSchema,
  UndecodedGetBlocksResponseSchema,
  UndecodedStreamBlocksResponseSchema,
} from "../generated/core/v1/undecoded_pb.ts";

const { getBlock, getBlocks, streamBlocks } = CoreService.method;

const method = {
  ...CoreService.method,
  getBlock: { ...getBlock, methodKind: "unary", output: UndecodedGetBlockResponseSchema },
  getBlocks: { ...getBlocks, methodKind: "unary", output: UndecodedGetBlocksResponseSchema },
  streamBlocks: { ...streamBlocks, methodKind: "server_streaming", output: UndecodedStreamBlocksResponseSchema },
} as const;

/** A core node's service as we call it: the content of transactions stays bytes until each is read by itself. */
export const undecodedCoreService = { ...CoreService, method, methods: Object.values(method) };
