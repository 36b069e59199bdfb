import {
  and,
  type Context,
  choose,
  coalesce,
  current,
  ensure,
  eq,
  exists,
  type Given,
  gt,
  handler,
  insert,
  insertEach,
  isNotNull,
  type Metadata,
  members,
  ne,
  openMetadata,
  reject,
  shown,
  text,
  type Value,
  value,
  when,
} from "#spec";
import { comment_mentions, comment_threads, comments } from "#tables";
import { entityIdFits } from "../common/ids.ts";
import { notifyOfComment } from "../common/notifications.ts";
import { signedForUser } from "../common/signer.ts";
import * as values from "../common/values.ts";
import { bigintMember, flagMember } from "../common/values.ts";
import { commentOf } from "./comment.ts";
import { bodyValid, contentOf, contentReads, eachOf, restValid, subjectExists } from "./content.ts";

const parents = members({ parent_comment_id: values.bigint, parent_id: values.bigint });

/** The number of the comment that is answered: parent_comment_id, else parent_id; a number that is not above 0 does not count. */
function parentIdOf(metadata: Metadata) {
  const above0 = (member: string) => {
    const id = bigintMember(metadata, member);
    return choose(gt(id, 0), id, null);
  };
  return coalesce(above0("parent_comment_id"), above0("parent_id"));
}

/** The comment, what it is about, and the one that it answers. */
export function createReads({ tx, metadata }: Context) {
  const parent_id = value(parentIdOf(metadata));
  return {
    ...contentReads(metadata),
    comment: commentOf(tx),
    parent_id,
    parent_comment: current(comments, { comment_id: parent_id }),
    thread: current(comment_threads, { parent_comment_id: parent_id, comment_id: tx.entity_id }),
  };
}

/** Who may comment on what; an answer is about the same thing as what it answers, which may be deleted. */
export function createRules({
  tx,
  metadata,
  comment,
  parent_id,
  parent_comment,
  thread,
  ...content
}: Given<typeof createReads>) {
  const { subject_type, subject_id } = content;
  return [
    signedForUser(tx),
    reject(exists(comment), "comment_exists", text`comment ${tx.entity_id} exists`),
    entityIdFits(tx, "comment"),
    ...subjectExists(content),
    ...bodyValid(metadata),
    reject(
      and(flagMember(metadata, "is_members_only"), ne(subject_type, "FanClub")),
      "members_only_without_fan_club",
      "only a comment on a fan club can be for its members alone",
    ),
    ...restValid(metadata, content),
    parents.wellTyped(metadata),
    when(isNotNull(parent_id), [
      ensure(parent_comment, "parent_missing", text`comment ${parent_id} does not exist`),
      ensure(
        and(
          eq<string>(parent_comment.entity_type, subject_type),
          eq<number | null>(parent_comment.entity_id, subject_id),
        ),
        "parent_elsewhere",
        text`comment ${parent_id} is not about ${subject_type} ${subject_id}`,
      ),
      reject(exists(thread), "thread_exists", text`comment ${tx.entity_id} answers comment ${parent_id} already`),
    ]),
  ];
}

/**
 * The new comment, with the users it mentions and its place below the one that it answers.
 * @param state whether it is deleted and whether it was edited, which only an old comment can be
 */
export function createWrites(
  { tx, metadata, parent_comment, mentioned, subject_type, subject_id }: Given<typeof createReads>,
  state: { readonly is_delete: Value<boolean>; readonly is_edited: Value<boolean> },
) {
  const { body, video_url, track_timestamp_s } = contentOf(metadata);
  return [
    insert(comments, {
      comment_id: tx.entity_id,
      user_id: tx.user_id,
      text: shown(body),
      entity_type: subject_type,
      entity_id: shown(subject_id),
      track_timestamp_s,
      is_members_only: coalesce<boolean>(flagMember(metadata, "is_members_only"), false),
      video_url,
      ...state,
    }),
    insertEach(
      comment_mentions,
      eachOf(mentioned),
      (user_id) => ({ comment_id: tx.entity_id, user_id, is_delete: false }),
      { orUpdate: ["comment_id", "user_id"] },
    ),
    insert(comment_threads, { parent_comment_id: parent_comment.comment_id, comment_id: tx.entity_id }).when(
      exists(parent_comment),
    ),
  ];
}

/**
 * A user comments on a track, an event or an artist's fan club, may answer another comment on it, and mention users: those among
 * the first ten mentions count.
 */
export const commentCreate = handler({
  entity: "Comment",
  action: "Create",
  metadata: openMetadata,
  reads: createReads,
  rules: createRules,
  writes: (given) => [...createWrites(given, { is_delete: false, is_edited: false }), notifyOfComment(given.tx)],
});
