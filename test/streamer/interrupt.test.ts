import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { until } from "../chain/fake-node.ts";

const exit = fileURLToPath(new URL("../../src/exit.ts", import.meta.url));
const log = fileURLToPath(new URL("../../src/log.ts", import.meta.url));

/** A process that takes its time with the block in hand: `work` runs with `interrupt`, and may call `finished`. */
function process(work: string) {
  const script = `
    import { setTimeout as delay } from "node:timers/promises";
    import { stopOnInterrupt } from ${JSON.stringify(exit)};
    import { createLog } from ${JSON.stringify(log)};
    const interrupt = stopOnInterrupt(createLog({ level: "info", forPeople: false }));
    setInterval(() => undefined, 1000);
    process.stdout.write("ready");
    await new Promise((resolve) => interrupt.signal.addEventListener("abort", resolve));
    ${work}
    process.exit(0);`;
  const child = spawn(globalThis.process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script]);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (more: string) => {
      output += more;
    });
  }
  const closed = once(child, "close");
  return {
    child,
    output: () => output,
    ready: () => until(() => output.includes("ready"), "the process is ready"),
    async code() {
      await closed;
      return child.exitCode;
    },
  };
}

describe("Ctrl-C", () => {
  test("once lets the block in hand be done", async () => {
    const { child, ready, code } = process("await delay(1000);");
    await ready();
    child.kill("SIGINT");
    expect(await code()).toBe(0);
  });

  test("is the same key press when it comes twice at once, as through npm", async () => {
    // The second comes from the process itself: on a busy machine ours would come too late to be the same key press.
    const { child, ready, code, output } = process(
      'globalThis.process.kill(globalThis.process.pid, "SIGINT"); await delay(1000);',
    );
    await ready();
    child.kill("SIGINT");
    expect(await code()).toBe(0);
    expect(output()).not.toContain("again");
  });

  test("twice ends at once, with 75", async () => {
    const { child, ready, code, output } = process(
      'await delay(800); globalThis.process.kill(globalThis.process.pid, "SIGTERM"); await delay(60_000);',
    );
    await ready();
    child.kill("SIGTERM");
    expect(await code()).toBe(75);
    expect(output()).toContain("SIGTERM again: ending at once");
  });

  test("ends with 75 when the block in hand is not done in five seconds", async () => {
    const { child, ready, code, output } = process("await delay(60_000);");
    await ready();
    child.kill("SIGINT");
    expect(await code()).toBe(75);
    expect(output()).toContain("not done after 5 s");
  });

  test("leaves closing its time once the block in hand is done", async () => {
    const { child, ready, code } = process("interrupt.finished(); await delay(5_500);");
    await ready();
    child.kill("SIGINT");
    expect(await code()).toBe(0);
  });
});
