import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, undone } from "../../../../support/procedure.ts";
import {
  ana,
  badHandles,
  badProfiles,
  nameless,
  otherPayoutWallet,
  payoutWallet,
  star,
  userAfter,
  userRows,
} from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, userRows);
});

afterAll(async () => {
  await database.drop();
});

interface User {
  readonly user_id: number;
  readonly signer: string;
}

const update = { entity_type: "User", action: "Update" };

/** The user after these Updates, each in a block of its own but at one time. */
async function updated(user: User, ...changes: object[]): Promise<unknown> {
  return await undone(database.client, async () => {
    for (const data of changes) {
      expect(await apply(database.client, { ...update, ...user, metadata: enveloped(data) })).toBeNull();
    }
    return (await database.client.query(userAfter, [user.user_id])).rows[0];
  });
}

describe("User Update", () => {
  test("takes the members that Create does not know", async () => {
    const data = {
      primary_id: 5,
      secondary_ids: [6, 7],
      replica_set_update_signer: "0xsigner",
      user_storage_account: "storage",
      user_authority_account: "authority",
    };
    expect(await updated(ana, data)).toMatchObject({ profile: data });
  });

  test("changes what the metadata names, and stamps the row", async () => {
    const data = { name: "Ann", artist_pick_track_id: 10, handle: "other", wallet: "0xother", is_verified: true };
    expect(await updated(ana, data)).toMatchObject({
      profile: {
        name: "Ann",
        artist_pick_track_id: 10,
        bio: "old",
        handle: "Ana",
        handle_lc: "ana",
        wallet: "0xana",
        is_verified: false,
        txhash: "0xtx1",
        blocknumber: 1,
        created_at: "2026-01-01T00:00:00",
        updated_at: "2026-06-01T12:00:00",
      },
      events: [[star.user_id, false]],
      wallets: [payoutWallet],
    });
  });

  test.each<[string, User, object, object]>([
    ["gives a first handle and name", nameless, { handle: "No.One", name: "" }, { handle_lc: "no.one", name: "" }],
    ["takes the bio away", ana, { bio: null }, { bio: null }],
    ["takes the default for null", ana, { is_storage_v2: null }, { is_storage_v2: false }],
    ["makes an empty list no bio", ana, { bio: [] }, { bio: null }],
    [
      "takes a network's handle as given",
      ana,
      { twitter_handle: "x", verified_with_twitter: true },
      { twitter_handle: "x" },
    ],
    [
      "gives the verified their own handle on the networks that verified them",
      star,
      {
        twitter_handle: "x",
        instagram_handle: "x",
        tiktok_handle: "x",
        verified_with_tiktok: 1,
        verified_with_twitter: true,
      },
      { twitter_handle: "Star", instagram_handle: "x", tiktok_handle: "Star" },
    ],
  ])("%s", async (_, user, data, profile) => {
    expect(await updated(user, data)).toMatchObject({ profile });
  });

  test.each<[string, object[], object]>([
    ["a referrer, the first only", [{ events: { referrer: 7 } }], { events: [[star.user_id, false]] }],
    ["the mobile app once for all", [{ events: { is_mobile_user: true } }], { events: [[star.user_id, true]] }],
    [
      "a new payout wallet",
      [{ spl_usdc_payout_wallet: otherPayoutWallet }],
      { wallets: [payoutWallet, otherPayoutWallet] },
    ],
    ["no payout wallet as one", [{ spl_usdc_payout_wallet: null }], { wallets: [payoutWallet, null] }],
    ["no payout wallet twice", [{ spl_usdc_payout_wallet: payoutWallet }], { wallets: [payoutWallet] }],
    [
      "one payout wallet a block's time",
      [{ spl_usdc_payout_wallet: otherPayoutWallet }, { spl_usdc_payout_wallet: null }],
      { profile: { spl_usdc_payout_wallet: null }, wallets: [payoutWallet, otherPayoutWallet] },
    ],
  ])("notes %s", async (_, changes, after) => {
    expect(await updated(ana, ...changes)).toMatchObject(after);
  });

  test.each<[string, object]>([
    ["metadata_missing", { metadata: "" }],
    ["signer_not_authorized", { signer: "0xother" }],
    ["user_missing", { user_id: 1 }],
    ["contents_not_fetchable", { metadata: enveloped({ playlist_contents: [{ track: [1] }] }) }],
    ...badProfiles
      .filter(([code]) => !code.startsWith("referrer"))
      .map(([code, data]): [string, object] => [code, { metadata: enveloped(data) }]),
    ...badHandles.map(([code, data]): [string, object] => [code, { ...nameless, metadata: enveloped(data) }]),
    ["referrer_out_of_range", { ...star, metadata: enveloped({ events: { referrer: 1e20 } }) }],
    ["referrer_not_number", { ...star, metadata: enveloped({ events: { referrer: false } }) }],
  ])("%s: %o", async (code, changes) => {
    const tried = { ...update, ...ana, metadata: enveloped({ bio: "x" }), ...changes };
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
