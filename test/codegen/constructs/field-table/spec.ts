import { current, ensure, envelope, field, fieldsOf, handler, onlyOnUpdate, read, update } from "#spec";
import { tracks } from "#tables";

const fields = fieldsOf(tracks, {
  title: field(read.checkedText),
  license: field(read.text),
  is_downloadable: field(read.flag, false),
  rights_controller: field(read.objectOrIgnore),
  pinned_comment_id: onlyOnUpdate(read.integer),
});

/** A field table on Update: what may be wrong is refused, what is not named stays. */
export const spec = handler({
  entity: "Track",
  action: "Example",
  metadata: envelope(),
  reads: ({ tx }) => ({ track: current(tracks, { track_id: tx.entity_id }) }),
  rules: ({ metadata, track }) => [ensure(track, "track_missing", "no track"), fields.wellTyped(metadata, "Update")],
  writes: ({ metadata, track }) => [update(track, fields.onUpdate(metadata))],
});
