import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../../../support/procedure.ts";
import { event, eventRows, host, hosted, other, track } from "../../../event/seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, eventRows);
});

afterAll(() => database.drop());

const created_at = "2022-03-04T05:06:07.123456Z";
const then = "2022-03-04T05:06:07.123456";
const contest = {
  event_type: "remix_contest",
  entity_type: "track",
  entity_id: track.plain,
  event_data: { prize: "fame" },
  end_date: "2023-01-01T00:00:00Z",
};

function carried(data: object | undefined, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  const metadata = data === undefined ? "" : JSON.stringify({ created_at, ...data });
  return hosted("Create", undefined, { kind: "manage_entity_migration", entity_id: event.next, metadata, ...changes });
}

describe("Event Create of the genesis", () => {
  test.each<[what: string, data: object]>([
    ["situation 35: an event that is over", {}],
    ["situation 35: a second contest of a track", { entity_id: track.contested }],
    ["a contest of a remix", { entity_id: track.remix }],
    ["one that ended before it was announced", { end_date: "2020-01-01T00:00:00Z" }],
  ])("carries %s", async (_, changes) => {
    const data = { ...contest, ...changes };
    await undone(database.client, async () => {
      expect(await apply(database.client, carried(data))).toBeNull();
      const { rows } = await database.client.query("select to_jsonb(events) as row from events where event_id = $1", [
        event.next,
      ]);
      const stamp = { txhash: "0xtx1", blockhash: "0xblock1", blocknumber: 1, created_at: then, updated_at: then };
      const row = { event_id: event.next, user_id: host.user_id, is_deleted: false, ...stamp };
      expect(rows).toEqual([{ row: { ...data, ...row, end_date: data.end_date.slice(0, -1) } }]);
    });
  });

  test.each([
    ["signer_not_authorized", carried(contest, { signer: other.signer })],
    ["event_exists", carried(contest, { entity_id: event.live })],
    ["event_exists", carried(contest, { entity_id: event.deleted })],
    ["event_id_out_of_range", carried(contest, { entity_id: 2n ** 31n })],
    ["event_type_missing", carried(undefined)],
    ["invalid_event_type", carried({ ...contest, event_type: "party" })],
    ["situation 36: end_date_missing", carried({ ...contest, end_date: undefined })],
    ["end_date_missing", carried({ ...contest, end_date: "2023-01-01" })],
    ["track_missing", carried({ ...contest, entity_id: 12 })],
    ["track_not_own", carried({ ...contest, entity_id: track.others })],
    ["contest_without_entity", carried({ ...contest, entity_id: null })],
    ["invalid_entity_type", carried({ event_type: "live_event", end_date: contest.end_date })],
    ["invalid_entity_id", carried({ ...contest, entity_type: "user", entity_id: 2 ** 31 })],
    ["invalid_event_data", carried({ ...contest, event_data: "\u0000" })],
  ])("%s: %#", async (name, tried) => {
    const refused = await undone(database.client, () => apply(database.client, tried));
    expect(refused?.code).toBe(name.split(": ").at(-1));
  });
});
