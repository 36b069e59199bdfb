import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, undone } from "../../../../support/procedure.ts";
import { ana, star, userRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, userRows);
});

afterAll(async () => {
  await database.drop();
});

/** Who verifies when nothing else is set (S4). */
const verifier = "0xbeef8E42e8B5964fDD2b7ca8efA0d9aef38AA996";
const verify = {
  user_id: ana.user_id,
  signer: verifier,
  entity_type: "User",
  action: "Verify",
  metadata: enveloped({ is_verified: true }),
};

async function verified(user_id: number, data: object): Promise<unknown> {
  return await undone(database.client, async () => {
    expect(await apply(database.client, { ...verify, user_id, metadata: enveloped(data) })).toBeNull();
    return (await database.client.query("select * from users where user_id = $1", [user_id])).rows[0];
  });
}

describe("User Verify", () => {
  test.each([
    [
      "on twitter before all others",
      { is_verified: true, twitter_handle: "ana", instagram_handle: "ana2" },
      { is_verified: true, twitter_handle: "ana", verified_with_twitter: true, instagram_handle: null },
    ],
    [
      "on instagram before tiktok",
      { is_verified: 1, instagram_handle: "ana", tiktok_handle: "ana2" },
      { is_verified: true, instagram_handle: "ana", verified_with_instagram: true, tiktok_handle: null },
    ],
    [
      "on tiktok",
      { is_verified: true, tiktok_handle: "ana" },
      { is_verified: true, tiktok_handle: "ana", verified_with_tiktok: true },
    ],
    ["on no network", { is_verified: true }, { is_verified: true, txhash: "0xtx1", blocknumber: 1 }],
    [
      "not, but notes the handle",
      { is_verified: false, twitter_handle: "ana" },
      { is_verified: false, twitter_handle: "ana", verified_with_twitter: false },
    ],
  ])("verifies %s", async (_, data, after) => {
    expect(await verified(ana.user_id, data)).toMatchObject(after);
  });

  test("takes a verification back never", async () => {
    expect(await verified(star.user_id, { is_verified: false, name: "x" })).toMatchObject({ is_verified: true });
    expect(await verified(star.user_id, { is_verified: "no", name: "x" })).toMatchObject({ is_verified: true });
  });

  test.each([
    ["metadata_missing", { metadata: "" }],
    ["metadata_without_changes", { metadata: enveloped({ is_verified: false }) }],
    ["signer_not_verifier", ana],
    ["user_missing", { user_id: 99 }],
    ["invalid_is_verified", { metadata: enveloped({ is_verified: "yes" }) }],
    ["invalid_twitter_handle", { metadata: enveloped({ is_verified: true, twitter_handle: ["x", 5] }) }],
    ["invalid_instagram_handle", { metadata: enveloped({ is_verified: true, instagram_handle: [["x"]] }) }],
    ["invalid_tiktok_handle", { metadata: enveloped({ is_verified: true, tiktok_handle: { x: 1 } }) }],
  ])("%s", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...verify, ...changes }));
    expect(refused?.code).toBe(code);
  });
});

describe("the verifier (S4)", () => {
  test.each([
    ["is the network's when nothing is set", undefined, verifier, undefined],
    ["may be spelt in any case", undefined, verifier.toUpperCase(), undefined],
    ["is the one that is set", "0xChief", "0xchief", undefined],
    ["is only the one that is set", "0xChief", verifier, "signer_not_verifier"],
    ["is not everybody when an empty one is set", "", "0xana", "signer_not_verifier"],
    ["is not the network's either when an empty one is set", "", verifier, "signer_not_verifier"],
  ])("%s", async (_, address, signer, code) => {
    await undone(database.client, async () => {
      if (address !== undefined) {
        await database.client.query("insert into em.settings values ('verified_address', $1)", [address]);
      }
      expect((await apply(database.client, { ...verify, signer }))?.code).toBe(code);
    });
  });
});
