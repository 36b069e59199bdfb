import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, type TriedTransaction, undone } from "../../../../support/procedure.ts";
import { longText } from "../../../user/seed.ts";

const time = "2026-10-01T12:00:00.25Z";
const now = "2026-10-01T12:00:00.25";
const created_at = "2019-03-04T05:06:07.123456Z";
const then = "2019-03-04T05:06:07.123456";
const migration = "0xA11cE0";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, { users: [{ user_id: 50, wallet: "0xold" }] });
});

afterAll(() => database.drop());

function carried(metadata: string, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  const pair = { kind: "manage_entity_migration", entity_type: "User", action: "Create" } as const;
  return { ...pair, user_id: 51, signer: "0xC0FFee", metadata, time, ...changes };
}

async function usersAfter(...tried: TriedTransaction[]): Promise<unknown> {
  return undone(database.client, async () => {
    for (const each of tried) {
      expect(await apply(database.client, each)).toBeNull();
    }
    const { rows } = await database.client.query(
      "select to_jsonb(users) as row from users where user_id > 50 order by 1",
    );
    return rows.map(({ row }) => row);
  });
}

describe("User Create of the genesis", () => {
  test.each<[situation: string, metadata: string, expected: object]>([
    [
      "situation 1: at the time that is carried, by the signer's wallet",
      enveloped({ handle: "Ray", created_at }),
      {
        ...{ user_id: 51, handle: "Ray", handle_lc: "ray", wallet: "0xc0ffee", is_storage_v2: true },
        ...{ created_at: then, updated_at: then },
      },
    ],
    [
      "situation 4: at the block's time where nothing is carried",
      "",
      { handle: null, name: null, created_at: now, updated_at: now },
    ],
    [
      "situation 6: with its flags",
      enveloped({ is_deactivated: true, is_available: false, is_verified: true, coin_flair_mint: "" }),
      {
        ...{ is_deactivated: true, is_available: false, is_verified: true, coin_flair_mint: null },
        ...{
          verified_with_twitter: false,
          verified_with_instagram: false,
          verified_with_tiktok: false,
          is_current: true,
        },
      },
    ],
    ["situation 6: without flags", enveloped({ is_verified: 1 }), { is_verified: false, is_available: true }],
    ["situation 7: as an artist", enveloped({ profile_type: "artist" }), { profile_type: null }],
    ["situation 7: as a label", enveloped({ profile_type: "label" }), { profile_type: "label" }],
    ["situation 8: with a pick of no track", enveloped({ artist_pick_track_id: 9 }), { artist_pick_track_id: 9 }],
    [
      "situation 9: with a time at the root, and without data",
      '{"created_at":"2020-01-02 03:04:05.5"}',
      { created_at: "2020-01-02T03:04:05.5" },
    ],
    ["situation 10: with a date alone", enveloped({ created_at: "2020-01-02" }), { created_at: now }],
    ["situation 10: with a number", enveloped({ created_at: 1_577_934_245 }), { created_at: now }],
    ["situation 10: with a time of no zone", enveloped({ created_at: "2020-01-02T03:04:05" }), { created_at: now }],
    [
      "situation 11: with a time at the root where the data have none",
      '{"created_at":"2020-01-02T00:00:00Z","data":{"created_at":5}}',
      { created_at: "2020-01-02T00:00:00" },
    ],
    [
      "with what they settled",
      enveloped({ playlist_library: { contents: [] }, allow_ai_attribution: true }),
      { playlist_library: { contents: [] }, allow_ai_attribution: true },
    ],
    [
      "whatever their profile breaks",
      enveloped({ handle: "admin no handle", name: "n".repeat(99), bio: "b".repeat(999) }),
      { handle: "admin no handle", name: "n".repeat(99) },
    ],
  ])("%s", async (_, metadata, expected) => {
    expect(await usersAfter(carried(metadata))).toMatchObject([expected]);
  });

  test("situation 3: handles and wallets need not be one's own", async () => {
    const dj = enveloped({ handle: "dj" });
    expect(await usersAfter(carried(dj), carried(dj, { user_id: 52 }))).toMatchObject([
      { handle_lc: "dj", wallet: "0xc0ffee" },
      { handle_lc: "dj", wallet: "0xc0ffee" },
    ]);
  });

  test("situation 5: a user without a wallet has the migration's", async () => {
    const mute = { entity_type: "User", entity_id: 50, action: "Mute", user_id: 51, signer: migration, metadata: "" };
    const tried = [carried("", { signer: migration }), carried("", mute)];
    expect(await usersAfter(...tried)).toMatchObject([{ wallet: "0xa11ce0" }]);
  });

  test("leaves events and payout wallets unnoted", async () => {
    await undone(database.client, async () => {
      const data = { spl_usdc_payout_wallet: "no key", events: { referrer: 50 } };
      expect(await apply(database.client, carried(enveloped(data)))).toBeNull();
      for (const table of ["user_events", "user_payout_wallet_history"]) {
        expect((await database.client.query(`select from ${table}`)).rows).toEqual([]);
      }
    });
  });

  test.each<[code: string, changes: Partial<TriedTransaction>]>([
    ["situation 2: user_exists", { user_id: 50 }],
    ["user_id_out_of_range", { user_id: 2n ** 31n }],
    ["wallet_too_long", { signer: longText }],
    ["invalid_handle", { metadata: enveloped({ handle: longText }) }],
    ["invalid_name", { metadata: enveloped({ name: "\u0000" }) }],
    ["invalid_artist_pick_track_id", { metadata: enveloped({ artist_pick_track_id: 2 ** 31 }) }],
    ["invalid_playlist_library", { metadata: enveloped({ playlist_library: ["\u0000"] }) }],
    ["no_handler", { entity_type: "MutedUser", action: "Mute" }],
  ])("%s", async (name, changes) => {
    const refused = await undone(database.client, () => apply(database.client, carried("", changes)));
    expect(refused?.code).toBe(name.split(": ").at(-1));
  });
});
