import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Chain } from "../../src/devnet/chain.ts";
import { exportBlocks } from "../../src/devnet/export.ts";

/** Writes the devnet's first blocks into a file of its own, one a line. */
export async function exportedDevnet({
  blocks,
}: {
  blocks: number;
}): Promise<{ path: string; remove(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), "em-blocks-"));
  const path = join(directory, "blocks.ndjson");
  await exportBlocks(new Chain({ seed: "7", mix: "dense" }), blocks, path);
  return { path, remove: () => rm(directory, { recursive: true, force: true }) };
}
