import { ensure, type Metadata, sqlFunction, type } from "#spec";

const canFetchContents = sqlFunction("em.can_fetch_contents", [type.nullable(type.json)], type.boolean);

/**
 * Before the network judges a change, of whatever it is, it looks up the tracks that a playlist_contents in its metadata names: who
 * sends one by which it cannot is refused (D6).
 */
export function contentsFetchable(metadata: Metadata) {
  return ensure(
    canFetchContents(metadata.get("playlist_contents")),
    "contents_not_fetchable",
    "the tracks of playlist_contents cannot be looked up",
  );
}
