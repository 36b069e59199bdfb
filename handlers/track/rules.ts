import { ensure, eq, gt, type Metadata, type Row, type Rule, reject, type Transaction, text } from "#spec";
import { length } from "../common/text.ts";
import { textMember } from "../common/values.ts";

/** The longest genre, in characters, as the metadata gives it. */
const longestGenre = 100;

/** A genre may be any text of at most 100 characters. */
export function genreFits(metadata: Metadata): Rule {
  return reject(
    gt(length(textMember(metadata, "genre")), longestGenre),
    "genre_too_long",
    text`the genre is longer than ${longestGenre} characters`,
  );
}

/** A track that is there and not deleted, of the user who changes it. */
export function ownTrack(tx: Transaction, track: Row<"tracks">): readonly Rule[] {
  return [
    ensure(track, "track_missing", text`track ${tx.entity_id} does not exist`),
    reject(track.is_delete, "track_deleted", text`track ${tx.entity_id} is deleted`),
    ensure(eq(track.owner_id, tx.user_id), "track_not_own", text`track ${tx.entity_id} is not user ${tx.user_id}'s`),
  ];
}
