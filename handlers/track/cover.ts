import { choose, coalesce, type Expression, type Metadata, ne, read, value } from "../../codegen/spec/index.ts";

/** The track's cover as it stands; there is none on Create. */
interface Cover {
  readonly cover_art: Expression<string | null>;
  readonly cover_art_sizes: Expression<string | null>;
}

/** The cover as one picture that the track is to have. */
export function coverReads(metadata: Metadata, before?: Cover) {
  return { picture: value(given("cover_art", metadata, before)) };
}

/** The cover of a track is a folder of sizes: a cover that is given as one picture is noted as that folder. */
export function coverOf(metadata: Metadata, picture: Expression<string | null>, before?: Cover) {
  const isGiven = ne(coalesce(picture, ""), "");
  return {
    cover_art: choose(isGiven, null, picture),
    cover_art_sizes: choose(isGiven, picture, given("cover_art_sizes", metadata, before)),
  };
}

function given(name: keyof Cover, metadata: Metadata, before: Cover | undefined): Expression<string | null> {
  const text = read.checkedText.read(metadata.get(name));
  return before === undefined ? text : choose(metadata.has(name), text, before[name]);
}
