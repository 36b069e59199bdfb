import { readFileSync } from "node:fs";
import type { z } from "zod";

/**
 * Reads vectors that a Python script beside them wrote: one JSON value a line.
 *
 * @param file name in test/edge/data
 * @param shape what a line must be
 * @throws ZodError or SyntaxError when a line is something else
 */
export function readVectors<Shape extends z.ZodType>(file: string, shape: Shape): z.output<Shape>[] {
  return readFileSync(new URL(`data/${file}`, import.meta.url), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => shape.parse(JSON.parse(line)));
}
