import { choose, coalesce, type Expression, type Metadata, ne, read, value } from "#spec";

/**
 * The cover as the metadata gives it: one picture, or a folder of its sizes.
 * @param before the track's cover as it stands; left out on Create
 */
export function coverReads(
  metadata: Metadata,
  before?: { readonly cover_art: Expression<string | null>; readonly cover_art_sizes: Expression<string | null> },
) {
  const given = (name: "cover_art" | "cover_art_sizes") => {
    const text = read.checkedText.read(metadata.get(name));
    return value(before === undefined ? text : choose(metadata.has(name), text, before[name]));
  };
  return { picture: given("cover_art"), picture_sizes: given("cover_art_sizes") };
}

/** The cover of a track is a folder of sizes: a cover that is given as one picture is noted as that folder. */
export function coverOf({ picture, picture_sizes }: ReturnType<typeof coverReads>) {
  const isPicture = ne(coalesce(picture, ""), "");
  return {
    cover_art: choose(isPicture, null, picture),
    cover_art_sizes: choose(isPicture, picture, picture_sizes),
  };
}
