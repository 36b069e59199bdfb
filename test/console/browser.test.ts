/** The console's page in a real browser: Debian's chromium, or the one that EM_TEST_CHROMIUM names. Without one these tests are skipped, and say so. */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConsoleIndexer, startConsoleIndexer } from "./indexer.ts";

const executable = [process.env.EM_TEST_CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path !== undefined && existsSync(path),
);
if (executable === undefined) {
  process.stderr.write("no browser: the tests of the console's page are skipped (apt-get install chromium)\n");
}

/** Where the pictures go, for somebody to look at. */
const pictures = join(tmpdir(), "em-console");

let indexer: ConsoleIndexer;
let browser: Browser;
const faults: string[] = [];

interface View {
  readonly width?: number;
  readonly scheme?: "light" | "dark";
  readonly path?: string;
}

/** Opens the page, and waits until it shows what the stream told. */
async function open({ width = 1280, scheme = "light", path = "/" }: View = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      faults.push(message.text());
    }
  });
  await page.goto(`${indexer.url}${path}`);
  if (path.startsWith("/docs") || path.startsWith("/source")) {
    return page;
  }
  await page.waitForSelector("#refused tbody tr");
  await page.waitForSelector("#facts dd");
  await page.waitForSelector("#rate-chart canvas", { timeout: 20_000 });
  return page;
}

describe.skipIf(executable === undefined)("the console's page", () => {
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    indexer = await startConsoleIndexer();
    browser = await chromium.launch({ executablePath: executable ?? "", args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser?.close();
    await indexer?.[Symbol.asyncDispose]();
  });

  test.each([
    { width: 1280, scheme: "light" },
    { width: 1280, scheme: "dark" },
    { width: 360, scheme: "light" },
    { width: 360, scheme: "dark" },
  ] as const)("fits $width pixels in $scheme, with readable contrast", async ({ width, scheme }) => {
    const page = await open({ width, scheme });
    expect(await page.textContent("#height")).toBe("60");
    expect(await page.textContent("#state")).toBe("At the head");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    await page.screenshot({ path: join(pictures, `${width}-${scheme}.png`), fullPage: true });
    expect(await page.evaluate(faintTexts)).toEqual([]);
    await page.close();
  });

  test("moves by itself, without being loaded again", async () => {
    const page = await open();
    indexer.devnet.advance(3);
    await expect.poll(() => page.textContent("#height"), { timeout: 20_000 }).toBe("63");
    await page.close();
  });

  test("is gone through by keyboard alone", async () => {
    const page = await open();
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.className")).toBe("skip");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("main");
    await page.keyboard.press("/");
    expect(await page.evaluate("document.activeElement.id")).toBe("query");
    await page.keyboard.type("already_following");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#found table");
    expect(await page.evaluate("document.activeElement.id")).toBe("found-title");
    expect(await page.textContent("#found-searched")).toMatch(
      /^Found \d+ rules?, \d+ refused\. A code of the rulebook/,
    );
    await page.screenshot({ path: join(pictures, "search-code.png") });
    await page.keyboard.press("Escape");
    expect(await page.isHidden("#found")).toBe(true);
    expect(await page.evaluate("document.activeElement.id")).toBe("query");
    await page.close();
  });

  test("leads from what was refused to the transaction, and to the rule in the rulebook", async () => {
    const page = await open();
    await page.click("#refused tbody tr td.hash a");
    await page.waitForSelector("#found .facts");
    expect(page.url()).toMatch(/\/\?q=\w+$/);
    await page.screenshot({ path: join(pictures, "search-hash.png") });
    await page.click("#found .rule");
    await page.waitForSelector("article");
    const place = decodeURIComponent(new URL(page.url()).hash.slice(1));
    expect(await page.isVisible(`li:has(> a[id="${place}"])`)).toBe(true);
    await page.screenshot({ path: join(pictures, "rulebook.png") });
    await page.goBack();
    await page.waitForSelector("#found .facts");
    await page.goBack();
    await expect.poll(() => page.isHidden("#found")).toBe(true);
    await page.close();
  });

  test("has landmarks, names and headings for who hears it", async () => {
    const page = await open();
    expect(await page.evaluate(unnamed)).toEqual([]);
    const outline = await page.$$eval("h1, h2", (headings) => headings.map(({ textContent }) => textContent));
    expect(outline[1]).toBe("How far the index is");
    for (const landmark of ["header", "main", "nav[aria-label]", "search"]) {
      expect(await page.$$(landmark)).toHaveLength(1);
    }
    // What moves every second is not read out; what is read out seldom changes.
    expect(await page.$$eval("[role=status], [aria-live]", (live) => live.map(({ id }) => id))).toEqual([
      "found-searched",
      "state",
      "trouble",
    ]);
    expect(await page.$$eval("table", (tables) => tables.every((table) => table.querySelector("th[scope=col]")))).toBe(
      true,
    );
    await page.close();
  });

  test("shows a stranger's words as words", async () => {
    const evil = '<img src=x onerror="document.title=1"><script>document.title = 2</script>';
    await indexer.database.client.query(
      `insert into em_rejections (chain_id, block_height, tx_index, tx_hash, handler, code, reason, edition)
       values ('devnet', 1000000, 0, 'evil', 'user_update', 'name_too_long', $1, '2026')`,
      [evil],
    );
    const page = await open();
    await expect.poll(() => page.textContent("#refused tbody td.reason"), { timeout: 20_000 }).toBe(evil);
    expect(await page.title()).toMatch(/em-apply$/);
    expect(await page.$$("main img, main script")).toEqual([]);
    await page.goto(`${indexer.url}/?q=${encodeURIComponent(evil)}`);
    await expect.poll(() => page.textContent("#found-title")).toBe(`Search: ${evil}`);
    await page.close();
    await indexer.database.client.query("delete from em_rejections where tx_hash = 'evil'");
  });

  test("loads nothing from elsewhere, and nothing went wrong in it", async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    for (const path of ["/", "/docs/rulebook", "/docs/operating", "/source/handlers/social/follow.ts"]) {
      await page.goto(`${indexer.url}${path}`);
    }
    expect(asked.filter((url) => !url.startsWith(`${indexer.url}/`))).toEqual([]);
    await page.close();
    expect(faults).toEqual([]);
  });

  test.each(["light", "dark"] as const)("the rulebook fits 360 pixels in %s", async (scheme) => {
    const page = await open({ width: 360, scheme, path: "/docs/rulebook#follow.already_following" });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    expect(await page.evaluate(faintTexts)).toEqual([]);
    await page.screenshot({ path: join(pictures, `rulebook-360-${scheme}.png`) });
    await page.close();
  });

  test("says that the indexer has ended", async () => {
    const page = await open();
    indexer.command.process.kill("SIGTERM");
    await expect.poll(() => page.textContent("#state"), { timeout: 20_000 }).toMatch(/^Connection lost/);
    await page.screenshot({ path: join(pictures, "lost.png") });
    await page.close();
  });
});

/** Runs in the page: texts whose contrast with what lies behind them is below 4.5 (WCAG AA). */
const faintTexts = `(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const light = (color) => {
    const [r, g, b] = [...rgb(color)].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let each = element; each !== null; each = each.parentElement) {
      const { backgroundColor } = getComputedStyle(each);
      if (rgb(backgroundColor)[3] === 255) return backgroundColor;
    }
    return "white";
  };
  const faint = new Set();
  for (const element of document.querySelectorAll("body *")) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== "");
    if (!hasText || !element.checkVisibility()) continue;
    const pair = [light(getComputedStyle(element).color), light(behind(element))].sort((one, other) => other - one);
    const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (contrast < 4.5) faint.add(element.tagName + "." + element.className + " " + contrast.toFixed(1));
  }
  return [...faint];
})()`;

/** Runs in the page: fields, buttons, links and sections without a name. */
const unnamed = `[...document.querySelectorAll("input, button, a, section, nav, figure")]
  .filter((element) => {
    const by = element.getAttribute("aria-labelledby");
    const name = element.getAttribute("aria-label")
      ?? (by === null ? undefined : document.getElementById(by)?.textContent)
      ?? (element.labels?.[0]?.textContent || element.textContent);
    return !name || name.trim() === "";
  })
  .map((element) => element.outerHTML.slice(0, 80))`;
