import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, enveloped, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { ana, badProfiles, longText, newcomer, now, time, userAfter, userRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, userRows);
});

afterAll(() => database.drop());

function signUp(metadata: string, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  return { ...newcomer, entity_type: "User", action: "Create", metadata, time, ...changes };
}

async function leftBy(tried: TriedTransaction): Promise<unknown> {
  return undone(database.client, async () => {
    expect(await apply(database.client, tried)).toBeNull();
    return (await database.client.query(userAfter, [tried.user_id])).rows[0];
  });
}

const pictures = {
  ...{ profile_picture: "P", profile_picture_sizes: "PS" },
  ...{ cover_photo: "C", cover_photo_sizes: "CS" },
};

describe("User Create", () => {
  test("writes user, events and payout wallet", async () => {
    const said = { handle: "New.Comer_1", name: "Новичок", ...pictures, spl_usdc_payout_wallet: "any text" };
    const events = { referrer: 5.9, is_mobile_user: true };
    expect(await leftBy(signUp(enveloped({ ...said, events })))).toMatchObject({
      profile: {
        ...said,
        handle_lc: "new.comer_1",
        wallet: "0xnewcomer",
        bio: null,
        is_verified: false,
        is_available: true,
        is_storage_v2: true,
        is_current: true,
        txhash: "0xtx1",
        blockhash: "0xblock1",
        blocknumber: 1,
        created_at: now,
        updated_at: now,
      },
      events: [[5, true]],
      wallets: ["any text"],
    });
  });

  test.each([
    ["situation 44: nothing", "", {}],
    ["no JSON", "sign me up", {}],
    ["flat metadata", '{"name":"N"}', { name: "N" }],
    [
      "situation 45: a word close to a reserved one",
      enveloped({ handle: "tracks1" }),
      { handle: "tracks1", handle_lc: "tracks1" },
    ],
    ["situation 46: a name of 32 characters", enveloped({ name: "😀".repeat(32) }), { name: "😀".repeat(32) }],
    ["situation 47: a bio of 256 characters", enveloped({ bio: "😀".repeat(256) }), { bio: "😀".repeat(256) }],
    [
      "other kinds, which do not count",
      enveloped({ handle: 5, bio: ["x"], website: "" }),
      { bio: null, website: null },
    ],
    ["U+0000 in a member that is not stored", enveloped({ name: "N", note: "\u0000" }), { name: "N" }],
    ["a label", enveloped({ profile_type: "label" }), { profile_type: "label" }],
    ["another type of profile", enveloped({ profile_type: "artist" }), { profile_type: null }],
    [
      "what only comes later",
      enveloped({ is_verified: true, is_deactivated: true, artist_pick_track_id: 10, playlist_library: {} }),
      { is_verified: false, is_deactivated: false, artist_pick_track_id: null, playlist_library: null },
    ],
  ])("takes %s", async (_, metadata, profile) => {
    expect(await leftBy(signUp(metadata))).toMatchObject({
      profile: { handle: null, handle_lc: null, name: null, wallet: "0xnewcomer", ...profile },
      events: null,
      wallets: null,
    });
  });

  test.each([
    ["oneself", newcomer.user_id],
    ["nobody", 0],
    ["a number beyond every user's", 2 ** 31],
    ["a text", "5"],
  ])("notes no referral by %s", async (_, referrer) => {
    expect(await leftBy(signUp(enveloped({ events: { referrer } })))).toMatchObject({ events: [[null, false]] });
  });

  test("changes the events that a number has already", async () => {
    await undone(database.client, async () => {
      const row = { user_id: newcomer.user_id, referrer: null, is_mobile_user: true, blocknumber: 0 };
      await seed(database.client, { user_events: [row] });
      expect(await apply(database.client, signUp(enveloped({ events: { referrer: 5 } })))).toBeNull();
      const { rows } = await database.client.query(userAfter, [newcomer.user_id]);
      expect(rows).toMatchObject([{ events: [[5, true]] }]);
    });
  });

  test("lets the address of a deleted app become a user", async () => {
    expect(await leftBy(signUp("", { signer: "0xGONE" }))).toMatchObject({ profile: { wallet: "0xgone" } });
  });

  test.each<[code: string, changes: Partial<TriedTransaction>]>([
    ["user_exists", { user_id: ana.user_id }],
    ["user_id_below_offset", { user_id: 2_999_999 }],
    ["user_id_out_of_range", { user_id: 2n ** 31n }],
    ["signer_is_app", { signer: "0xAPP" }],
    ["wallet_taken", { signer: "0xANA" }],
    ["wallet_too_long", { signer: longText }],
    ...badProfiles.map(([code, data]): [string, object] => [code, { metadata: enveloped(data) }]),
  ])("%s", async (name, changes) => {
    const refused = await undone(database.client, () => apply(database.client, signUp("", changes)));
    expect(refused?.code).toBe(name.split(": ").at(-1));
  });
});
