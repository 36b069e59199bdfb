import { tracks } from "../../../../codegen/generated/tables.ts";
import { current, ensure, handler, updateOnly, type Value } from "../../../../codegen/spec/index.ts";

/** TypeScript takes this for a boolean; the compiler looks again. */
const nothing: Value<never> = JSON.parse("null");

export const spec = handler({
  entity: "Track",
  action: "Example",
  reads: ({ tx }) => ({ track: current(tracks, { track_id: tx.entity_id }) }),
  rules: ({ track }) => [ensure(track, "track_missing", "no track")],
  writes: ({ track }) => [updateOnly(track, { is_delete: nothing })],
});
