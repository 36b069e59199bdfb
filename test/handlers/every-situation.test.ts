/**
 * Holds the tests against the list of situations that the rules of 2026 and of the genesis range were settled by: each stands, by its
 * number, in the name of a test of what it is about.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const situations = 95;

const folder = fileURLToPath(new URL("..", import.meta.url));

test("every situation has a test", () => {
  const texts = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(join(folder, path), "utf8"));
  const tested = new Set(
    texts.flatMap((text) => [...text.matchAll(/situation (\d+)\b/g)].map(([, number]) => Number(number))),
  );
  const listed = Array.from({ length: situations }, (_, index) => index + 1);
  expect([...tested].toSorted((one, other) => one - other)).toEqual(listed);
});
