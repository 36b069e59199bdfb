import {
  and,
  anyMatch,
  coalesce,
  type Expression,
  ensure,
  eq,
  isOneOf,
  isString,
  kindOf,
  type Metadata,
  ne,
  type Row,
  read,
  reject,
  sqlFunction,
  type Transaction,
  text,
  type,
  when,
} from "#spec";
import { users } from "#tables";
import { textOf, truthy } from "../common/json.ts";
import { isLongerThan } from "../common/text.ts";

const isGenre = sqlFunction("em.is_genre", [type.nullable(type.text)], type.boolean);

/** The longest description of a track, in characters. */
const longestDescription = 2500;

/** Who uploads has a handle: it is part of the track's address. */
export function artistHasHandle(tx: Transaction, artist: Row<"users">) {
  return ensure(ne(artist.handle, ""), "handle_missing", text`user ${tx.user_id} has no handle`);
}

/** The genre, if one is given, is one of the network's. */
export function genreKnown(track_id: Expression<number>, metadata: Metadata) {
  const genre = metadata.get("genre");
  return when(ne(coalesce(kindOf(genre), "null"), "null"), [
    ensure(
      and(isString(genre), isGenre(textOf(genre))),
      "genre_unknown",
      text`track ${track_id} is of the genre ${genre}, which the network does not know`,
    ),
  ]);
}

/** A description has at most 2500 characters. */
export function descriptionShort(metadata: Metadata) {
  const description = metadata.get("description");
  return [
    reject(
      isOneOf(coalesce(kindOf(description), "null"), ["number", "boolean"]),
      "invalid_description",
      "the description is not text",
    ),
    reject(
      isLongerThan(description, longestDescription),
      "description_too_long",
      text`the description is longer than ${longestDescription} characters`,
    ),
  ];
}

/** A track may say that it was made by AI in the manner of a user, if that user allows it. */
export function aiAttributionAllowed(metadata: Metadata) {
  const model = metadata.get("ai_attribution_user_id");
  return when(truthy(model), [
    ensure(
      anyMatch(users, (user) =>
        and(eq(user.user_id, read.integer.read(model)), user.is_current, user.allow_ai_attribution),
      ),
      "ai_attribution_not_allowed",
      text`user ${model} does not exist or does not allow AI attribution`,
    ),
  ]);
}

/** Only its owner changes a track, and a track that came by DDEX only the app that brought it. */
export function ownTrack(tx: Transaction, track: Row<"tracks">) {
  return [
    ensure(track, "track_missing", text`track ${tx.entity_id} does not exist`),
    ensure(eq(track.owner_id, tx.user_id), "track_not_own", text`track ${tx.entity_id} is not user ${tx.user_id}'s`),
  ];
}
