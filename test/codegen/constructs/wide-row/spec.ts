import { choose, current, ensure, envelope, field, fieldsOf, handler, ne, read, update } from "#spec";
import { tracks } from "#tables";

const fields = fieldsOf(tracks, {
  title: field(read.checkedText),
  genre: field(read.checkedText),
  mood: field(read.checkedText),
  tags: field(read.checkedText),
  license: field(read.text),
  isrc: field(read.text),
  iswc: field(read.text),
  is_downloadable: field(read.flag, false),
});

/** Many computed values are put into a row variable first; one that depends on another column of the row stays in the statement. */
export const spec = handler({
  entity: "Track",
  action: "Example",
  metadata: envelope(),
  reads: ({ tx }) => ({ track: current(tracks, { track_id: tx.entity_id }) }),
  rules: ({ metadata, track }) => [ensure(track, "track_missing", "no track"), fields.wellTyped(metadata, "Update")],
  writes: ({ metadata, track }) => {
    const changed = fields.onUpdate(metadata);
    return [update(track, { ...changed, is_available: choose(ne(changed.title, ""), true, track.is_available) })];
  },
});
