/**
 * What the columns that Python does not check take (D5): what Postgres makes of the value as psycopg2 writes it. The values of the
 * kinds of columns were found by giving them to SQLAlchemy 1.3.0 and psycopg2, which the network used, on Postgres 15.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../support/database.ts";
import { apply, enveloped, seed, type TriedTransaction, undone } from "../../../support/procedure.ts";

const user = 3_000_001;
const track = 2_000_001;
const playlist = 400_001;
const signer = "0xsigner";
const verifier = "0xbeef8E42e8B5964fDD2b7ca8efA0d9aef38AA996";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, {
    users: [{ user_id: user, wallet: signer, handle: "ana", handle_lc: "ana" }],
    tracks: [
      { track_id: track, owner_id: user, title: "Song", track_segments: [], is_unlisted: false },
      { track_id: 3, owner_id: user, track_segments: [] },
    ],
    playlists: [
      {
        playlist_id: playlist,
        playlist_owner_id: user,
        playlist_name: "Mix",
        is_album: false,
        is_private: false,
        playlist_contents: { track_ids: [] },
      },
    ],
    comments: [{ comment_id: 100, user_id: user, text: "nice", entity_type: "Track", entity_id: track }],
    user_tips: [{ slot: 5, signature: "tip", sender_user_id: user, receiver_user_id: user, amount: 100 }],
    email_access: [{ email_owner_user_id: 3, receiving_user_id: 4, grantor_user_id: 3, encrypted_key: "k" }].map(
      (row) => ({ ...row, created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z" }),
    ),
  });
});

afterAll(() => database.drop());

/** A column, and the transaction that puts a value into it. */
interface Place {
  readonly entity_type: string;
  readonly action: string;
  readonly entity_id?: number;
  readonly signer?: string;
  /** The metadata, with "@" for the value. */
  readonly metadata: string;
  /** What stands in the column afterwards, as a text. */
  readonly stored: string;
}

function profile(member: string): Place {
  return {
    entity_type: "User",
    action: "Update",
    metadata: enveloped({ [member]: "@" }),
    stored: `select ${member}::text as stored from users where user_id = ${user}`,
  };
}

function song(member: string): Place {
  return {
    entity_type: "Track",
    action: "Update",
    entity_id: track,
    metadata: enveloped({ [member]: "@" }),
    stored: `select ${member}::text as stored from tracks where track_id = ${track}`,
  };
}

function verified(member: string): Place {
  return { ...profile(member), action: "Verify", signer: verifier };
}

function download(member: string): Place {
  return {
    entity_type: "Track",
    action: "Download",
    entity_id: track,
    metadata: enveloped({ [member]: "@" }),
    stored: `select ${member} as stored from track_downloads`,
  };
}

function comment(action: "Create" | "Update", member: string): Place {
  const comment_id = action === "Create" ? 200 : 100;
  const column = member === "body" ? "text" : member;
  return {
    entity_type: "Comment",
    action,
    entity_id: comment_id,
    metadata: enveloped({ body: "nice", entity_id: track, entity_type: "Track", [member]: "@" }),
    stored: `select ${column}::text as stored from comments where comment_id = ${comment_id}`,
  };
}

const grant = { receiving_user_id: 7, grantor_user_id: 4, encrypted_key: "key" };

function email(member: string): Place {
  const metadata = { email_owner_user_id: 9, encrypted_email: "cipher", access_grants: [grant], [member]: "@" };
  return {
    entity_type: "EncryptedEmail",
    action: "AddEmail",
    metadata: enveloped(metadata),
    stored: `select ${member}::text as stored from encrypted_emails`,
  };
}

function access(member: string): Place {
  return {
    entity_type: "EmailAccess",
    action: "Update",
    metadata: enveloped({ email_owner_user_id: 3, access_grants: [{ ...grant, [member]: "@" }] }),
    stored: `select ${member}::text as stored from email_access where encrypted_key <> 'k' or receiving_user_id <> 4`,
  };
}

const cid: Place = {
  entity_type: "Playlist",
  action: "Update",
  entity_id: playlist,
  metadata: JSON.stringify({ cid: "@", data: { description: "new" } }),
  stored: `select metadata_multihash as stored from playlists where playlist_id = ${playlist}`,
};

const reaction: Place = {
  entity_type: "Tip",
  action: "Update",
  metadata: enveloped({ reacted_to: "tip", reaction_value: "@" }),
  stored: "select reaction_value::text as stored from reactions",
};

const eventEntity: Place = {
  entity_type: "Event",
  action: "Create",
  entity_id: 50,
  metadata: enveloped({ event_type: "live_event", entity_id: "@", end_date: null, event_data: {} }),
  stored: "select entity_id::text as stored from events where event_id = 50",
};

/** What a value, given as JSON, becomes in the column; `refused: ‹code›` where the transaction is refused. */
async function storedOf(place: Place, json: string): Promise<string | null> {
  const tried: TriedTransaction = {
    entity_type: place.entity_type,
    action: place.action,
    entity_id: place.entity_id ?? user,
    user_id: user,
    signer: place.signer ?? signer,
    metadata: place.metadata.replace('"@"', () => json),
  };
  return await undone(database.client, async () => {
    const refused = await apply(database.client, tried);
    if (refused !== null) return `refused: ${refused.code}`;
    const { rows } = await database.client.query<{ stored: string | null }>(place.stored);
    expect(rows).toHaveLength(1);
    return rows[0]?.stored ?? null;
  });
}

const refusedText = ["{}", '{"a":1}', '[1,"a"]', "[1,true]", "[{}]", "[[1],[2,3]]", '["a\\u0000b"]', "NaN", "[1,NaN]"];

const text: [json: string, stored: string | null][] = [
  ["7", "7"],
  ["-7", "-7"],
  ["2.5", "2.5"],
  ["1.50", "1.5"],
  ["3.00", "3.0"],
  ["-0.0", "0.0"],
  ["0.1000", "0.1"],
  ["2.4999999999999999999", "2.5"],
  ["12345678901234567.0", "12345678901234568"],
  ["12345678901234567890123", "12345678901234567890123"],
  ["true", "true"],
  ["[]", "{}"],
  ["[1,2.50,null]", "{1,2.5,NULL}"],
  ["[1.0]", "{1.0}"],
  ["[null]", "{NULL}"],
  ['["a b","c,d",""]', '{"a b","c,d",""}'],
  ["[true,null,false]", "{t,NULL,f}"],
  ['"a\\u0000b"', "ab"],
  ["null", null],
];

describe("an unchecked text column", () => {
  test.each([
    ["User Update website", profile("website"), "website"],
    ["Track Update placement_hosts", song("placement_hosts"), "placement_hosts"],
    ["Playlist Update cid", cid, "cid"],
  ])("%s", async (_, place, member) => {
    for (const [json, stored] of text) {
      expect([json, await storedOf(place, json)]).toEqual([json, stored]);
    }
    for (const json of refusedText) {
      expect([json, await storedOf(place, json)]).toEqual([json, `refused: invalid_${member}`]);
    }
  });

  test.each([
    ["User Verify twitter_handle", verified("twitter_handle"), "twitter_handle"],
    ["User Verify instagram_handle", verified("instagram_handle"), "instagram_handle"],
    ["User Verify tiktok_handle", verified("tiktok_handle"), "tiktok_handle"],
    ["Track Download city", download("city"), "city"],
    ["Track Download region", download("region"), "region"],
    ["Track Download country", download("country"), "country"],
    ["EncryptedEmail AddEmail encrypted_email", email("encrypted_email"), "encrypted_email"],
    ["EmailAccess Update encrypted_key", access("encrypted_key"), "encrypted_key"],
  ])("%s", async (_, place, member) => {
    for (const [json, stored] of [
      ["7", "7"],
      ["2.50", "2.5"],
      ["true", "true"],
      ["[1,2]", "{1,2}"],
      ['["a","b"]', "{a,b}"],
      ['"a\\u0000b"', "ab"],
      ['{"a":1}', `refused: invalid_${member}`],
      ['[1,"a"]', `refused: invalid_${member}`],
    ] as const) {
      expect([json, await storedOf(place, json)]).toEqual([json, stored]);
    }
  });

  test("an email's key that may not be NULL", async () => {
    expect(await storedOf(access("encrypted_key"), "null")).toBe("refused: invalid_encrypted_key");
    expect(await storedOf(access("encrypted_key"), "false")).toBe("false");
  });

  test.each(["Create", "Update"] as const)("Comment %s body, whose length Python asks for", async (action) => {
    for (const [json, stored] of [
      ["[1,2]", "{1,2}"],
      ["[]", "{}"],
      [JSON.stringify(Array(401).fill(1)), "refused: body_too_long"],
      ["7", "refused: invalid_body"],
      ["true", "refused: invalid_body"],
      ['{"a":1}', "refused: invalid_body"],
    ] as const) {
      expect([json, await storedOf(comment(action, "body"), json)]).toEqual([json, stored]);
    }
  });
});

const integer: [json: string, stored: string | null][] = [
  ["7.0", "7"],
  ["2.5", "3"],
  ["-2.5", "-3"],
  ["3.5", "4"],
  ["2.4999999999999999999", "3"],
  ["2147483647.4", "2147483647"],
  ['"123"', "123"],
  ['" \\t123\\n "', "123"],
  ['"+5"', "5"],
  ['"-2147483648"', "-2147483648"],
  ['"007"', "7"],
  ["null", null],
];

const refusedInteger = [
  "2147483647.5",
  '"2147483648"',
  '"1.5"',
  '"1e2"',
  '"0x10"',
  '"1_000"',
  '""',
  '"٣"',
  '"7\\u00a0"',
  '"12\\u0000"',
  "true",
  "[]",
  "[null]",
  "{}",
  "NaN",
];

describe("an unchecked integer column", () => {
  test.each([
    ["User Update primary_id", profile("primary_id"), "primary_id"],
    ["Track Update pinned_comment_id", song("pinned_comment_id"), "pinned_comment_id"],
    ["Event Create entity_id", eventEntity, "entity_id"],
  ])("%s", async (_, place, member) => {
    for (const [json, stored] of integer) {
      expect([json, await storedOf(place, json)]).toEqual([json, stored]);
    }
    for (const json of refusedInteger) {
      expect([json, await storedOf(place, json)]).toEqual([json, `refused: invalid_${member}`]);
    }
  });

  test.each([
    [comment("Create", "track_timestamp_s"), '"12"', "12"],
    [comment("Create", "track_timestamp_s"), "2.5", "3"],
    [comment("Create", "track_timestamp_s"), '"9223372036854775807"', "9223372036854775807"],
    [comment("Create", "track_timestamp_s"), '"9223372036854775808"', "refused: invalid_track_timestamp_s"],
    [comment("Create", "track_timestamp_s"), "true", "refused: invalid_track_timestamp_s"],
    // Python compares it with 1 and 4 as it came.
    [reaction, "2.5", "3"],
    [reaction, "4.2", "refused: reaction_value_unknown"],
    [reaction, "0.9", "refused: reaction_value_unknown"],
    [reaction, '"2"', "refused: invalid_reaction_value"],
    [reaction, "true", "refused: invalid_reaction_value"],
    [email("email_owner_user_id"), '"9"', "9"],
    [email("email_owner_user_id"), "8.5", "9"],
    [email("email_owner_user_id"), "true", "refused: invalid_email_owner_user_id"],
    [access("receiving_user_id"), '"8"', "8"],
    [access("receiving_user_id"), "7.5", "8"],
    [access("receiving_user_id"), "false", "refused: invalid_access_grant_user"],
    [access("grantor_user_id"), '"4"', "4"],
    // Nobody with a fraction has access.
    [access("grantor_user_id"), "3.5", "refused: grantor_without_access"],
  ])("%#", async (place, json, stored) => {
    expect([place.entity_type, json, await storedOf(place, json)]).toEqual([place.entity_type, json, stored]);
  });

  test("an artist pick is compared with tracks, and then checked", async () => {
    const pick = profile("artist_pick_track_id");
    expect(await storedOf(pick, `${track}.0`)).toBe(String(track));
    expect(await storedOf(pick, `"${track}"`)).toBeNull();
    expect(await storedOf(pick, "2.5")).toBe("refused: artist_pick_missing");
    expect(await storedOf(pick, "true")).toBe("refused: artist_pick_missing");
  });
});

describe("email access that two spellings of a number name", () => {
  const update = { entity_type: "EmailAccess", action: "Update", user_id: user, signer };
  const add = { ...update, entity_type: "EncryptedEmail", action: "AddEmail" };

  test.each([
    ["a text beside a number, of one grantor", [7, "7"], "access_grant_exists"],
    ["a fraction that is rounded to what is there", [3.5, 3.5], "access_grant_exists"],
    ["a text for what is there", ["4"], undefined],
  ])("%s", async (_, receivers, code) => {
    await undone(database.client, async () => {
      const access_grants = receivers.map((receiving_user_id) => ({ ...grant, grantor_user_id: 4, receiving_user_id }));
      await seed(database.client, {
        email_access: [{ email_owner_user_id: 3, receiving_user_id: 4, grantor_user_id: 4, encrypted_key: "k" }],
      });
      const metadata = enveloped({ email_owner_user_id: "3", access_grants });
      expect((await apply(database.client, { ...update, metadata }))?.code).toBe(code);
    });
  });

  test("an email that is there is found by a text, and not by a fraction", async () => {
    await undone(database.client, async () => {
      const emailOf = (email_owner_user_id: unknown) => ({
        ...add,
        metadata: enveloped({ email_owner_user_id, encrypted_email: "cipher", access_grants: [grant] }),
      });
      expect(await apply(database.client, emailOf(9))).toBeNull();
      expect(await apply(database.client, emailOf("9"))).toBeNull();
      expect((await apply(database.client, emailOf(8.5)))?.code).toBe("email_exists");
    });
  });
});

describe("other unchecked columns", () => {
  test.each([
    ["2", "2"],
    ['"1.5"', "1.5"],
    ['" -1e2 "', "-100"],
    ['"1e400"', "refused: invalid_preview_start_seconds"],
    ['"text"', "refused: invalid_preview_start_seconds"],
    ["true", "refused: invalid_preview_start_seconds"],
  ])("a double: %s is %s", async (json, stored) => {
    expect(await storedOf(song("preview_start_seconds"), json)).toBe(stored);
  });

  test.each([
    ["[1,2.5,-3.5]", "{1,3,-4}"],
    ["[null,1]", "{NULL,1}"],
    ["[]", "{}"],
    ['""', "{}"],
    ["{}", "{}"],
    ['["1"]', "refused: invalid_secondary_ids"],
    ["[true]", "refused: invalid_secondary_ids"],
    ["[2147483648]", "refused: invalid_secondary_ids"],
    ['"12"', "refused: invalid_secondary_ids"],
    ["0", "refused: invalid_secondary_ids"],
  ])("integers: %s is %s", async (json, stored) => {
    expect(await storedOf(profile("secondary_ids"), json)).toBe(stored);
  });

  test.each(["2", '"true"', '"1"', "[]", "2.5"])("a boolean, which SQLAlchemy checks: %s refuses", async (json) => {
    expect(await storedOf(profile("is_deactivated"), json)).toBe("refused: invalid_is_deactivated");
  });
});

describe("playlist_contents in another entity's Update, by which Python looks up tracks first (D6)", () => {
  const unable = "refused: contents_not_fetchable";
  test.each([
    ["5", unable],
    ["true", unable],
    ['"abc"', unable],
    ["[5]", unable],
    ['{"track_ids":null}', unable],
    ['{"track_ids":[{"track":"x"}]}', unable],
    ['[{"track":[1]}]', unable],
    ["0", "Song"],
    ["[]", "Song"],
    ["{}", "Song"],
    ['[{"track":1},{"track_id":"2"},{}]', "Song"],
  ])("%s in a Track's", async (json, stored) => {
    const place = {
      ...song("playlist_contents"),
      stored: `select title as stored from tracks where track_id = ${track}`,
    };
    expect(await storedOf(place, json)).toBe(stored);
  });

  test("a number in others'", async () => {
    for (const { metadata, ...place } of [profile("website"), comment("Update", "extra"), reaction, access("extra")]) {
      const withContents = metadata.replace('"@"', "1").replace(/}}$/, ',"playlist_contents":5}}');
      expect([place.entity_type, await storedOf({ ...place, metadata: withContents }, "")]).toEqual([
        place.entity_type,
        unable,
      ]);
    }
  });
});
