import { choose, coalesce, type Expression, type Metadata, ne, read } from "../../codegen/spec/index.ts";

/**
 * The cover of a track is a folder of sizes: a cover that is given as one picture is noted as that folder.
 * @param before the track's cover as it stands; left out on Create
 */
export function coverOf(
  metadata: Metadata,
  before?: { readonly cover_art: Expression<string | null>; readonly cover_art_sizes: Expression<string | null> },
) {
  const given = (name: "cover_art" | "cover_art_sizes") => {
    const text = read.checkedText.read(metadata.get(name));
    return before === undefined ? text : choose(metadata.has(name), text, before[name]);
  };
  const picture = given("cover_art");
  const isGiven = ne(coalesce(picture, ""), "");
  return {
    cover_art: choose(isGiven, null, picture),
    cover_art_sizes: choose(isGiven, picture, given("cover_art_sizes")),
  };
}
