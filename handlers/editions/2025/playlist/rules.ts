import {
  type Expression,
  ensure,
  eq,
  isNotNull,
  type Metadata,
  type Row,
  read,
  reject,
  type Transaction,
  text,
} from "#spec";
import { isAnyText, isLongerThan } from "../common/text.ts";

/** The longest description of a playlist, in characters. */
const longestDescription = 2500;

/** A description has at most 2500 characters. */
export function descriptionShort(metadata: Metadata) {
  const description = metadata.get("description");
  return reject(
    isLongerThan(description, longestDescription),
    "description_too_long",
    text`the description is longer than ${longestDescription} characters`,
  );
}

/** The cid beside the data, which names the metadata's file, is null or what the column can hold as a text. */
export function cidValid(tx: Transaction, metadata: Metadata) {
  return ensure(isAnyText(metadata.cid, tx.nul), "invalid_cid", "the metadata's cid cannot be stored as text");
}

/** Only its owner changes a playlist, a deleted one too. */
export function ownPlaylist(tx: Transaction, playlist: Row<"playlists">) {
  return [
    ensure(playlist, "playlist_missing", text`playlist ${tx.entity_id} does not exist`),
    ensure(
      eq(playlist.playlist_owner_id, tx.user_id),
      "playlist_not_own",
      text`playlist ${tx.entity_id} is not user ${tx.user_id}'s`,
    ),
  ];
}

/** A playlist has a name, which may be empty; an Update of one that has none must bring it. */
export function nameGiven(name: Expression<string | null>) {
  return ensure(isNotNull(name), "name_missing", "a playlist needs a name");
}

/** The cid, which names the file of the metadata. */
export function cidOf(metadata: Metadata): Expression<string | null> {
  return read.anyText.read(metadata.cid);
}
