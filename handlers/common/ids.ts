import { ensure, fitsInteger, type Transaction, text } from "#spec";

/**
 * The entity's id can be stored: ids are 64 bits wide on the chain and 32 in the tables.
 * @param what the kind of entity, for the code: comment_id_out_of_range
 */
export function entityIdFits(tx: Transaction, what = "entity") {
  return ensure(
    fitsInteger(tx.entity_id),
    `${what}_id_out_of_range`,
    text`${tx.entity_type} ${tx.entity_id} is beyond the last id of its kind`,
  );
}

/** The user's id can be stored. */
export function userIdFits(tx: Transaction) {
  return ensure(
    fitsInteger(tx.user_id),
    "user_id_out_of_range",
    text`user ${tx.user_id} is beyond the last id of a user`,
  );
}
