import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, undone } from "../../support/procedure.ts";

const owner = { user_id: 3_000_001, signer: "0xowner" };
const invited = { user_id: 3_000_002, signer: "0xinvited" };
const track = { pending: 2_000_001, accepted: 2_000_002, rejected: 2_000_003 };
const time = "2026-10-01T12:00:00.25Z";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, {
    users: [owner, invited].map(({ user_id, signer }) => ({ user_id, wallet: signer })),
    track_collaborators: Object.entries(track).map(([status, track_id]) => ({
      track_id,
      collaborator_user_id: invited.user_id,
      invited_by: owner.user_id,
      status,
      blocknumber: 0,
    })),
  });
});

afterAll(() => database.drop());

const answer = { ...invited, entity_type: "TrackCollaborator", time };

/** The invitations after a transaction that is applied and then undone. */
async function answered(action: string, entity_id: number): Promise<unknown[]> {
  return undone(database.client, async () => {
    expect(await apply(database.client, { ...answer, action, entity_id })).toBeNull();
    const { rows } = await database.client.query(
      "select status, updated_at::text, created_at::text, txhash, blocknumber from track_collaborators where track_id = $1",
      [entity_id],
    );
    return rows;
  });
}

const kept = { created_at: "2026-01-01 00:00:00", txhash: "0xseed", blocknumber: 0 };

async function codeOf(action: string, changes: object): Promise<string | undefined> {
  const tried = { ...answer, action, entity_id: track.pending, ...changes };
  return (await undone(database.client, () => apply(database.client, tried)))?.code;
}

describe("TrackCollaborator Approve", () => {
  const action = "Approve";

  test("accepts an invitation, whether there is such a track or not", async () => {
    expect(await answered(action, track.pending)).toEqual([
      { ...kept, status: "accepted", updated_at: "2026-10-01 12:00:00.25" },
    ]);
  });

  test.each([
    ["signer_not_authorized", { signer: owner.signer }],
    ["invitation_missing", owner],
    ["invitation_missing", { entity_id: 99 }],
    ["invitation_not_pending", { entity_id: track.accepted }],
  ])("%s: %o", async (code, changes) => {
    expect(await codeOf(action, changes)).toBe(code);
  });

  test("situation 66: who has declined cannot accept", async () => {
    expect(await codeOf(action, { entity_id: track.rejected })).toBe("invitation_not_pending");
  });
});

describe("TrackCollaborator Reject", () => {
  const action = "Reject";

  test("situation 66: who has accepted may leave", async () => {
    expect(await answered(action, track.accepted)).toMatchObject([{ ...kept, status: "rejected" }]);
    expect(await answered(action, track.pending)).toMatchObject([{ ...kept, status: "rejected" }]);
  });

  test.each([
    ["signer_not_authorized", { signer: owner.signer }],
    ["invitation_missing", owner],
    ["invitation_already_rejected", { entity_id: track.rejected }],
  ])("%s: %o", async (code, changes) => {
    expect(await codeOf(action, changes)).toBe(code);
  });
});
