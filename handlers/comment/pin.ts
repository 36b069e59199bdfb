import {
  type Context,
  current,
  ensure,
  eq,
  type Given,
  handler,
  openMetadata,
  reject,
  text,
  updateOnly,
  value,
} from "#spec";
import { tracks } from "#tables";
import { signedForUser } from "../common/signer.ts";
import { bigintMember } from "../common/values.ts";
import { commentOf } from "./comment.ts";

/** The comment, and the track that the metadata's entity_id names. */
function pinReads({ tx, metadata }: Context) {
  const track_id = value(bigintMember(metadata, "entity_id"));
  return { comment: commentOf(tx), track_id, track: current(tracks, { track_id }) };
}

/** Only the artist pins and unpins, on a track of theirs. */
function pinRules({ tx, comment, track_id, track }: Given<typeof pinReads>) {
  return [
    signedForUser(tx),
    ensure(comment, "comment_missing", text`comment ${tx.entity_id} does not exist`),
    ensure(track, "track_missing", text`track ${track_id} does not exist`),
    ensure(eq(track.owner_id, tx.user_id), "track_not_own", text`track ${track_id} is not user ${tx.user_id}'s`),
  ];
}

/**
 * An artist puts a comment on top of those on their track, in place of the one that was there. The comment may be deleted, and may be
 * about something else. Who wrote the track last stays as it is.
 */
export const commentPin = handler({
  entity: "Comment",
  action: "Pin",
  metadata: openMetadata,
  reads: pinReads,
  rules: ({ tx, track, ...given }) => [
    ...pinRules({ tx, track, ...given }),
    reject(
      eq(track.pinned_comment_id, tx.entity_id),
      "already_pinned",
      text`comment ${tx.entity_id} is pinned on track ${track.track_id} already`,
    ),
  ],
  writes: ({ tx, block, track }) => [updateOnly(track, { pinned_comment_id: tx.entity_id, updated_at: block.time })],
});

/** An artist takes the comment on top of those on their track down. */
export const commentUnpin = handler({
  entity: "Comment",
  action: "Unpin",
  metadata: openMetadata,
  reads: pinReads,
  rules: ({ tx, track, ...given }) => [
    ...pinRules({ tx, track, ...given }),
    ensure(
      eq(track.pinned_comment_id, tx.entity_id),
      "not_pinned",
      text`comment ${tx.entity_id} is not pinned on track ${track.track_id}`,
    ),
  ],
  writes: ({ block, track }) => [updateOnly(track, { pinned_comment_id: null, updated_at: block.time })],
});
