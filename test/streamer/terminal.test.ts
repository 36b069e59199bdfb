/** What somebody sees who runs `npm start` on a terminal. */
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { colorsFor } from "../../src/colors.ts";
import { createLog } from "../../src/log.ts";
import { reporterFor } from "../../src/streamer/monitoring/report.ts";
import type { AppliedBlock } from "../../src/streamer/run/applied.ts";
import { appliedBlock, someState } from "./run-state.ts";

/** A terminal that remembers the lines above its table. */
function terminal(columns: number) {
  const lines: string[] = [];
  const screen = {
    colors: colorsFor({ isTTY: false }),
    columns: () => columns,
    line: (text: string) => void lines.push(text),
    draw: () => undefined,
    done: () => undefined,
  };
  return { screen, lines };
}

const hash = "0x5f0c1e9a";

function refused(count: number, reason = "user 7 follows user 8 already"): AppliedBlock[] {
  return [
    appliedBlock({
      height: 500,
      rejected: Array.from({ length: count }, (_, index) => ({
        index,
        hash,
        handler: "follow",
        code: "already_following",
        reason,
      })),
    }),
  ];
}

const atHead = { ...someState, height: 500, head: 500 };

describe("refused transactions on a terminal", () => {
  test("are a line each, cut to the width", () => {
    const { screen, lines } = terminal(60);
    using reporter = reporterFor(screen, createLog({ level: "info", write: () => undefined }), () => atHead);
    reporter.committed(refused(1), atHead);
    reporter.committed(refused(1, "a\nb"), atHead);
    expect(lines).toEqual([
      "refused follow: already_following  user 7 follows user 8 al\n",
      "refused follow: already_following  a?b (block 500, 0x5f0c1e\n",
    ]);
  });

  test("are cut by what they take up, whatever somebody calls themself", () => {
    const { screen, lines } = terminal(50);
    using reporter = reporterFor(screen, createLog({ level: "info", write: () => undefined }), () => atHead);
    reporter.committed(refused(1, "名前名前名前名前名前名前"), atHead);
    reporter.committed(refused(1, "\u202e\u001b[2Jevil\u0007"), atHead);
    expect(lines).toEqual([
      "refused follow: already_following  名前名前名前名\n",
      "refused follow: already_following  ??[2Jevil? (bl\n",
    ]);
  });

  test("are a few a second; the others are counted", async () => {
    const { screen, lines } = terminal(80);
    {
      using reporter = reporterFor(screen, createLog({ level: "info", write: () => undefined }), () => atHead);
      reporter.committed(refused(300), atHead);
      reporter.committed(refused(15), atHead);
      expect(lines).toHaveLength(3);
      await delay(1_300);
      expect(lines.slice(3)).toEqual(["        and 312 more: npm run status\n"]);
      reporter.committed(refused(5), atHead);
    }
    expect(lines.slice(7)).toEqual(["        and 2 more: npm run status\n"]);
  });

  test("are only counted by the table while it catches up", () => {
    const { screen, lines } = terminal(80);
    using reporter = reporterFor(screen, createLog({ level: "info", write: () => undefined }), () => someState);
    reporter.committed(refused(5), { ...someState, height: 100, head: 500 });
    expect(lines).toEqual([]);
  });

  test("are all in the log, with everything of each, where output is not a terminal", () => {
    const lines: string[] = [];
    const log = createLog({ level: "info", forPeople: false, write: (line) => lines.push(line) });
    {
      using reporter = reporterFor(undefined, log, () => atHead);
      reporter.committed(refused(20), atHead);
    }
    const told = lines.map((line): unknown => JSON.parse(line));
    expect(told.filter((line) => line !== null && typeof line === "object" && "code" in line)).toHaveLength(20);
    expect(told[0]).toMatchObject({ level: "warn", handler: "follow", code: "already_following", hash, block: 500 });
    expect(told.at(-1)).toMatchObject({ msg: "indexed", bottleneck: "database", busy: { database: 0.97 } });
  });
});
