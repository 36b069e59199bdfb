import {
  and,
  choose,
  eq,
  exists,
  field,
  fieldsOf,
  handler,
  isFalse,
  isString,
  type Json,
  latest,
  openMetadata,
  read,
  reader,
  reject,
  text,
} from "#spec";
import { events, track_price_history, tracks } from "#tables";

/** U+0000 refuses in a part of the value alone. */
const fields = fieldsOf(tracks, {
  mood: field(
    reader(read.textOrIgnore, {
      refusesNul: true,
      nulIn: (json) => choose<Json | null>(isString(json), json, null),
    }),
  ),
});

/** Of many rows the last, by a key or a condition. */
export const spec = handler({
  entity: "Track",
  action: "Example",
  metadata: openMetadata,
  reads: ({ tx }) => ({
    contest: latest(
      events,
      (event) => and(eq<number | null>(event.entity_id, 7), isFalse(event.is_deleted)),
      (event) => event.event_id,
    ),
    price: latest(track_price_history, { track_id: tx.entity_id }, (row) => row.block_timestamp),
  }),
  rules: ({ metadata, contest, price }) => [
    fields.wellTyped(metadata, "Create"),
    reject(exists(contest), "contest_running", text`event ${contest.event_id} runs`),
    reject(exists(price), "price_known", text`it costs ${price.total_price_cents}`),
  ],
  writes: () => [],
});
