import {
  ensure,
  fitsInteger,
  handler,
  isNotNull,
  openMetadata,
  perform,
  shown,
  sqlFunction,
  text,
  type,
  value,
} from "#spec";
import { bigintMember, isNumber } from "../../../common/values.ts";

const hasRoomForPlays = sqlFunction(
  "em.has_room_for_plays",
  [type.bigint, type.nullable(type.bigint)],
  type.nullable(type.boolean),
);
const addPlays = sqlFunction("em.add_plays", [type.bigint, type.bigint], type.text);

/**
 * How many plays of a track the old chain had beside those that the genesis range replays one by one. They are added where the
 * database has the table aggregate_plays. Nobody signs for it: on the live network there is no such transaction.
 */
export const playCountReconcile = handler({
  entity: "PlayCount",
  action: "Reconcile",
  metadata: openMetadata,
  reads: ({ metadata }) => ({ delta: value(bigintMember(metadata, "delta")) }),
  rules: ({ tx, metadata, delta }) => [
    ensure(isNumber(metadata.get("delta")), "delta_missing", "the metadata does not say how many plays there were"),
    ensure(
      fitsInteger(tx.entity_id),
      "track_id_out_of_range",
      text`track ${tx.entity_id} is beyond the last id of a track`,
    ),
    ensure(isNotNull(delta), "delta_out_of_range", "the number of plays is beyond all that can be stored"),
    ensure(
      hasRoomForPlays(tx.entity_id, delta),
      "plays_out_of_range",
      text`the plays of track ${tx.entity_id} come to more than can be stored`,
    ),
  ],
  writes: ({ tx, delta }) => [perform(addPlays(tx.entity_id, shown(delta)))],
});
