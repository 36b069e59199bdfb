import type { Random } from "../../random.ts";
import { oldTime } from "../time.ts";
import { distinct } from "./draws.ts";
import type { SourcePlaylist } from "./playlists.ts";
import type { SourceTrack } from "./tracks.ts";
import type { SourceUser } from "./users.ts";

export type SourceFollow = ReturnType<typeof sourceFollows>[number];
export type SourceSave = ReturnType<typeof sourceSaves>[number];
export type SourceRepost = ReturnType<typeof sourceReposts>[number];
export type SourceShare = ReturnType<typeof sourceShares>[number];
export type SourceMute = ReturnType<typeof sourceMutes>[number];

/** Share of the relations of the source that were taken back. */
const takenBack = 0.15;

/** Draws two users, of whom the second is popular, and the key of the pair. */
function twoUsers(random: Random, users: readonly SourceUser[], everybody: readonly SourceUser[]) {
  const user_id = random.pick(users).user_id;
  const other = (random.favourite(everybody) ?? random.pick(everybody)).user_id;
  return user_id === other ? undefined : { key: `${user_id}/${other}`, user_id, other };
}

/** Makes follows, of anybody by users with a wallet. */
export function sourceFollows(random: Random, count: number, users: readonly SourceUser[], all: readonly SourceUser[]) {
  return distinct(count, () => {
    const pair = twoUsers(random, users, all);
    if (pair === undefined) return undefined;
    const { key, user_id: follower_user_id, other: followee_user_id } = pair;
    return [key, { follower_user_id, followee_user_id, ...relation(random) }];
  });
}

/** Makes subscriptions to users. */
export function sourceUserSubscriptions(
  random: Random,
  count: number,
  users: readonly SourceUser[],
  all: readonly SourceUser[],
) {
  return distinct(count, () => {
    const pair = twoUsers(random, users, all);
    if (pair === undefined) return undefined;
    const { key, user_id: subscriber_id, other } = pair;
    return [key, { subscriber_id, user_id: other, entity_type: "User", entity_id: other, ...relation(random) }];
  });
}

/** Makes mutes of users; those taken back are not carried, and so are not there. */
export function sourceMutes(random: Random, count: number, users: readonly SourceUser[], all: readonly SourceUser[]) {
  return distinct(count, () => {
    const pair = twoUsers(random, users, all);
    if (pair === undefined) return undefined;
    const created_at = oldTime(random);
    const row = { user_id: pair.user_id, muted_user_id: pair.other, is_delete: false, created_at };
    return [pair.key, { ...row, updated_at: created_at }];
  });
}

/** What relations have in common: whether they stand, and since when. */
function relation(random: Random) {
  return { is_current: true, is_delete: random.chance(takenBack), created_at: oldTime(random) };
}

/** Draws a popular track or a playlist, own ones among them. */
function item(random: Random, tracks: readonly SourceTrack[], playlists: readonly SourcePlaylist[]) {
  const playlist = random.chance(0.2) ? random.favourite(playlists) : undefined;
  return playlist === undefined
    ? { type: "track" as const, id: (random.favourite(tracks) ?? random.pick(tracks)).track_id }
    : { type: "playlist" as const, id: playlist.playlist_id };
}

/** What is needed to draw who does something to which track or playlist. */
export interface Audience {
  readonly users: readonly SourceUser[];
  readonly tracks: readonly SourceTrack[];
  readonly playlists: readonly SourcePlaylist[];
}

/** Makes saves. Albums are saved as playlists. */
export function sourceSaves(random: Random, count: number, { users, tracks, playlists }: Audience) {
  return distinct(count, () => {
    const { type, id } = item(random, tracks, playlists);
    const { user_id } = random.pick(users);
    const row = { user_id, save_item_id: id, save_type: type, is_save_of_repost: false, ...relation(random) };
    return [`${user_id}/${type}/${id}`, row];
  });
}

/** Makes reposts. */
export function sourceReposts(random: Random, count: number, { users, tracks, playlists }: Audience) {
  return distinct(count, () => {
    const { type, id } = item(random, tracks, playlists);
    const { user_id } = random.pick(users);
    const row = { user_id, repost_item_id: id, repost_type: type, is_repost_of_repost: false, ...relation(random) };
    return [`${user_id}/${type}/${id}`, row];
  });
}

/** Makes shares, each a row of its own. */
export function sourceShares(random: Random, count: number, { users, tracks, playlists }: Audience) {
  return Array.from({ length: count }, () => {
    const { type, id } = item(random, tracks, playlists);
    return {
      user_id: random.pick(users).user_id,
      share_item_id: id,
      share_type: type,
      created_at: oldTime(random),
    };
  });
}
