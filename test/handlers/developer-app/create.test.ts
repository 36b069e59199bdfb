import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, enveloped, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { ana, appAfter, appRows, appSignature, badApps, ben, newApp, now, seconds, time } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, appRows);
});

afterAll(() => database.drop());

function create(data: object = {}, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  const metadata = JSON.stringify({ address: newApp.address, name: "New", ...data });
  return { ...ben, entity_type: "DeveloperApp", action: "Create", metadata, time, ...changes };
}

async function leftBy(tried: TriedTransaction, address = newApp.lower): Promise<unknown> {
  return undone(database.client, async () => {
    expect(await apply(database.client, tried)).toBeNull();
    return (await database.client.query(appAfter, [address])).rows[0];
  });
}

const hours = 60 * 60;

describe("DeveloperApp Create", () => {
  test("takes a bare address", async () => {
    const data = { description: "d", image_url: "https://img.example/x.png", redirect_uris: ["b", "a"] };
    expect(await leftBy(create(data))).toEqual({
      app: {
        ...{ address: newApp.lower, user_id: ben.user_id, name: "New" },
        ...{ description: "d", image_url: "https://img.example/x.png", is_personal_access: false },
        ...{ is_current: true, is_delete: false, created_at: now, updated_at: now },
        ...{ txhash: "0xtx1", blockhash: "0xblock1", blocknumber: 1 },
      },
      redirect_uris: ["b", "a"],
    });
  });

  test.each([
    ["with its signature", create({ app_signature: appSignature() })],
    ["almost 6 hours later", create({ app_signature: appSignature(seconds - 6 * hours + 1) })],
    ["with something that is not a signature", create({ app_signature: true })],
    ["in an envelope", create({}, { metadata: enveloped({ address: newApp.address, name: "New" }) })],
  ])("takes an app %s", async (_, tried) => {
    expect(await leftBy(tried)).toMatchObject({ app: { name: "New" }, redirect_uris: null });
  });

  test.each([
    ["a personal app", { is_personal_access: true }, { is_personal_access: true }],
    ["other kinds, which do not count", { is_personal_access: 1, description: 5 }, { description: null }],
    ["an image that is no address", { image_url: "an image" }, { image_url: null }],
    ["an image on another port", { image_url: "localhost:3000/x" }, { image_url: "localhost:3000/x" }],
  ])("takes %s", async (_, data, app) => {
    expect(await leftBy(create(data))).toMatchObject({ app: { is_personal_access: false, ...app } });
  });

  test("takes the address of a deleted app again, whoever it was", async () => {
    expect(await leftBy(create({ address: "0xGone" }), "0xgone")).toMatchObject({
      app: { user_id: ben.user_id, name: "New", is_delete: false, created_at: now },
    });
  });

  test.each<[code: string, tried: TriedTransaction]>([
    ...badApps.map(([code, data]): [string, TriedTransaction] => [code, create(data)]),
    ["name_missing", create({}, { metadata: "" })],
    ["signer_not_authorized", create({}, { signer: "0xother" })],
    ["address_missing", create({ address: null, app_signature: appSignature() })],
    ["address_too_long", create({ address: "a".repeat(256) })],
    ["invalid_address", create({ address: "0x\u0000" })],
    ["app_message_wrong", create({ app_signature: {} })],
    ["app_message_wrong", create({ app_signature: { ...appSignature(), message: "hello" } })],
    ["app_signature_expired", create({ app_signature: appSignature(seconds - 6 * hours) })],
    ["app_signature_expired", create({ app_signature: appSignature("noon") })],
    ["app_signature_invalid", create({ app_signature: { ...appSignature(), signature: "0x" } })],
    ["app_signature_invalid", create({ address: "0xfree", app_signature: appSignature() })],
    ["developer_app_exists", create({ address: "0xAPP" })],
    ["address_is_wallet", create({ address: ana.signer })],
  ])("%s", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
