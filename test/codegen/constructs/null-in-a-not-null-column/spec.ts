import { current, ensure, handler, updateOnly, type Value } from "#spec";
import { tracks } from "#tables";

/** TypeScript takes this for a boolean; the compiler looks again. */
const nothing: Value<never> = JSON.parse("null");

export const spec = handler({
  entity: "Track",
  action: "Example",
  reads: ({ tx }) => ({ track: current(tracks, { track_id: tx.entity_id }) }),
  rules: ({ track }) => [ensure(track, "track_missing", "no track")],
  writes: ({ track }) => [updateOnly(track, { is_delete: nothing })],
});
