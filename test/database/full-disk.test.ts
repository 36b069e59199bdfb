/** The embedded Postgres on a disk that fills, and on one that cannot be written. Needs root, to mount a small disk. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { processesIn } from "../../src/database/embedded-owner.ts";
import { runCommand, startCommand } from "../streamer/command.ts";

const disk = mkdtempSync(join(tmpdir(), "em-small-disk-"));
const canMount = mount("size=140m");

afterAll(() => {
  if (canMount) {
    execFileSync("umount", [disk]);
  }
  rmSync(disk, { recursive: true });
});

function mount(options: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", disk], { stdio: "ignore" });
    return true;
  } catch {
    // Only root may, and not in every container.
    return false;
  }
}

/** Writes until nothing fits any more. */
function fill(path: string): void {
  const piece = Buffer.alloc(1 << 20);
  try {
    for (;;) {
      writeFileSync(path, piece, { flag: "a" });
    }
  } catch {
    // Full, as wanted.
  }
}

const directory = join(disk, "data");
const flags = ["--data-directory", directory, "--devnet-blocks", "100000"];

test.runIf(canMount)(
  "a full disk is named with 75, nothing is left running, and it goes on when there is room",
  async () => {
    const command = startCommand(flags);
    await expect.poll(() => command.log(), { timeout: 120_000 }).toContain('"msg":"rules in force');
    const filler = join(disk, "filler");
    fill(filler);
    expect((await command.end()).code, command.log()).toBe(75);
    expect(command.log()).toContain("the disk is full that holds");
    expect(await processesIn(join(directory, "postgres"))).toEqual([]);

    expect(await runCommand(flags, { code: 75 })).toContain("the disk is full that holds");
    expect(await processesIn(join(directory, "postgres"))).toEqual([]);

    rmSync(filler);
    await runCommand([...flags, "--end", "1"]);
  },
);

test.runIf(canMount)("a disk that cannot be written is named with 78", async () => {
  execFileSync("mount", ["-o", "remount,ro", disk]);
  expect(await runCommand(flags, { code: 78 })).toMatch(
    /cannot be written: EROFS.*another folder with --data-directory/,
  );
  execFileSync("mount", ["-o", "remount,rw", disk]);
});
