/**
 * Each handler by its three doors, with recorded transactions: em_apply with what the edge adds, em_apply with the raw metadata
 * only, and the generated typed wrapper of the handler's procedure.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadSpecs } from "../../codegen/specs.ts";
import { type ManageEntityType, transactionJson } from "../../src/edge/manage-entity.ts";
import { signatures as signatureSpecs } from "../../src/generated/signatures.ts";
import { signatures } from "../conformance/runner/signatures.ts";
import { loadRows } from "../conformance/runner/start-state.ts";
import { readTableShapes } from "../conformance/runner/table-shapes.ts";
import { readAs } from "../edge/readings.ts";
import { readRecorded, type Template } from "../fuzz/corpus.ts";
import { recordedFor } from "../fuzz/recorded-for.ts";
import { type Edition, procedures } from "../generated/procedures.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { undone } from "../support/procedure.ts";

const specs = await loadSpecs();
let database: TestDatabase;

function edgeText(template: Template): string {
  const fields = {
    ...template,
    index: 0,
    userId: BigInt(template.user_id),
    entityType: template.entity_type,
    entityId: BigInt(template.entity_id),
    type: typeOf(template),
    signature: template.signature ?? "",
    nonce: template.nonce ?? "",
  };
  return transactionJson(fields, signatures);
}

function typeOf({ kind }: Template): ManageEntityType {
  return kind ?? "manage_entity";
}

type Door = (template: Template) => Promise<string | undefined>;

/** The code with which em_apply refuses; "not judged" when it passes the transaction over. */
async function applied(transaction: string, time: number): Promise<string | undefined> {
  const { rows } = await database.client.query<{ applied: number; code: string | null }>(
    `select (answer ->> 'applied')::integer as applied, answer -> 'rejected' -> 0 ->> 'code' as code
     from coalesce((select max(height) from core_indexed_blocks where chain_id = 'em-test'), 0) as last_height
     cross join public.em_apply(jsonb_build_object('height', last_height + 1, 'hash', '0xb' || last_height, 'chain_id', 'em-test',
       'timestamp', to_timestamp($1), 'txs', jsonb_build_array($2::jsonb))) as answer`,
    [time, transaction],
  );
  return rows[0]?.code ?? (rows[0]?.applied === 1 ? undefined : "not judged");
}

const byEdge: Door = (template) => applied(edgeText(template), template.time);

const byRawMetadata: Door = (template) => {
  const { entity_type, action, metadata, signer, hash } = template;
  // Numbers of 64 bits stay what they are as text.
  const { user_id, entity_id } = template;
  const raw = { index: 0, hash, type: typeOf(template), user_id, entity_type, entity_id, action, metadata, signer };
  return applied(JSON.stringify(raw), template.time);
};

function byWrapper(edition: Edition, name: string): Door {
  const wrapper = Object.entries(procedures[edition]).find(([key]) => key === name)?.[1];
  if (wrapper === undefined) {
    throw new Error(`test/generated/procedures.ts has no wrapper of ${name} of edition ${edition}`);
  }
  return async (template) => {
    const { client } = database;
    const { rows } = await client.query<{ number: number; time: string }>(
      `insert into blocks (blockhash, parenthash, number, is_current)
       select '0xb', null, coalesce(max(number), 0) + 1, false from blocks
       returning number, (to_timestamp($1) at time zone 'UTC')::text as time`,
      [template.time],
    );
    const block = {
      number: rows[0]?.number ?? 0,
      hash: "0xb",
      time: rows[0]?.time ?? "",
      height: 1,
      chain_id: "em-test",
    };
    // What the edge adds, but for the metadata's JSON, which keeps its text.
    const added: { nul?: string; lone_surrogates?: boolean; recovered?: Record<string, string> } = JSON.parse(
      edgeText(template),
    );
    const clean = readAs(edition === "2025" ? "2025" : "2026", template.metadata);
    const refused = await wrapper(client, block, {
      ...("error" in clean && template.metadata !== "" ? { json_error: clean.error } : {}),
      ...(added.nul === undefined ? {} : { nul: added.nul }),
      ...(added.recovered === undefined ? {} : { recovered: added.recovered }),
      ...("json" in clean && template.metadata !== "" ? { json: clean.json } : {}),
      lone_surrogates: added.lone_surrogates ?? false,
      index: 0,
      hash: template.hash,
      user_id: BigInt(template.user_id),
      entity_type: template.entity_type,
      entity_id: BigInt(template.entity_id),
      action: template.action,
      metadata: template.metadata,
      signer: template.signer,
    });
    return refused?.code;
  };
}

/** What a door says of a transaction after those that its case holds before it, undone afterwards. */
async function afterEarlier(template: Template, door: Door): Promise<string | undefined> {
  return await undone(database.client, async () => {
    for (const each of template.earlier ?? []) await byEdge(each);
    return await door(template);
  });
}

describe.each(specs)("edition $edition", ({ edition, handlers }) => {
  const live = edition === "genesis" ? "2026" : edition;

  beforeAll(async () => {
    database = await freshDatabase(live);
    const { world } = readRecorded(live);
    await loadRows(database.client, await readTableShapes(database.client), world, "world.json");
  });

  afterAll(() => database.drop());

  describe.each(handlers.map((declared) => ({ name: declared.name, declared })))("$name", ({ name, declared }) => {
    const { accepted, refused } = recordedFor(declared);
    // What the genesis carries over was signed when it was made.
    const isSigned =
      edition !== "genesis" &&
      signatureSpecs.some(
        ({ entityType, action }) => entityType === declared.handler.entity && action === declared.handler.action,
      );

    test("applies a recorded transaction by each door", async () => {
      const [template] = accepted;
      if (template === undefined) throw new Error("the recorded cases have none that is accepted");
      const raw = await afterEarlier(template, byRawMetadata);
      expect(await afterEarlier(template, byEdge)).toBeUndefined();
      expect(await afterEarlier(template, byWrapper(edition, name))).toBeUndefined();
      // Only the edge recovers signatures.
      if (isSigned) expect(raw).toMatch(/signature/);
      else expect(raw).toBeUndefined();
    });

    test("refuses recorded transactions with the same codes by each door", async () => {
      const few = refused.slice(0, 12);
      const codesBy = async (door: Door) => {
        const codes: (string | undefined)[] = [];
        for (const template of few) codes.push(await afterEarlier(template, door));
        return codes;
      };
      const codes = await codesBy(byEdge);
      expect(codes).not.toContain(undefined);
      expect(await codesBy(byWrapper(edition, name))).toEqual(codes);
      if (!isSigned) expect(await codesBy(byRawMetadata)).toEqual(codes);
    });
  });
});
