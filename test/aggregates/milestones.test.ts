/** A rebuild finds the milestones that the triggers would have written, also those of counts that have fallen since. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rebuildAggregates, stopAggregates } from "../../src/aggregates/rebuild.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { applyBlock, seed } from "../support/procedure.ts";
import { milestoneRows, wrongCounts } from "./recounts.ts";

const artist = 1;
const fans = Array.from({ length: 12 }, (_, index) => index + 101);

/** Fans who do something to the artist, the artist's track or playlist, one after the other in a block. */
interface Block {
  readonly entity_type: "User" | "Track" | "Playlist";
  readonly entity_id: number;
  /** What each does: an action, and whose turn it is in `fans`. */
  readonly actions: readonly (readonly [action: string, fan: number])[];
}

const each = (action: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => [action, from + index] as const);

const follows = (actions: Block["actions"]): Block => ({ entity_type: "User", entity_id: artist, actions });
const onTrack = (actions: Block["actions"]): Block => ({ entity_type: "Track", entity_id: 10, actions });
const onPlaylist = (actions: Block["actions"]): Block => ({ entity_type: "Playlist", entity_id: 20, actions });

const blocks: readonly Block[] = [
  follows(each("Follow", 0, 8)),
  // Ten in the middle of a block, and nine at its end.
  follows([
    ["Follow", 9],
    ["Unfollow", 0],
  ]),
  follows([["Follow", 0]]),
  // Never more than nine, though there are ten in the block if its order is lost.
  onTrack(each("Save", 0, 8)),
  onTrack([
    ["Unsave", 0],
    ["Save", 9],
  ]),
  // Ten, then fewer, then ten again: the first time counts.
  onPlaylist(each("Repost", 0, 9)),
  onPlaylist(each("Unrepost", 0, 4)),
  onPlaylist(each("Repost", 0, 2)),
  onPlaylist(each("Repost", 3, 4)),
  // Taken back, and done by another: nine, eight, nine, ten.
  onTrack(each("Repost", 0, 8)),
  onTrack([["Unrepost", 8]]),
  onTrack([["Repost", 8]]),
  onTrack([["Repost", 9]]),
];

/** As the triggers write them: the number of the block counts from 1, and its minute is its number. */
const expected = [
  "1 FOLLOWER_COUNT 10, block 2 of 12:02",
  "10 TRACK_REPOST_COUNT 10, block 13 of 12:13",
  "20 PLAYLIST_REPOST_COUNT 10, block 6 of 12:06",
];

describe.each(["2025", "2026"] as const)("edition %s", (edition) => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await freshDatabase(edition);
    await seed(database.client, {
      users: [artist, ...fans].map((user_id) => ({ user_id, wallet: `0x${user_id}` })),
      tracks: [{ track_id: 10, owner_id: artist, is_unlisted: false, is_available: true }],
      playlists: [
        { playlist_id: 20, playlist_owner_id: artist, is_album: false, is_private: false, playlist_contents: {} },
      ],
    });
  });
  afterEach(() => database.drop());

  async function apply(from: number, to: number): Promise<void> {
    for (const [index, { entity_type, entity_id, actions }] of blocks.slice(from, to).entries()) {
      const minute = String(from + index + 1).padStart(2, "0");
      const refused = await applyBlock(
        database.client,
        actions.map(([action, fan]) => ({
          entity_type,
          entity_id,
          action,
          user_id: fans[fan] ?? 0,
          signer: `0x${fans[fan]}`,
          time: `2026-06-01T12:${minute}:00Z`,
        })),
      );
      expect(refused.filter((each) => each !== null)).toEqual([]);
    }
  }

  it("with the triggers on from the first block", async () => {
    await rebuildAggregates(database.client);
    await apply(0, blocks.length);
    expect(await milestoneRows(database.client)).toEqual(expected);
    expect(await wrongCounts(database.client)).toEqual([]);
  });

  it("by a rebuild after the last", async () => {
    await apply(0, blocks.length);
    await rebuildAggregates(database.client);
    expect(await milestoneRows(database.client)).toEqual(expected);
    expect(await wrongCounts(database.client)).toEqual([]);
  });

  it.each([1, 2, 5, 6, 7, 8, 10])(
    "with the triggers on, off after block %i, and a rebuild after the last",
    async (on) => {
      await rebuildAggregates(database.client);
      await apply(0, on);
      await stopAggregates(database.client);
      await apply(on, blocks.length);
      await rebuildAggregates(database.client);
      expect(await milestoneRows(database.client)).toEqual(expected);
      const { rows } = await database.client.query("select from em.undone_actions");
      expect(rows).toEqual([]);
    },
  );
});
