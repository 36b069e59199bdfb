import { createWriteStream } from "node:fs";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { toJsonString } from "@bufbuild/protobuf";
import { BlockSchema } from "../generated/core/v1/types_pb.ts";
import type { Chain } from "./chain.ts";

/**
 * Writes the blocks 1 to the given height as NDJSON, one core.v1.Block a line in the protobuf JSON mapping: what `npm start --
 * --source` reads.
 * @param path "-" for standard output
 * @throws the system's error when the file cannot be written
 */
export async function exportBlocks(chain: Chain, height: number, path: string): Promise<void> {
  const target: Writable = path === "-" ? process.stdout : createWriteStream(path);
  await pipeline(Readable.from(lines(chain, height)), target, { end: path !== "-" });
}

function* lines(chain: Chain, height: number): Generator<string> {
  for (let at = 1; at <= height; at += 1) {
    yield `${toJsonString(BlockSchema, chain.block(at))}\n`;
  }
}
