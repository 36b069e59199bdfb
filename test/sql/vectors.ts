import { readFileSync } from "node:fs";
import { z } from "zod";

/**
 * Reads vectors that were made by calling the functions of the Python reference.
 *
 * @param file name in test/data/sql
 * @param shape what the file must hold
 * @throws ZodError or SyntaxError when it holds something else
 */
export function readVectors<Shape extends z.ZodType>(file: string, shape: Shape): z.output<Shape> {
  return shape.parse(JSON.parse(readFileSync(new URL(`../data/sql/${file}`, import.meta.url), "utf8")));
}

const result = z.union([z.string(), z.boolean(), z.number(), z.null()]);

/** Functions of one argument: name, and pairs of argument (as text) and result. */
export const functionVectors = z.array(
  z.object({ function: z.string().regex(/^[a-z_]+$/), vectors: z.array(z.tuple([z.string(), result])) }),
);
