import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifierAddress } from "../../../src/devnet/wallets.ts";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, enveloped, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { ana, star, userRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, userRows);
});

afterAll(() => database.drop());

function verify(data: object, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  const signer = verifierAddress.toUpperCase();
  return { user_id: ana.user_id, signer, entity_type: "User", action: "Verify", metadata: enveloped(data), ...changes };
}

const nowhere = { verified_with_twitter: false, verified_with_instagram: false, verified_with_tiktok: false };

describe("User Verify", () => {
  test.each([
    [
      "on one network",
      { is_verified: true, twitter_handle: "t" },
      { twitter_handle: "t", verified_with_twitter: true },
    ],
    [
      "on each network that is named",
      { is_verified: true, instagram_handle: "i", tiktok_handle: "k" },
      { instagram_handle: "i", verified_with_instagram: true, tiktok_handle: "k", verified_with_tiktok: true },
    ],
    [
      "beside a member with U+0000",
      { is_verified: true, twitter_handle: "t", note: "\u0000" },
      { twitter_handle: "t", verified_with_twitter: true },
    ],
    ["on none", { is_verified: true, twitter_handle: "" }, { twitter_handle: null }],
  ])("verifies a user %s", async (_, data, expected) => {
    expect(await profileAfter(verify(data))).toMatchObject({ is_verified: true, ...nowhere, ...expected });
  });

  test.each([
    ["false", { is_verified: false, twitter_handle: "t" }, { twitter_handle: "t" }],
    ["another kind", { is_verified: "true" }, {}],
  ])("does not verify a user by %s", async (_, data, expected) => {
    expect(await profileAfter(verify(data))).toMatchObject({ is_verified: false, ...nowhere, ...expected });
  });

  test("leaves who is verified so, and what they are verified with", async () => {
    expect(await profileAfter(verify({ is_verified: false }, { user_id: star.user_id }))).toMatchObject({
      is_verified: true,
      twitter_handle: "said",
      verified_with_twitter: false,
      verified_with_instagram: true,
      txhash: "0xtx1",
    });
  });

  test.each<[code: string, changes: Partial<TriedTransaction>]>([
    ["user_missing", { user_id: 99 }],
    ["signer_not_verifier", { signer: ana.signer }],
    ["signer_not_verifier", { signer: "" }],
    ["invalid_tiktok_handle", { metadata: enveloped({ tiktok_handle: "\u0000" }) }],
  ])("%s", async (code, changes) => {
    expect((await undone(database.client, () => apply(database.client, verify({}, changes))))?.code).toBe(code);
  });
});

async function profileAfter(tried: TriedTransaction): Promise<unknown> {
  return undone(database.client, async () => {
    expect(await apply(database.client, tried)).toBeNull();
    const { rows } = await database.client.query("select * from users where user_id = $1", [tried.user_id]);
    return rows[0];
  });
}
