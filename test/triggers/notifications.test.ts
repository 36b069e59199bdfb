/** Who writes notifications (E11): a trigger of the database where there is one, else we, and then the same. */
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../streamer/command.ts";
import { exportedDevnet } from "../streamer/exported-devnet.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { installTriggers } from "../support/triggers.ts";

const blocks = Number(process.env.EM_TRIGGER_BLOCKS ?? 150);

let file: Awaited<ReturnType<typeof exportedDevnet>>;
let without: TestDatabase;
let withTriggers: TestDatabase;

beforeAll(async () => {
  file = await exportedDevnet({ blocks });
  without = await freshDatabase();
  withTriggers = await freshDatabase();
  await installTriggers(withTriggers.client, "B");
  for (const { url } of [without, withTriggers]) {
    // What is told of a comment is decided at the end of the transaction, so each block has one of its own.
    await runCommand(["--source", file.path, "--database", url, "--blocks-per-commit", "1"]);
  }
});

afterAll(async () => {
  await without.drop();
  await withTriggers.drop();
  await file.remove();
});

interface Notification {
  readonly type: string;
  readonly group_id: string;
  readonly whole: string;
}

/**
 * All but milestones, which triggers alone count, and what is told to somebody who followed the artist in the very block of the artist's
 * post: a trigger that waits for the end of the transaction sees followers that came after the post.
 */
async function notifications(client: pg.Client): Promise<Notification[]> {
  const { rows } = await client.query<Notification>(
    `select type, group_id,
       row(type, group_id, specifier, user_ids, data, blocknumber, timestamp)::text as whole
     from notification
     where type not like 'milestone%'
       and not exists (
         select from notification as follow
         where notification.type = 'fan_club_text_post'
           and follow.group_id = 'follow:' || (notification.data ->> 'entity_user_id')
           and follow.specifier = notification.specifier
           and follow.blocknumber = notification.blocknumber
       )
     order by group_id, specifier`,
  );
  return rows;
}

/** What production's triggers of 2026 do not see: a change in place of a playlist, and the answer to a grant that nobody answered before. */
const unseenByTriggers = ({ type, group_id }: Notification) =>
  type === "approve_manager_request" ||
  type === "track_added_to_playlist" ||
  (type === "create" && group_id.startsWith("create:playlist_id:"));

/** What the first list has beyond the second. */
const beyond = (rows: readonly Notification[], others: readonly Notification[]) => {
  const known = new Set(others.map(({ whole }) => whole));
  return rows.filter(({ whole }) => !known.has(whole));
};

const kinds = (rows: readonly Notification[]) => [...new Set(rows.map(({ type }) => type))].sort();

describe("notifications of edition 2026", () => {
  test("are the same by us where the database has no triggers as by triggers where it has them", async () => {
    const ours = await notifications(without.client);
    const theirs = await notifications(withTriggers.client);
    expect(beyond(theirs, ours)).toEqual([]);
    expect(beyond(ours, theirs).filter((row) => !unseenByTriggers(row))).toEqual([]);
    expect(kinds(ours)).toEqual(
      expect.arrayContaining([
        "announcement",
        "approve_manager_request",
        "comment",
        "comment_mention",
        "comment_reaction",
        "comment_thread",
        "create",
        "fan_remix_contest_started",
        "follow",
        "remix",
        "repost",
        "request_manager",
        "save",
        "save_of_repost",
        "track_collaborator_accept",
        "track_collaborator_invite",
      ]),
    );
  });
});
