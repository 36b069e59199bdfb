import {
  and,
  anyMatch,
  type Expression,
  ensure,
  eq,
  gt,
  isString,
  type Metadata,
  read,
  reject,
  ruleSet,
  sqlFunction,
  text,
  type,
  when,
} from "#spec";
import { tracks, users } from "#tables";
import { comparedInteger, textOf, truthy } from "../common/json.ts";
import { isLongerThan, length, lower } from "../common/text.ts";

const isHandle = sqlFunction("em.is_handle", [type.text], type.boolean);
const isReservedHandle = sqlFunction("em.is_reserved_handle", [type.text], type.boolean);
const isGenreName = sqlFunction("em.is_genre_name", [type.text], type.boolean);
const isMoodName = sqlFunction("em.is_mood_name", [type.text], type.boolean);
const hasBadWords = sqlFunction("em.has_bad_words", [type.nullable(type.text)], type.boolean);

/** The longest bio, in characters. */
const longestBio = 256;
/** The longest handle, in characters. */
const longestHandle = 30;

/**
 * A handle has at most 30 characters, of a to z, 0 to 9, _ and full stop; it is no reserved word, no name of a genre or
 * mood, holds no bad word, and nobody, now or before, has it.
 */
export const handleFree = ruleSet(
  "handle_free",
  { handle: type.nullable(type.json) },
  {
    reads: ({ handle }) => ({
      handle_lc: lower(textOf(handle)),
    }),
    rules: ({ handle, handle_lc }) => [
      ensure(truthy(handle), "handle_missing", "a user needs a handle"),
      ensure(isString(handle), "handle_not_text", "the handle is not a string"),
      ensure(
        isHandle(handle_lc),
        "handle_characters",
        text`handle ${handle_lc} has other characters than a-z, 0-9, _ and .`,
      ),
      reject(
        gt(length(handle_lc), longestHandle),
        "handle_too_long",
        text`handle ${handle_lc} is longer than ${longestHandle} characters`,
      ),
      reject(isReservedHandle(handle_lc), "handle_reserved", text`handle ${handle_lc} is a reserved word`),
      reject(isGenreName(handle_lc), "handle_is_genre", text`handle ${handle_lc} is the name of a genre`),
      reject(isMoodName(handle_lc), "handle_is_mood", text`handle ${handle_lc} is the name of a mood`),
      reject(hasBadWords(handle_lc), "handle_bad_word", text`handle ${handle_lc} contains a bad word`),
      reject(anyMatch(users, { handle_lc }), "handle_taken", text`handle ${handle_lc} is taken`),
    ],
  },
);

/** A user who has no handle yet must bring one, and a name (which may be empty) without bad words. */
export function firstHandle(metadata: Metadata) {
  return [
    ensure(metadata.has("handle"), "handle_missing", "a user needs a handle"),
    handleFree({ handle: metadata.get("handle") }),
    ensure(metadata.has("name"), "name_missing", "a user needs the member name"),
    reject(hasBadWords(read.checkedText.read(metadata.get("name"))), "name_bad_word", "the name contains a bad word"),
  ];
}

/** A bio has at most 256 characters. */
export function bioShort(metadata: Metadata) {
  return reject(
    isLongerThan(metadata.get("bio"), longestBio),
    "bio_too_long",
    text`the bio is longer than ${longestBio} characters`,
  );
}

/** The artist pick is a track of the user's own, deleted or not. */
export function artistPickOwn(metadata: Metadata, user_id: Expression<number>) {
  const pick = metadata.get("artist_pick_track_id");
  return when(truthy(pick), [
    ensure(
      anyMatch(tracks, (track) =>
        and(eq(track.track_id, comparedInteger(pick)), eq(track.owner_id, user_id), track.is_current),
      ),
      "artist_pick_missing",
      text`track ${pick} is not a track of user ${user_id}`,
    ),
  ]);
}
