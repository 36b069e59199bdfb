import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, enveloped, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { ana, badProfiles, nameless, now, star, time, track, userAfter, userRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, userRows);
});

afterAll(() => database.drop());

function change(data: object, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  return { ...ana, entity_type: "User", action: "Update", metadata: enveloped(data), time, ...changes };
}

async function leftBy(...tried: TriedTransaction[]): Promise<unknown> {
  return undone(database.client, async () => {
    for (const each of tried) {
      expect(await apply(database.client, each)).toBeNull();
    }
    return (await database.client.query(userAfter, [tried[0]?.user_id])).rows[0];
  });
}

describe("User Update", () => {
  test.each([
    [
      "the profile, stamped",
      { bio: "new", profile_picture: "P", cover_photo: "C", twitter_handle: "t", coin_flair_mint: "M" },
      { bio: "new", profile_picture: "P", cover_photo: "C", twitter_handle: "t", coin_flair_mint: "M", name: "Ana" },
    ],
    ["situation 48: the handle", { handle: "new_name" }, { handle: "new_name", handle_lc: "new_name" }],
    ["situation 49: the spelling of the handle", { handle: "aNA" }, { handle: "aNA", handle_lc: "ana" }],
    ["situation 50: nothing that is emptied", { bio: null, name: "", location: 5 }, { bio: "old", name: "Ana" }],
    [
      "the account, by true and false only",
      { is_deactivated: true, allow_ai_attribution: 1, playlist_library: { contents: [2] } },
      { is_deactivated: true, allow_ai_attribution: false, playlist_library: { contents: [2] } },
    ],
    ["neither library nor type by null", { playlist_library: null, profile_type: null }, { profile_type: "label" }],
    ["no networks", { verified_with_twitter: true, is_verified: true }, { verified_with_twitter: false }],
  ])("changes %s", async (_, data, profile) => {
    const stamp = { txhash: "0xtx1", blockhash: "0xblock1", blocknumber: 1, updated_at: now };
    expect(await leftBy(change(data))).toMatchObject({
      profile: { playlist_library: expect.anything(), ...profile, ...stamp, created_at: "2026-01-01T00:00:00" },
    });
  });

  test("takes metadata that is none for no change", async () => {
    expect(await leftBy(change({}, { metadata: "[]" }))).toMatchObject({ profile: { bio: "old", updated_at: now } });
  });

  test("gives a handle to a user who had none", async () => {
    const after = { profile: { handle: "Late", handle_lc: "late" } };
    expect(await leftBy(change({ handle: "Late" }, nameless))).toMatchObject(after);
  });

  test.each([
    ["stays where it is not named", {}, track.own],
    ["is another track of one's own", { artist_pick_track_id: track.second }, track.second],
    ["is dropped by null", { artist_pick_track_id: null }, null],
    ["is dropped by 0", { artist_pick_track_id: 0 }, null],
    ["situation 51: is dropped where it is another's", { artist_pick_track_id: track.others, bio: "b" }, null],
    ["is dropped where it is deleted", { artist_pick_track_id: track.deleted }, null],
    ["situation 53: stays where it is not named by a number", { artist_pick_track_id: "9" }, track.own],
  ])("the artist pick %s", async (_, data, artist_pick_track_id) => {
    const bio = "bio" in data ? data.bio : "old";
    expect(await leftBy(change(data))).toMatchObject({ profile: { artist_pick_track_id, bio } });
  });

  test("situation 52: a pick whose track is deleted goes with the next change", async () => {
    await undone(database.client, async () => {
      const gone = { ...ana, entity_type: "Track", action: "Delete", entity_id: track.own };
      for (const tried of [gone, change({ location: "Oslo" })]) {
        expect(await apply(database.client, tried)).toBeNull();
      }
      const { rows } = await database.client.query(userAfter, [ana.user_id]);
      expect(rows).toMatchObject([{ profile: { artist_pick_track_id: null, location: "Oslo" } }]);
    });
  });

  test.each([
    ["keeps who brought the user", { referrer: nameless.user_id, is_mobile_user: true }, [[star.user_id, true]]],
    ["notes true alone as the use of the mobile app", { is_mobile_user: 1 }, [[star.user_id, false]]],
  ])("%s", async (_, events, expected) => {
    expect(await leftBy(change({ events }))).toMatchObject({ events: expected });
  });

  test.each([
    ["another wallet", ["second"], ["first", "second"]],
    ["the same wallet again", ["first"], ["first"]],
    ["no wallet", [null, "", 5], ["first"]],
  ])("notes in the history of payout wallets %s", async (_, given, wallets) => {
    const changes = given.map((spl_usdc_payout_wallet) => change({ spl_usdc_payout_wallet }));
    expect(await leftBy(...changes)).toMatchObject({ wallets });
  });

  test("notes one payout wallet a moment", async () => {
    const wallets = ["second", "third"].map((spl_usdc_payout_wallet) => change({ spl_usdc_payout_wallet }));
    expect(await leftBy(...wallets)).toMatchObject({
      profile: { spl_usdc_payout_wallet: "third" },
      wallets: ["first", "second"],
    });
  });

  test.each<[code: string, tried: TriedTransaction]>([
    ["signer_not_authorized", change({}, { signer: star.signer })],
    ["invalid_artist_pick_track_id", change({ artist_pick_track_id: 2 ** 31 })],
    ["invalid_playlist_library", change({ playlist_library: { "\u0000": 1 } })],
    ...badProfiles.map(([code, data]): [string, TriedTransaction] => [code, change(data)]),
  ])("%s", async (name, tried) => {
    const refused = await undone(database.client, () => apply(database.client, tried));
    expect(refused?.code).toBe(name.split(": ").at(-1));
  });
});
