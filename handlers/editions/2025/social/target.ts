import {
  and,
  anyMatch,
  choose,
  type Expression,
  ensure,
  eq,
  fitsInteger,
  isOneOf,
  not,
  reject,
  ruleSet,
  text,
  type,
  value,
} from "#spec";
import { comments, events, playlists, tracks, users } from "#tables";

/**
 * The target of a social action must be a current row, deleted or not, of exactly User, Track, Playlist, Comment or Event;
 * no other entity type can be a target.
 */
export const targetExists = ruleSet(
  "target_exists",
  { entity_type: type.text, entity_id: type.bigint },
  {
    reads: ({ entity_type, entity_id }) => {
      const of = (entity: string, found: Expression<boolean>, otherwise: Expression<boolean>) =>
        choose(eq(entity_type, entity), found, otherwise);
      const isUser = anyMatch(users, (row) => and(eq(row.user_id, entity_id), row.is_current));
      const isTrack = anyMatch(tracks, (row) => and(eq(row.track_id, entity_id), row.is_current));
      const isPlaylist = anyMatch(playlists, (row) => and(eq(row.playlist_id, entity_id), row.is_current));
      const isComment = anyMatch(comments, { comment_id: entity_id });
      const isEvent = anyMatch(events, { event_id: entity_id });
      return {
        target_found: value(
          of("User", isUser, of("Track", isTrack, of("Playlist", isPlaylist, of("Comment", isComment, isEvent)))),
        ),
      };
    },
    rules: ({ entity_type, entity_id, target_found }) => {
      const missing = text`${entity_type} ${entity_id} does not exist`;
      return [
        reject(
          not(isOneOf(entity_type, ["User", "Track", "Playlist", "Comment", "Event"])),
          "target_type_unknown",
          text`an entity of type ${entity_type} cannot be the target of a social action`,
        ),
        ensure(fitsInteger(entity_id), "target_missing", missing),
        ensure(target_found, "target_missing", missing),
      ];
    },
  },
);
