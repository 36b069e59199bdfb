import {
  and,
  anyMatch,
  differs,
  envelope,
  eq,
  ge,
  gt,
  handler,
  insertEach,
  isAmong,
  isNotTrue,
  isOneOf,
  isTrue,
  kindOf,
  ne,
  not,
  or,
  reject,
  suchThat,
  text,
  update,
  updateAll,
  value,
  when,
  whenever,
} from "#spec";
import { comment_mentions, comment_reports } from "#tables";
import { contentsFetchable } from "../common/contents.ts";
import { notifyEach } from "../common/notification.ts";
import { signedForUser } from "../common/signer.ts";
import { followersOfMuters, followersOfReporters, karmaThreshold, turnsAway } from "./attention.ts";
import { mentionNotice } from "./notices.ts";
import {
  bodyOf,
  bodyValid,
  commentExists,
  commentOf,
  commentUndeleted,
  countOf,
  eachOf,
  mentionedIn,
  mentionsValid,
  parentReads,
  parentValid,
} from "./rules.ts";
import { isOnFanClub, subjectExists, subjectReads, subjectTypeKnown } from "./subject.ts";

/**
 * A comment gets a new text. Anybody may edit any comment, and must name its subject again, which nobody compares with
 * the comment's own; without an entity type it is a track. Only the text changes: not the author, the subject, the answered
 * comment or the timestamp. Where mentions are given, they replace those that the comment had (of which those that stay
 * are left as they are); an empty list changes none. On a track, who was never mentioned before hears of it, unless they
 * edited or reported the comment or wrote the answered one; but nobody does when the artist reported the comment, or when
 * 1,700,000 followers stand behind those who reported it or muted the editor; the artist not if they muted the track or
 * the editor.
 */
export const commentUpdate = handler({
  entity: "Comment",
  action: "Update",
  metadata: envelope(),
  reads: ({ tx, metadata }) => {
    const subject = subjectReads(metadata);
    const { track } = subject;
    return {
      ...subject,
      ...parentReads(tx, metadata),
      comment: commentOf(tx),
      mentioned: mentionedIn(metadata),
      hushed: value(
        or(
          ge(followersOfMuters(tx.user_id), karmaThreshold),
          ge(followersOfReporters(tx.entity_id), karmaThreshold),
          anyMatch(comment_reports, { comment_id: tx.entity_id, user_id: track.owner_id }),
        ),
      ),
      artist_turns_away: value(turnsAway(track.owner_id, tx, { entity_type: "Track", entity_id: track.track_id })),
    };
  },
  rules: ({ tx, metadata, comment, mentioned, ...found }) => [
    signedForUser(tx),
    commentExists(tx, comment),
    commentUndeleted(tx, comment),
    when(metadata.has("entity_type"), [subjectTypeKnown(metadata)]),
    ...subjectExists(metadata, found),
    ...bodyValid(metadata),
    reject(
      isOneOf(kindOf(metadata.get("parent_comment_id")), ["array", "object"]),
      "parent_not_number",
      text`parent_comment_id ${metadata.get("parent_comment_id")} is not an integer`,
    ),
    parentValid(tx, metadata, found),
    mentionsValid(metadata, mentioned),
    contentsFetchable(metadata),
  ],
  writes: ({ tx, block, metadata, comment, on_fan_club, track, parent_comment, mentioned, ...found }) => {
    const newlyMentioned = suchThat(eachOf(mentioned), (user_id) =>
      not(anyMatch(comment_mentions, { comment_id: tx.entity_id, user_id })),
    );
    return [
      update(comment, { text: bodyOf(metadata, tx), is_edited: true }),
      whenever(gt(countOf(mentioned), 0), [
        updateAll(
          comment_mentions,
          (row) =>
            and(eq(row.comment_id, tx.entity_id), not(isAmong(row.user_id, mentioned)), isNotTrue(row.is_delete)),
          () => ({ is_delete: true }),
          { stamped: true },
        ),
        updateAll(
          comment_mentions,
          (row) => and(eq(row.comment_id, tx.entity_id), isAmong(row.user_id, mentioned), isTrue(row.is_delete)),
          () => ({ is_delete: false }),
          { stamped: true },
        ),
        whenever(not(or(on_fan_club, isOnFanClub(comment))), [
          notifyEach(
            block,
            suchThat(newlyMentioned, (user_id) =>
              and(
                not(found.hushed),
                ne(user_id, tx.user_id),
                differs(user_id, parent_comment.user_id),
                not(and(eq(user_id, track.owner_id), found.artist_turns_away)),
                not(anyMatch(comment_reports, { comment_id: tx.entity_id, user_id })),
              ),
            ),
            (user_id) => mentionNotice(tx, track, user_id),
          ),
        ]),
        insertEach(comment_mentions, newlyMentioned, (user_id) => ({
          comment_id: tx.entity_id,
          user_id,
          is_delete: false,
        })),
      ]),
    ];
  },
});
