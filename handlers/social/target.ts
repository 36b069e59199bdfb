import { and, anyMatch, ensure, eq, fitsInteger, isOneOf, not, reject, ruleSet, text, type, when } from "#spec";
import { comments, events, playlists, tracks, users } from "#tables";

/**
 * The target of a social action must be a current row, deleted or not, of exactly User, Track, Playlist, Comment or Event;
 * no other entity type can be a target.
 */
export const targetExists = ruleSet(
  "target_exists",
  { entity_type: type.text, entity_id: type.bigint },
  {
    rules: ({ entity_type, entity_id }) => {
      const missing = text`${entity_type} ${entity_id} does not exist`;
      const found = {
        User: anyMatch(users, (row) => and(eq(row.user_id, entity_id), row.is_current)),
        Track: anyMatch(tracks, (row) => and(eq(row.track_id, entity_id), row.is_current)),
        Playlist: anyMatch(playlists, (row) => and(eq(row.playlist_id, entity_id), row.is_current)),
        Comment: anyMatch(comments, { comment_id: entity_id }),
        Event: anyMatch(events, { event_id: entity_id }),
      };
      return [
        reject(
          not(isOneOf(entity_type, Object.keys(found))),
          "target_type_unknown",
          text`an entity of type ${entity_type} cannot be the target of a social action`,
        ),
        ensure(fitsInteger(entity_id), "target_missing", missing),
        ...Object.entries(found).map(([type, exists]) =>
          when(eq(entity_type, type), [ensure(exists, "target_missing", missing)]),
        ),
      ];
    },
  },
);
