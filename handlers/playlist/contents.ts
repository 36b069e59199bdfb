import {
  type AnyWrite,
  type Block,
  type Expression,
  ensure,
  isNotNull,
  type Json,
  type Metadata,
  perform,
  type Rule,
  shown,
  sqlFunction,
  type,
  value,
} from "#spec";

const storedContents = sqlFunction("em.stored_contents", [type.nullable(type.json)], type.nullable(type.json));
const holdTracksOf = sqlFunction("em.hold_tracks", [type.integer, type.json, type.time], type.text);

/**
 * The tracks that the metadata lists, in the form in which a playlist keeps them: a track may come twice, and need not exist. What is
 * not a list holds no track. NULL where a number is beyond what can be stored.
 */
export function contentsOf(metadata: Metadata) {
  return value(storedContents(metadata.get("playlist_contents")));
}

/** The numbers of the tracks, and the times at which they were added, can be stored. */
export function contentsFit(contents: Expression<Json | null>): Rule {
  return ensure(
    isNotNull(contents),
    "contents_out_of_range",
    "the playlist's contents name a track or a time beyond all that can be stored",
  );
}

/** The contents hold a track that the playlist did not hold before. */
export const addsTrack = sqlFunction(
  "em.adds_track",
  [type.nullable(type.json), type.nullable(type.json)],
  type.boolean,
);

/** Updates playlist_tracks, and the columns of tracks that name the playlists which hold or held them, to match the contents. */
export function holdTracks(playlist_id: Expression<number>, contents: Expression<Json | null>, block: Block): AnyWrite {
  return perform(holdTracksOf(playlist_id, shown(contents), block.time));
}
