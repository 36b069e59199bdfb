import { current, handler, reject } from "#spec";
import { tracks } from "#tables";

export const spec = handler({
  entity: "Track",
  action: "Example",
  rules: ({ tx }) => [reject(current(tracks, { track_id: tx.entity_id }).is_delete, "deleted", "it is deleted")],
  writes: () => [],
});
