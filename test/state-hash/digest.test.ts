/** The state hash of a few blocks, written down: the same on every version of Postgres and every machine. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await database.client.query("insert into em.settings (name, value) values ('state_hash', 'on')");
});
afterAll(() => database.drop());

const [ada, bob] = [3_000_001, 3_000_002];

function entity(index: number, user_id: number, action: string, entity_type: string, entity_id: number, data?: object) {
  const metadata = data === undefined ? "" : JSON.stringify({ cid: "", data });
  return {
    type: "manage_entity",
    index,
    user_id,
    action,
    entity_type,
    entity_id,
    metadata,
    signer: `0x${user_id}`,
    nonce: "1",
    signature: "",
  };
}

/** Users, one of them refused; a track with numbers, times and JSON in it; a follow that is taken back; plays and proofs. */
const blocks = [
  [
    entity(0, ada, "Create", "User", ada, { handle: "ada", name: "Ada \u{1F3B5}", bio: 'é\t"' }),
    entity(1, bob, "Create", "User", bob, { handle: "bob", name: "Bob" }),
    entity(2, bob, "Create", "User", bob, { handle: "bob" }),
  ],
  [
    entity(0, ada, "Create", "Track", 2_000_001, {
      owner_id: ada,
      title: "One",
      genre: "Electronic",
      bpm: 120.25,
      release_date: "2026-01-01T00:00:00Z",
      remix_of: { tracks: [{ parent_track_id: 7 }] },
      copyright_line: { year: 2026, text: "1.0" },
    }),
    entity(1, bob, "Follow", "User", ada),
    {
      type: "plays",
      index: 2,
      plays: [{ user_id: `${bob}`, track_id: "2000001", timestamp: "2026-02-01T12:00:00.25Z", city: "Zürich" }],
    },
  ],
  [
    entity(0, bob, "Unfollow", "User", ada),
    entity(1, bob, "Mute", "User", ada),
    entity(2, bob, "Unmute", "User", ada),
    {
      type: "storage_proof",
      index: 3,
      height: 3,
      address: "AA",
      prover_addresses: ["AA", "BB"],
      cid: "Qm",
      proof_signature: "\\x01",
    },
    { type: "storage_proof_verification", index: 4, height: 3, proof: "\\x02" },
  ],
  [
    entity(0, ada, "Update", "Track", 2_000_001, {
      owner_id: ada,
      title: "One",
      remix_of: { tracks: [{ parent_track_id: 8 }] },
    }),
  ],
];

it("is what it was", async () => {
  for (const [at, txs] of blocks.entries()) {
    const height = at + 1;
    await database.client.query("select em_apply($1)", [
      {
        height,
        hash: `block-${height}`,
        chain_id: "hashed",
        timestamp: `2026-02-0${height}T10:00:00.123456Z`,
        proposer: "P",
        txs: txs.map((tx) => ({ ...tx, hash: `tx-${height}-${tx.index}` })),
      },
    ]);
  }
  const { rows } = await database.client.query<{ line: string }>(
    "select format('%s: %s rows, %s', height, row_count, encode(hash, 'hex')) as line from em.state_hashes order by number",
  );
  expect(rows.map(({ line }) => line)).toMatchInlineSnapshot(`
    [
      "1: 12 rows, bd4c9396e9111d501d471d26762ce0c7c76c0ce26aa2ece7f77f2363635e2c39",
      "2: 15 rows, a676c73bb606925b1738274081fe083cbe294f2957a86554ff945adf5905cb52",
      "3: 17 rows, 5afcd0f4e4a082b84287416fc6e6a759d57ab6a5980d254f228372637583fbd9",
      "4: 8 rows, f1c8c3bf65fb641ee6d55b1e1465d98ecd37ea3db841d77bb7f3307a5fd65d53",
    ]
  `);
  const changed = await database.client.query<{ line: string }>(
    `select distinct on (height, table_name, key)
       format('%s: %s %s%s', height, table_name, key, case when digest is null then ' gone' end) as line
     from em.changed_rows
     order by height, table_name, key, id desc`,
  );
  expect(changed.rows.map(({ line }) => line)).toMatchInlineSnapshot(`
    [
      "1: users [3000001]",
      "1: users [3000002]",
      "2: follows [3000002, 3000001]",
      "2: remixes [7, 2000001]",
      "2: subscriptions [3000002, 3000001, "User"]",
      "2: track_routes [3000001, "one"]",
      "2: tracks [2000001]",
      "3: etl_storage_proof_verifications ["tx-3-4"]",
      "3: etl_storage_proofs ["tx-3-3", "AA"]",
      "3: etl_storage_proofs ["tx-3-4", "BB"]",
      "3: follows [3000002, 3000001]",
      "3: muted_users [3000001, 3000002]",
      "3: subscriptions [3000002, 3000001, "User"]",
      "4: remixes [7, 2000001] gone",
      "4: remixes [8, 2000001]",
      "4: tracks [2000001]",
    ]
  `);
});
