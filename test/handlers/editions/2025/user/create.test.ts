import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, undone } from "../../../../support/procedure.ts";
import { ana, badHandles, badProfiles, payoutWallet, stranger, userAfter, userRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, userRows);
});

afterAll(async () => {
  await database.drop();
});

const newcomer = { handle: "New.Comer_1", name: "Новичок" };
const create = { ...stranger, entity_type: "User", action: "Create", metadata: enveloped(newcomer) };

async function created(metadata: string, signer: string): Promise<unknown> {
  return await undone(database.client, async () => {
    expect(await apply(database.client, { ...create, metadata, signer })).toBeNull();
    return (await database.client.query(userAfter, [create.user_id])).rows[0];
  });
}

describe("User Create", () => {
  test("writes user, events and payout wallet", async () => {
    const events = { referrer: 5, is_mobile_user: true };
    const data = { ...newcomer, spl_usdc_payout_wallet: payoutWallet, events, is_storage_v2: "whatever" };
    expect(await created(enveloped(data), "0xNEW")).toMatchObject({
      profile: {
        ...newcomer,
        handle_lc: "new.comer_1",
        wallet: "0xnew",
        bio: null,
        is_verified: false,
        is_current: true,
        is_storage_v2: true,
        txhash: "0xtx1",
        blockhash: "0xblock1",
        blocknumber: 1,
        created_at: "2026-06-01T12:00:00",
        updated_at: "2026-06-01T12:00:00",
      },
      events: [[5, true]],
      wallets: [payoutWallet],
    });
  });

  test.each([
    ["no JSON", "sign me up"],
    ["JSON without an envelope", "{}"],
    ["an envelope with null as data", enveloped(null)],
  ])("lets somebody in with %s, without handle and name", async (_, metadata) => {
    const after = {
      profile: { handle: null, handle_lc: null, name: null, wallet: "0xnew" },
      events: null,
      wallets: null,
    };
    expect(await created(metadata, "0xnew")).toMatchObject(after);
  });

  test("takes an empty name, and no referral by oneself", async () => {
    const data = { handle: "x", name: "", events: { referrer: stranger.user_id } };
    expect(await created(enveloped(data), "0xnew")).toMatchObject({ profile: { name: "" }, events: [[null, false]] });
  });

  test("finds tracks and events that were there before", async () => {
    await undone(database.client, async () => {
      const pick = enveloped({ ...newcomer, artist_pick_track_id: 12 });
      expect(await apply(database.client, { ...create, metadata: pick })).toBeNull();
      const brought = enveloped({ handle: "another", name: "x", events: { referrer: 5 } });
      const user = { user_id: 3_000_010, signer: "0xtenth" };
      expect(await apply(database.client, { ...create, ...user, metadata: brought })).toBeNull();
      expect((await database.client.query(userAfter, [3_000_010])).rows).toMatchObject([{ events: [[5, true]] }]);
    });
  });

  test.each<[string, object]>([
    ["user_exists", { user_id: ana.user_id }],
    ["user_id_below_offset", { user_id: 2_999_999 }],
    ["user_id_out_of_range", { user_id: 2n ** 31n }],
    ["signer_is_app", { signer: "0xAPP" }],
    ["wallet_taken", { signer: "0xANA" }],
    ["metadata_missing", { metadata: "" }],
    ["metadata_data_not_object", { metadata: enveloped([]) }],
    ...badHandles.map(([code, data]): [string, object] => [code, { metadata: enveloped(data) }]),
    ...badProfiles.map(([code, data]): [string, object] => [code, { metadata: enveloped({ ...newcomer, ...data }) }]),
    ["artist_pick_missing", { metadata: enveloped({ ...newcomer, artist_pick_track_id: 10 }) }],
  ])("%s: %o", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...create, ...changes }));
    expect(refused?.code).toBe(code);
  });
});
