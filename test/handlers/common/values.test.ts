/** How members of the metadata are read: by fields of comments and events, of each kind one. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, undone } from "../../support/procedure.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, {
    users: [{ user_id: 1, wallet: "0xuser" }],
    tracks: [{ track_id: 2_000_010, owner_id: 1 }],
  });
});

afterAll(() => database.drop());

/** Where each kind of field is tried: the entity, and its members but for the one tried. */
const entities = {
  Comment: { table: "comments", key: "comment_id", members: '"entity_type":"FanClub","entity_id":1,"body":"x"' },
  Event: {
    table: "events",
    key: "event_id",
    members: '"event_type":"live_event","entity_type":"user","end_date":"2027-01-01T00:00:00Z"',
  },
} as const;

/** What the column of a field holds after a Create with a value, or the code with which the value is refused. */
async function stored(entity_type: keyof typeof entities, column: string, metadata: string): Promise<unknown> {
  const { table, key } = entities[entity_type];
  return await undone(database.client, async () => {
    const create = { user_id: 1, signer: "0xuser", entity_type, action: "Create", entity_id: 9, metadata };
    const refused = await apply(database.client, create);
    if (refused !== null) return refused.code;
    // A bigint comes as its digits.
    const { rows } = await database.client.query(`select ${column} as stored from ${table} where ${key} = 9`);
    return rows[0]?.stored;
  });
}

/** The metadata of an entity with one more member, whose value is a JSON text; nothing where it is left out. */
function withMember(entity_type: keyof typeof entities, member: string, value: string | undefined): string {
  const { members } = entities[entity_type];
  return value === undefined ? `{${members}}` : `{${members},"${member}":${value}}`;
}

describe.each<
  [kind: string, entity: keyof typeof entities, field: string, values: [value: string | undefined, stored: unknown][]]
>([
  [
    "a text",
    "Comment",
    "video_url",
    [
      [undefined, null],
      ["null", null],
      ['""', null],
      ['" "', " "],
      ["5", null],
      ['["a"]', null],
      ['"\\ud800x"', "\ufffdx"],
      ['"a\\u0000b"', "invalid_video_url"],
      ['{"a":"\\u0000"}', null],
    ],
  ],
  [
    "true or false",
    "Comment",
    "is_members_only",
    [
      [undefined, false],
      ["true", true],
      ["false", false],
      ["1", false],
      ['"true"', false],
      ["null", false],
    ],
  ],
  [
    "an integer",
    "Event",
    "entity_id",
    [
      [undefined, 0],
      ["7.9", 7],
      ["-7.9", -7],
      ["7e2", 700],
      ['"7"', 0],
      ["true", 0],
      ["null", 0],
      ["2147483647.9", 2_147_483_647],
      ["-2147483648.9", -2_147_483_648],
      ["2147483648", "invalid_entity_id"],
      ["1e30", "invalid_entity_id"],
    ],
  ],
  [
    "a bigint",
    "Comment",
    "track_timestamp_s",
    [
      [undefined, null],
      ["7.9", "7"],
      ['"7"', null],
      ["2147483648", "2147483648"],
      // Numbers pass through a double, as Go reads them, and come out of it to the last digit.
      ["9007199254740993", "9007199254740992"],
      ["1234567890123456789", "1234567890123456768"],
      ["9223372036854774785", "9223372036854774784"],
      ["-9223372036854775808", "-9223372036854775808"],
      ["9223372036854775807", "invalid_track_timestamp_s"],
      ["-9223372036854779000", "invalid_track_timestamp_s"],
      ["1e308", "invalid_track_timestamp_s"],
    ],
  ],
  [
    "any JSON",
    "Event",
    "event_data",
    [
      [undefined, null],
      ["null", null],
      ["[1,{}]", [1, {}]],
      ['{"a":9007199254740993}', { a: 9_007_199_254_740_992 }],
      ['{"a":"\\u0000"}', "invalid_event_data"],
    ],
  ],
])("%s", (_, entity, field, values) => {
  test.each(values)(`${entity}.${field} %s is %j`, async (value, expected) => {
    expect(await stored(entity, field, withMember(entity, field, value))).toEqual(expected);
  });
});

describe("metadata", () => {
  test.each([
    ["without an envelope", '{"body":"yes",…}', "yes"],
    ["in an envelope", '{"cid":"x","data":{"body":"yes",…}}', "yes"],
    ["in an envelope without cid", '{"data":{"body":"yes",…},"body":"no"}', "yes"],
    ["beside data that are no object", '{"data":[{"body":"no"}],"body":"yes",…}', "yes"],
    ["of two members with one name, the last", '{"body":"no","body":"yes",…}', "yes"],
    ["of which all counts as none, with text after it", '{"body":"yes",…}x', "entity_id_missing"],
    ["of which all counts as none, with a byte order mark", '\ufeff{"body":"yes",…}', "entity_id_missing"],
    ["of which all counts as none, with NaN", '{"body":"yes","x":NaN,…}', "entity_id_missing"],
    ["of which all counts as none, with a number beyond a double", '{"body":"yes","x":1e400,…}', "entity_id_missing"],
    ["that is a list", '[{"body":"yes",…}]', "entity_id_missing"],
    ["that is empty", "", "entity_id_missing"],
  ])("%s: %.40s", async (_, metadata, expected) => {
    const members = '"entity_type":"FanClub","entity_id":1';
    expect(await stored("Comment", "text", metadata.replace("…", members))).toBe(expected);
  });
});
