import {
  and,
  current,
  ensure,
  envelope,
  eq,
  exists,
  gt,
  handler,
  insert,
  type Metadata,
  members,
  ne,
  not,
  optionalEnvelope,
  read,
  reject,
  type Transaction,
  text,
  update,
  value,
  when,
} from "#spec";
import { comment_reactions, tracks, users } from "#tables";
import { hasNul, truthy } from "../common/json.ts";
import { commentMembers } from "../common/known-members.ts";
import { notify } from "../common/notification.ts";
import { signedForUser } from "../common/signer.ts";
import { followersOfMuters, karmaThreshold, turnsAway } from "./attention.ts";
import { reactionNotice } from "./notices.ts";
import { commentExists, commentOf, commentUndeleted, parentComparable } from "./rules.ts";
import { isOnFanClub } from "./subject.ts";

const subject = members({ entity_id: read.integer });

function reactionOf(tx: Transaction) {
  return current(comment_reactions, { comment_id: tx.entity_id, user_id: tx.user_id });
}

/** The reaction names a track or an artist: entity_id is there and not 0. */
function namesSubject(metadata: Metadata) {
  return truthy(metadata.get("entity_id"));
}

/**
 * A user likes a comment, once for all: who took a reaction back cannot react again. The metadata may name the comment's
 * track (any track, in truth, and the artist for a comment on a fan club), which must exist then; and only then who wrote
 * the comment hears of it, unless they are the user, or those who muted the user have more than 1,700,000 followers
 * together (one more than elsewhere), or they muted the comment or the user, or are the artist and muted the track. A
 * reaction to a comment on a fan club notifies nobody (S3).
 */
export const commentReact = handler({
  entity: "Comment",
  action: "React",
  metadata: envelope(commentMembers),
  reads: ({ tx, metadata }) => {
    const subject_id = value(subject.of(metadata).entity_id);
    const comment = commentOf(tx);
    const track = current(tracks, { track_id: subject_id });
    return {
      subject_id,
      comment,
      track,
      artist: current(users, { user_id: subject_id }),
      reaction: reactionOf(tx),
      author_hears: value(
        and(
          namesSubject(metadata),
          not(isOnFanClub(comment)),
          ne(comment.user_id, tx.user_id),
          not(gt(followersOfMuters(tx.user_id), karmaThreshold)),
          not(turnsAway(comment.user_id, tx, { entity_type: "Comment", entity_id: comment.comment_id })),
          not(
            and(
              eq(comment.user_id, track.owner_id),
              turnsAway(track.owner_id, tx, { entity_type: "Track", entity_id: track.track_id }),
            ),
          ),
        ),
      ),
    };
  },
  rules: ({ tx, metadata, comment, track, artist, reaction, author_hears }) => [
    signedForUser(tx),
    commentExists(tx, comment),
    commentUndeleted(tx, comment),
    reject(exists(reaction), "reaction_exists", text`user ${tx.user_id} has reacted to comment ${tx.entity_id} before`),
    subject.wellTyped(metadata),
    parentComparable(metadata),
    when(namesSubject(metadata), [
      when(
        isOnFanClub(comment),
        [ensure(artist, "artist_missing", text`user ${metadata.get("entity_id")} does not exist`)],
        [ensure(track, "track_missing", text`track ${metadata.get("entity_id")} does not exist`)],
      ),
    ]),
    reject(
      and(author_hears, hasNul(metadata.get("entity_type"), tx.nul)),
      "invalid_entity_type",
      "the entity type, which is passed on in a notification, holds U+0000",
    ),
  ],
  writes: ({ tx, block, metadata, comment, track, author_hears }) => [
    insert(comment_reactions, { comment_id: tx.entity_id, user_id: tx.user_id, is_delete: false }),
    notify(block, reactionNotice(tx, track, comment, metadata.get("entity_type"))).when(author_hears),
  ],
});

/** A user takes their reaction to a comment back; once taken back it may be taken back again. */
export const commentUnreact = handler({
  entity: "Comment",
  action: "Unreact",
  metadata: optionalEnvelope(commentMembers),
  reads: ({ tx }) => ({ comment: commentOf(tx), reaction: reactionOf(tx) }),
  rules: ({ tx, comment, reaction }) => [
    signedForUser(tx),
    commentExists(tx, comment),
    commentUndeleted(tx, comment),
    ensure(reaction, "reaction_missing", text`user ${tx.user_id} has not reacted to comment ${tx.entity_id}`),
  ],
  writes: ({ reaction }) => [update(reaction, { is_delete: true })],
});
