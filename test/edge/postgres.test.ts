import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transactionJson } from "../../src/edge/block.ts";
import { depthLimit, readMetadata } from "../../src/edge/json.ts";
import { signatureIndex } from "../../src/edge/signature-spec.ts";
import { cleanText } from "../../src/edge/text.ts";
import { blankDatabase, type TestDatabase } from "../support/database.ts";
import { mangledJson } from "./mangled-json.ts";
import { signatureSpecs } from "./signature-specs.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await blankDatabase();
});

afterAll(async () => {
  await database.drop();
});

const signatures = signatureIndex(signatureSpecs);

function transactionWith(metadata: string): string {
  return transactionJson(
    {
      index: 0,
      hash: "h",
      userId: 1n,
      entityType: "Track",
      entityId: 2n,
      action: "Create",
      metadata,
      signer: "s",
      signature: "",
      nonce: "",
    },
    signatures,
  );
}

/** What Postgres reads at one place of each text, as text. */
async function postgresReads(texts: readonly string[], path: readonly string[]): Promise<(string | null)[]> {
  const { rows } = await database.client.query<{ value: string | null }>(
    "select text::jsonb #>> $2 as value from unnest($1::text[]) with ordinality as given (text, place) order by place",
    [texts, path],
  );
  return rows.map(({ value }) => value);
}

describe("Postgres takes what the edge gives", () => {
  it("for any metadata, mangled or not, and reads the metadata back", async () => {
    const metadata = fc.sample(mangledJson(), { numRuns: 3000, seed: 20261124 });
    expect(await postgresReads(metadata.map(transactionWith), ["metadata"])).toEqual(metadata.map(cleanText));
    const errors = metadata.map((text) => (text === "" ? null : (readMetadata(text).error ?? null)));
    expect(await postgresReads(metadata.map(transactionWith), ["json_error"])).toEqual(errors);
    // Else this says little.
    expect(errors.filter((error) => error === null).length).toBeGreaterThan(500);
    expect(errors.filter((error) => error === "metadata_not_json").length).toBeGreaterThan(500);
  });

  it("for any string, which it reads back as it was", async () => {
    const strings = fc.sample(fc.string({ unit: "binary" }), { numRuns: 1000, seed: 20261124 });
    const read = await postgresReads(
      strings.map((text) => transactionWith(JSON.stringify({ text }))),
      ["json", "text"],
    );
    const standIns = await postgresReads(
      strings.map((text) => transactionWith(JSON.stringify({ text }))),
      ["nul"],
    );
    const restored = read.map((text, index) => text?.replaceAll(standIns[index] ?? "\0", "\0"));
    expect(restored).toEqual(strings);
  });

  it.each([
    "9007199254740993",
    "-9223372036854775809",
    "1".repeat(4300),
    "0.1000000000000000055511151231257827",
    `0.${"1".repeat(16383)}`,
  ])("with every digit of %.30s", async (number) => {
    expect(await postgresReads([transactionWith(`{"n":${number}}`)], ["json_2025", "n"])).toEqual([number]);
  });

  it.each(["9007199254740993", "-9223372036854775809", "1e21", "1.2345678901234568e+25", "0.1234567890123456789"])(
    "with the double that %s is to edition 2026",
    async (number) => {
      const [read] = await postgresReads([transactionWith(`{"n":${number}}`)], ["json", "n"]);
      expect(Number(read)).toBe(Number(number));
      expect(BigInt(Math.trunc(Number(read)))).toBe(BigInt(Math.trunc(Number(number))));
    },
  );

  it.each(["1.7976931348623157e308", "0e400", "1e-400", `0.${"1".repeat(15983)}e-400`, `${"1".repeat(308)}.5`])(
    "the extreme number %.30s",
    async (number) => {
      for (const member of ["json", "json_2025"]) {
        const [read] = await postgresReads([transactionWith(`{"n":${number}}`)], [member, "n"]);
        if (read !== null) {
          expect(Number(read)).toBe(Number(number));
        }
      }
    },
  );

  it("at the greatest depth, also inside nested function calls", async () => {
    await database.client.query(`
      create function nested(level integer, given text) returns jsonb language plpgsql as $$
      begin
        if level = 0 then
          return given::jsonb;
        end if;
        return nested(level - 1, given);
      end $$`);
    for (const metadata of [
      "[".repeat(depthLimit) + "]".repeat(depthLimit),
      '{"a":'.repeat(depthLimit) + "0".concat("}".repeat(depthLimit)),
    ]) {
      const { rows } = await database.client.query<{ length: number }>(
        "select length(nested(20, $1) ->> 'json') as length",
        [transactionWith(metadata)],
      );
      expect(rows[0]?.length).toBeGreaterThanOrEqual(metadata.length);
    }
  });

  it("at 200 kB of nothing but U+0000", async () => {
    const metadata = JSON.stringify({ text: "\0".repeat(200_000) });
    const [read] = await postgresReads([transactionWith(metadata)], ["json", "text"]);
    expect(read).toBe("\ue000".repeat(200_000));
  });
});
