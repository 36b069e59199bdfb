import {
  type Context,
  current,
  ensure,
  envelope,
  eq,
  type Given,
  handler,
  read,
  reject,
  text,
  update,
  value,
} from "#spec";
import { tracks } from "#tables";
import { commentMembers } from "../common/known-members.ts";
import { signedForUser } from "../common/signer.ts";
import { trackFields } from "../track/fields.ts";
import { commentExists, commentOf, parentComparable } from "./rules.ts";

/** The metadata's entity_id names the track. */
function reads({ tx, metadata }: Context) {
  const track_id = value(read.integer.read(metadata.get("entity_id")));
  return { track_id, comment: commentOf(tx), track: current(tracks, { track_id }) };
}

/** Only the artist pins and unpins, on a track of theirs. */
function pinRules({ tx, metadata, comment, track }: Given<typeof reads>) {
  const track_id = metadata.get("entity_id");
  return [
    signedForUser(tx),
    commentExists(tx, comment),
    parentComparable(metadata),
    ensure(track, "track_missing", text`track ${track_id} does not exist`),
    ensure(eq(track.owner_id, tx.user_id), "track_not_own", text`track ${track_id} is not user ${tx.user_id}'s`),
  ];
}

/**
 * An artist puts a comment on top of those on their track, in place of the one that was. The comment may be deleted, and may
 * be about something else; the track may be deleted. There is no pinning on a fan club.
 */
export const commentPin = handler({
  entity: "Comment",
  action: "Pin",
  metadata: envelope(commentMembers),
  reads,
  rules: ({ tx, track, ...given }) => [
    ...pinRules({ tx, track, ...given }),
    reject(
      eq(track.pinned_comment_id, tx.entity_id),
      "already_pinned",
      text`comment ${tx.entity_id} is pinned on track ${track.track_id}`,
    ),
  ],
  writes: ({ tx, track }) => [update(track, { ...trackFields.checkedAgain(), pinned_comment_id: tx.entity_id })],
});

/** An artist takes the comment on top of those on their track down. */
export const commentUnpin = handler({
  entity: "Comment",
  action: "Unpin",
  metadata: envelope(commentMembers),
  reads,
  rules: ({ tx, track, ...given }) => [
    ...pinRules({ tx, track, ...given }),
    ensure(
      eq(track.pinned_comment_id, tx.entity_id),
      "not_pinned",
      text`comment ${tx.entity_id} is not pinned on track ${track.track_id}`,
    ),
  ],
  writes: ({ track }) => [update(track, { ...trackFields.checkedAgain(), pinned_comment_id: null })],
});
