import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toJsonString } from "@bufbuild/protobuf";
import type { Devnet } from "../../src/devnet/devnet.ts";
import { BlockSchema } from "../../src/generated/core/v1/types_pb.ts";
import { run } from "../support/command.ts";

/**
 * Indexes a range of a devnet's chain as from a stream that leaves out the first transaction of each block of some heights: the
 * transactions after it are applied without it.
 */
export async function indexLossily(
  devnet: Devnet,
  url: string,
  from: number,
  to: number,
  isLossy: (height: number) => boolean,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "em-lossy-"));
  try {
    const path = join(folder, "blocks.ndjson");
    await writeFile(path, [...lines(devnet, from, to, isLossy)].join(""));
    const ended = await run("start", url, "--source", path);
    if (ended.code !== 0) {
      throw new Error(`npm start -- --source ended with ${ended.code}:\n${ended.errors}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function* lines(
  devnet: Devnet,
  from: number,
  to: number,
  isLossy: (height: number) => boolean,
): Generator<string, void, undefined> {
  for (let height = from; height <= to; height += 1) {
    const block = devnet.chain.block(height);
    if (isLossy(height)) {
      block.transactions.shift();
    }
    yield `${toJsonString(BlockSchema, block)}\n`;
  }
}

/** The heights of a range at which such a stream loses something, as ranges of heights that follow each other. */
export function holesOf(
  devnet: Devnet,
  from: number,
  to: number,
  isLossy: (height: number) => boolean,
): { from: number; to: number; hashes: string[] }[] {
  const holes: { from: number; to: number; hashes: string[] }[] = [];
  for (let height = from; height <= to; height += 1) {
    const lost = devnet.chain.block(height).transactions[0]?.hash;
    if (lost === undefined || !isLossy(height)) {
      continue;
    }
    const last = holes.at(-1);
    if (last?.to === height - 1) {
      last.to = height;
      last.hashes.push(lost);
    } else {
      holes.push({ from: height, to: height, hashes: [lost] });
    }
  }
  return holes;
}
