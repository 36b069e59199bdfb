import {
  and,
  anyMatch,
  choose,
  coalesce,
  differs,
  envelope,
  eq,
  exists,
  ge,
  handler,
  insert,
  insertEach,
  isAmong,
  kindOf,
  members,
  ne,
  not,
  read,
  reject,
  suchThat,
  text,
  value,
  whenever,
} from "#spec";
import { comment_mentions, comment_threads, comments } from "#tables";
import { commentMembers } from "../common/known-members.ts";
import { notify, notifyEach } from "../common/notification.ts";
import { signedForUser } from "../common/signer.ts";
import { followersOfMuters, karmaThreshold, turnsAway } from "./attention.ts";
import { answerNotice, commentNotice, mentionNotice } from "./notices.ts";
import {
  bodyOf,
  bodyValid,
  commentIdFits,
  commentOf,
  eachOf,
  mentionedIn,
  mentionsValid,
  parentReads,
  parentValid,
} from "./rules.ts";
import { subjectExists, subjectReads, subjectTypeKnown } from "./subject.ts";

const timestamp = members({ track_timestamp_s: read.anyBigint });

/**
 * A user comments on a track, or on an artist's fan club (S3), and may answer another comment (whatever that is about) and
 * mention up to ten users. On a track, and unless those who muted the user have 1,700,000 followers together, the artist
 * hears of a comment that is no answer (a parent_comment_id that is not null makes it one, even 0) and does not mention
 * them; those mentioned hear of it, save who wrote the answered comment; and who wrote that hears of the answer. Nobody
 * hears of their own comment. An artist can mute the track or the user, who wrote the answered comment can mute it or the
 * user; but other users who muted the user are told all the same when they are mentioned.
 */
export const commentCreate = handler({
  entity: "Comment",
  action: "Create",
  metadata: envelope(commentMembers),
  reads: ({ tx, metadata }) => {
    const subject = subjectReads(metadata);
    const { track } = subject;
    return {
      ...subject,
      ...parentReads(tx, metadata),
      comment: commentOf(tx),
      mentioned: mentionedIn(metadata),
      author_hushed: value(ge(followersOfMuters(tx.user_id), karmaThreshold)),
      artist_turns_away: value(turnsAway(track.owner_id, tx, { entity_type: "Track", entity_id: track.track_id })),
    };
  },
  rules: ({ tx, metadata, comment, mentioned, ...found }) => [
    signedForUser(tx),
    reject(exists(comment), "comment_exists", text`comment ${tx.entity_id} exists`),
    commentIdFits(tx),
    subjectTypeKnown(metadata),
    ...subjectExists(metadata, found),
    ...bodyValid(metadata),
    parentValid(tx, metadata, found),
    mentionsValid(metadata, mentioned),
    reject(
      anyMatch(comment_mentions, (row) => and(eq(row.comment_id, tx.entity_id), isAmong(row.user_id, mentioned))),
      "mention_exists",
      text`comment ${tx.entity_id} mentions one of the users already`,
    ),
    timestamp.wellTyped(metadata),
  ],
  writes: ({ tx, block, metadata, subject_id, on_fan_club, track, parent_comment, mentioned, ...found }) => {
    const isAnswer = ne(coalesce(kindOf(metadata.get("parent_comment_id")), "null"), "null");
    return [
      insert(comments, {
        comment_id: tx.entity_id,
        user_id: tx.user_id,
        text: bodyOf(metadata, tx),
        entity_type: choose<string>(on_fan_club, "FanClub", "Track"),
        entity_id: subject_id,
        track_timestamp_s: timestamp.of(metadata).track_timestamp_s,
        is_delete: false,
      }),
      insertEach(comment_mentions, eachOf(mentioned), (user_id) => ({
        comment_id: tx.entity_id,
        user_id,
        is_delete: false,
      })),
      insert(comment_threads, { parent_comment_id: parent_comment.comment_id, comment_id: tx.entity_id }).when(
        exists(parent_comment),
      ),
      whenever(not(on_fan_club), [
        whenever(not(found.author_hushed), [
          notify(block, commentNotice(tx, track)).when(
            and(
              not(isAnswer),
              not(isAmong(track.owner_id, mentioned)),
              not(found.artist_turns_away),
              ne(track.owner_id, tx.user_id),
            ),
          ),
          notifyEach(
            block,
            suchThat(eachOf(mentioned), (user_id) =>
              and(
                ne(user_id, tx.user_id),
                differs(user_id, parent_comment.user_id),
                not(and(eq(user_id, track.owner_id), found.artist_turns_away)),
              ),
            ),
            (user_id) => mentionNotice(tx, track, user_id),
          ),
          notify(block, answerNotice(tx, track, parent_comment)).when(
            and(
              ne(parent_comment.user_id, tx.user_id),
              not(
                turnsAway(parent_comment.user_id, tx, {
                  entity_type: "Comment",
                  entity_id: parent_comment.comment_id,
                }),
              ),
            ),
          ),
        ]),
      ]),
    ];
  },
});
