import { cast, type Expression, type Json, type Row, type Transaction, text } from "#spec";
import type { Notice } from "../common/notification.ts";

/** The track that a notification is about. */
type Subject = Row<"tracks">;

/** The artist hears of a comment on their track. */
export function commentNotice(tx: Transaction, track: Subject): Notice {
  return {
    type: "comment",
    group: text`comment:${track.track_id}:type:Track`,
    specifier: cast(tx.entity_id, "text"),
    to: track.owner_id,
    data: {
      type: "Track",
      entity_id: track.track_id,
      comment_user_id: tx.user_id,
      comment_id: tx.entity_id,
    },
  };
}

/** A user hears that a comment mentions them. */
export function mentionNotice(tx: Transaction, track: Subject, user_id: Expression<number>): Notice {
  return {
    type: "comment_mention",
    group: text`comment_mention:${tx.entity_id}`,
    specifier: cast(user_id, "text"),
    to: user_id,
    data: dataOf(tx, track),
  };
}

/** Who wrote a comment hears of an answer to it. */
export function answerNotice(tx: Transaction, track: Subject, parent: Row<"comments">): Notice {
  return {
    type: "comment_thread",
    group: text`comment_thread:${parent.comment_id}`,
    specifier: cast(tx.entity_id, "text"),
    to: parent.user_id,
    data: dataOf(tx, track),
  };
}

function dataOf(tx: Transaction, track: Subject) {
  return {
    type: "Track",
    entity_id: track.track_id,
    entity_user_id: track.owner_id,
    comment_user_id: tx.user_id,
    comment_id: tx.entity_id,
  };
}

/** Who wrote a comment hears of a reaction to it. The entity type is passed on as the metadata has it, whatever it is. */
export function reactionNotice(
  tx: Transaction,
  track: Subject,
  comment: Row<"comments">,
  entity_type: Expression<Json | null>,
): Notice {
  return {
    type: "comment_reaction",
    group: text`comment_reaction:${comment.comment_id}`,
    specifier: cast(tx.user_id, "text"),
    to: comment.user_id,
    data: {
      type: entity_type,
      entity_id: track.track_id,
      entity_user_id: track.owner_id,
      comment_id: comment.comment_id,
      reacter_user_id: tx.user_id,
    },
  };
}
