import { readFileSync } from "node:fs";
import { z } from "zod";

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

/** Signatures, and whom eth_account recovers from each; null where it raises. */
export const ethereumVectors = readVectors(
  "ethereum-vectors.jsonl",
  z.object({ name: z.string(), message: z.string(), signature: z.string(), address: z.string().nullable() }),
);

/** Signatures by Solana keys, and whether PyNaCl takes each. */
export const ed25519Vectors = readVectors(
  "ed25519-vectors.jsonl",
  z.object({
    name: z.string(),
    message: z.string(),
    signature: z.string(),
    publicKey: z.string(),
    valid: z.boolean(),
  }),
);
