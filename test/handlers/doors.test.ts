/**
 * Each handler by its three doors, with recorded transactions: em_apply with what the edge adds, em_apply with the raw metadata
 * only, and the generated typed wrapper of the handler's procedure.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anyEntity } from "#spec";
import { type DeclaredHandler, loadSpecs } from "../../codegen/specs.ts";
import { transactionJson } from "../../src/edge/manage-entity.ts";
import { signatures as signatureSpecs } from "../../src/generated/signatures.ts";
import { signatures } from "../conformance/runner/signatures.ts";
import { loadRows } from "../conformance/runner/start-state.ts";
import { readTableShapes } from "../conformance/runner/table-shapes.ts";
import { readAs } from "../edge/readings.ts";
import { readCorpus, type Template } from "../fuzz/corpus.ts";
import { procedures } from "../generated/procedures.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { undone } from "../support/procedure.ts";

// The recorded cases in test/data are of this edition.
const handlers = (await loadSpecs()).find(({ edition }) => edition === "2025")?.handlers ?? [];
const corpus = readCorpus();
let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await loadRows(database.client, await readTableShapes(database.client), corpus.world, "world.json");
});

afterAll(async () => {
  await database.drop();
});

function edgeText(template: Template): string {
  const fields = {
    ...template,
    index: 0,
    userId: BigInt(template.user_id),
    entityType: template.entity_type,
    entityId: BigInt(template.entity_id),
    signature: template.signature ?? "",
    nonce: template.nonce ?? "",
  };
  return transactionJson(fields, signatures);
}

type Door = (template: Template) => Promise<string | undefined>;

/** The code with which em_apply refuses; "not judged" when it passes the transaction over. */
async function applied(transaction: string, time: number): Promise<string | undefined> {
  const { rows } = await database.client.query<{ applied: number; code: string | null }>(
    `select (answer ->> 'applied')::integer as applied, answer -> 'rejected' -> 0 ->> 'code' as code
     from public.em_apply(jsonb_build_object('height', 1, 'hash', '0xb', 'chain_id', 'em-test',
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
  const raw = { index: 0, hash, type: "manage_entity", user_id, entity_type, entity_id, action, metadata, signer };
  return applied(JSON.stringify(raw), template.time);
};

function byWrapper(name: string): Door {
  const wrapper = Object.entries(procedures["2025"]).find(([key]) => key === name)?.[1];
  if (wrapper === undefined) {
    throw new Error(`test/generated/procedures.ts has no wrapper of ${name}`);
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
    const clean = readAs("2025", template.metadata);
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

/** The recorded transactions of a handler that need nothing but the world. */
function recordedFor({ handler }: DeclaredHandler): { accepted: Template[]; refused: Template[] } {
  const own = corpus.templates.filter(
    ({ entity_type, action, alone }) =>
      alone && action === handler.action && (handler.entity === anyEntity || entity_type === handler.entity),
  );
  return { accepted: own.filter(({ accepted }) => accepted), refused: own.filter(({ accepted }) => !accepted) };
}

describe.each(handlers.map((declared) => ({ name: declared.name, declared })))("$name", ({ name, declared }) => {
  const { accepted, refused } = recordedFor(declared);
  const isSigned = signatureSpecs.some(
    ({ entityType, action }) => entityType === declared.handler.entity && action === declared.handler.action,
  );

  test("applies a recorded transaction by each door", async () => {
    const [template] = accepted;
    if (template === undefined) throw new Error("the recorded cases have none that is accepted");
    const raw = await undone(database.client, () => byRawMetadata(template));
    expect(await undone(database.client, () => byEdge(template))).toBeUndefined();
    expect(await undone(database.client, () => byWrapper(name)(template))).toBeUndefined();
    // Only the edge recovers signatures.
    if (isSigned) expect(raw).toMatch(/signature/);
    else expect(raw).toBeUndefined();
  });

  test("refuses recorded transactions with the same codes by each door", async () => {
    const few = refused.slice(0, 12);
    const codesBy = async (door: Door) => {
      const codes: (string | undefined)[] = [];
      for (const template of few) codes.push(await undone(database.client, () => door(template)));
      return codes;
    };
    const codes = await codesBy(byEdge);
    expect(codes).not.toContain(undefined);
    expect(await codesBy(byWrapper(name))).toEqual(codes);
    if (!isSigned) expect(await codesBy(byRawMetadata)).toEqual(codes);
  });
});
