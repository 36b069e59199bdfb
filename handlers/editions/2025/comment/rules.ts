import {
  choose,
  current,
  deleted,
  type Expression,
  ensure,
  eq,
  exists,
  fitsInteger,
  gt,
  isNotNull,
  isOneOf,
  jsonLiteral,
  kindOf,
  type Metadata,
  members,
  ne,
  not,
  or,
  type Reader,
  type Row,
  type Rule,
  read,
  reader,
  reject,
  resultsOf,
  sqlFunction,
  type Transaction,
  text,
  transaction,
  type,
  value,
  when,
} from "#spec";
import { comment_threads, comments } from "#tables";
import { isIntegerLiteral, jsonLength, truthy } from "../common/json.ts";
import { isAnyText } from "../common/text.ts";

const isMentionList = sqlFunction("em.is_mention_list", [type.nullable(type.json)], type.boolean);
const mentionedUsers = sqlFunction("em.mentioned_users", [type.nullable(type.json)], type.nullable(type.integers));
const comparesWithIds = sqlFunction("em.compares_with_ids", [type.nullable(type.json)], type.boolean);

const unnest = sqlFunction("unnest", [type.nullable(type.integers)], type.integer);

/** The longest comment, in characters. */
const longestBody = 400;

/** The comment on which a transaction acts. */
export function commentOf(tx: Transaction): Row<"comments"> {
  return current(comments, { comment_id: tx.entity_id });
}

/** The comment exists, deleted or not. */
export function commentExists(tx: Transaction, comment: Row<"comments">): Rule {
  return ensure(comment, "comment_missing", text`comment ${tx.entity_id} does not exist`);
}

/** The comment is not deleted. */
export function commentUndeleted(tx: Transaction, comment: Row<"comments">): Rule {
  return reject(deleted(comment), "comment_deleted", text`comment ${tx.entity_id} is deleted`);
}

/** A text, or a flat list, of which the network takes the number of items for its length; other kinds have no length, and refuse. */
const bodyText: Reader<string | null> = reader(read.anyText, {
  wrong: (json) => or(isOneOf(kindOf(json), ["number", "boolean"]), not(isAnyText(json, transaction.nul))),
});

/** A comment has 1 to 400 characters; U+0000 counts as one, though it is not stored. */
export function bodyValid(metadata: Metadata): readonly Rule[] {
  const body = metadata.get("body");
  return [
    ensure(ne(kindOf(body), "null"), "body_empty", "the comment is empty"),
    members({ body: bodyText }).wellTyped(metadata),
    reject(eq(body, jsonLiteral("")), "body_empty", "the comment is empty"),
    reject(
      gt(jsonLength(body), longestBody),
      "body_too_long",
      text`the comment is longer than ${longestBody} characters`,
    ),
  ];
}

/** The text of a comment that bodyValid let pass. */
export const bodyOf: (metadata: Metadata, tx: Transaction) => Expression<string> = (metadata, tx) =>
  sqlFunction(
    "em.any_text",
    [type.nullable(type.json), type.nullable(type.text)],
    type.text,
  )(metadata.get("body"), tx.nul);

/** The comment that this one answers: none where parent_comment_id is missing, null, 0, false or empty. */
export function parentReads(tx: Transaction, metadata: Metadata) {
  const parent_json = metadata.get("parent_comment_id");
  const parent_id = value(choose(truthy(parent_json), read.integer.read(parent_json), null));
  return {
    parent_id,
    parent_comment: current(comments, { comment_id: parent_id }),
    thread: current(comment_threads, { parent_comment_id: parent_id, comment_id: tx.entity_id }),
  };
}

/** The answered comment exists, deleted or not, and is not answered by this one yet: who edits an answer must not name it again. */
export function parentValid(
  tx: Transaction,
  metadata: Metadata,
  { parent_comment, thread }: { parent_comment: Row<"comments">; thread: Row<"comment_threads"> },
): Rule {
  const parent = metadata.get("parent_comment_id");
  return when(truthy(parent), [
    ensure(isIntegerLiteral(parent), "parent_not_number", text`parent_comment_id ${parent} is not an integer`),
    ensure(parent_comment, "parent_missing", text`comment ${parent} does not exist`),
    reject(exists(thread), "thread_exists", text`comment ${tx.entity_id} answers comment ${parent} already`),
  ]);
}

/** The users that the comment mentions: the first ten of the list. */
export function mentionedIn(metadata: Metadata): Expression<number[] | null> {
  return value(mentionedUsers(metadata.get("mentions")));
}

/** How many users. */
export const countOf = sqlFunction("cardinality", [type.nullable(type.integers)], type.integer);

/** Each of some users, as the rows of a write. */
export function eachOf(user_ids: Expression<number[] | null>) {
  return resultsOf(unnest(user_ids));
}

/** Mentions are a list of integers, of which the first ten count; those must fit a user's number. Nobody checks that the users exist. */
export function mentionsValid(metadata: Metadata, mentioned: Expression<number[] | null>): Rule {
  const mentions = metadata.get("mentions");
  return when(truthy(mentions), [
    ensure(isMentionList(mentions), "mentions_not_numbers", "the mentions are not a list of integers"),
    ensure(isNotNull(mentioned), "mention_out_of_range", "a mention is beyond every user's number"),
  ]);
}

/** The number of a new row's comment fits. */
export function commentIdFits(tx: Transaction): Rule {
  return ensure(
    fitsInteger(tx.entity_id),
    "comment_id_out_of_range",
    text`comment ${tx.entity_id} is beyond the last id of a comment`,
  );
}

/** A member that React, Pin and Unpin do not use, but which the network has always compared with the ids of comments: it must bear that. */
export function parentComparable(metadata: Metadata): Rule {
  const parent = metadata.get("parent_comment_id");
  return when(truthy(parent), [
    ensure(
      comparesWithIds(parent),
      "invalid_parent_comment_id",
      "parent_comment_id cannot be compared with the id of a comment",
    ),
  ]);
}
