/** What a comment says and what it is about: the rules that Create and Update share. */
import {
  and,
  anyMatch,
  coalesce,
  type Expression,
  ensure,
  eq,
  fitsInteger,
  gt,
  isFalse,
  isNotNull,
  isOneOf,
  type Metadata,
  members,
  ne,
  reject,
  resultsOf,
  sqlFunction,
  text,
  type,
  value,
  when,
} from "#spec";
import { events, tracks } from "#tables";
import { length } from "../common/text.ts";
import * as values from "../common/values.ts";
import { bigintMember, textMember } from "../common/values.ts";

const firstMentions = sqlFunction("em.first_mentions", [type.nullable(type.json)], type.nullable(type.integers));
const unnest = sqlFunction("unnest", [type.nullable(type.integers)], type.integer);
const nullIfEmpty = sqlFunction("nullif", [type.nullable(type.text), type.text], type.nullable(type.text));

/** The longest comment, in characters. */
const longestBody = 400;
/** The longest address of a video, in characters. */
const longestVideoUrl = 2000;

const stored = members({ body: values.filledText, video_url: values.text, track_timestamp_s: values.bigint });

/** What the comment is about, and whom it mentions. */
export function contentReads(metadata: Metadata) {
  return {
    subject_type: value(coalesce(nullIfEmpty(textMember(metadata, "entity_type"), ""), "Track")),
    subject_id: value(bigintMember(metadata, "entity_id")),
    mentioned: value(firstMentions(metadata.get("mentions"))),
  };
}

interface Content {
  readonly subject_type: Expression<string>;
  readonly subject_id: Expression<number | null>;
  readonly mentioned: Expression<number[] | null>;
}

/** A comment is about a track (deleted or not), an event (not deleted) or a fan club, which is known by its artist's number. */
export function subjectExists({ subject_type, subject_id }: Content) {
  const missing = text`${subject_type} ${subject_id} does not exist`;
  return [
    ensure(
      isOneOf(subject_type, ["Track", "FanClub", "Event"]),
      "entity_type_unknown",
      text`a comment cannot be about an entity of type ${subject_type}`,
    ),
    ensure(isNotNull(subject_id), "entity_id_missing", "the comment does not say what it is about"),
    ensure(fitsInteger(subject_id), "entity_id_out_of_range", missing),
    when(eq(subject_type, "Track"), [
      ensure(anyMatch(tracks, { track_id: subject_id, is_current: true }), "track_missing", missing),
    ]),
    when(eq(subject_type, "Event"), [
      ensure(
        anyMatch(events, (event) => and(eq<number | null>(event.event_id, subject_id), isFalse(event.is_deleted))),
        "event_missing",
        missing,
      ),
    ]),
  ];
}

/** A comment has 1 to 400 characters. */
export function bodyValid(metadata: Metadata) {
  const body = textMember(metadata, "body");
  return [
    ensure(ne(coalesce(body, ""), ""), "body_empty", "the comment is empty"),
    reject(gt(length(body), longestBody), "body_too_long", text`the comment is longer than ${longestBody} characters`),
  ];
}

/** A video's address has up to 2,000 characters; mentions are of numbers that users can have. */
export function restValid(metadata: Metadata, { mentioned }: Content) {
  return [
    reject(
      gt(length(textMember(metadata, "video_url")), longestVideoUrl),
      "video_url_too_long",
      text`the address of the video is longer than ${longestVideoUrl} characters`,
    ),
    ensure(isNotNull(mentioned), "mention_out_of_range", "a mention is beyond every user's number"),
    stored.wellTyped(metadata),
  ];
}

/** The members that are stored as they are; a video's address that is empty is NULL. */
export const contentOf = (metadata: Metadata) => stored.of(metadata);

/** Each of the mentioned users, as the rows of a write. */
export function eachOf(user_ids: Expression<number[] | null>) {
  return resultsOf(unnest(user_ids));
}
