/**
 * What TypeScript refuses in a spec. This file is never run: tsc reads it, and fails when one of the lines that are expected
 * to be wrong is not.
 */

import { current, eq, exists, field, fieldsOf, handler, insert, put, read, reject, update, updateOnly } from "#spec";
import { blocks, comment_reports, follows, shares, tracks, users } from "#tables";

export const wrong = handler({
  entity: "Track",
  action: "Example",
  reads: ({ tx }) => ({
    track: current(tracks, { track_id: tx.entity_id }),
    following: current(follows, { follower_user_id: tx.user_id, followee_user_id: tx.entity_id }),
    // @ts-expect-error a misspelt column as a key
    misspelt: current(tracks, { trackid: tx.entity_id }),
    // @ts-expect-error a text where an integer is the key
    byText: current(tracks, { track_id: tx.signer }),
  }),
  rules: ({ tx, track }) => [
    // @ts-expect-error a text compared with a number
    reject(eq(tx.user_id, tx.signer), "code", "reason"),
    // @ts-expect-error a column that the table does not have
    reject(eq(track.owner, tx.user_id), "code", "reason"),
    // @ts-expect-error a condition must be a boolean
    reject(tx.user_id, "code", "reason"),
  ],
  writes: ({ tx, track, following }) => [
    // @ts-expect-error a misspelt column
    updateOnly(track, { titel: "x" }),
    // @ts-expect-error a text in an integer column
    updateOnly(track, { duration: tx.signer }),
    // @ts-expect-error NULL in a not-null column
    updateOnly(track, { is_unlisted: null }),
    // @ts-expect-error a column that may be NULL into one that may not
    update(track, { is_unlisted: following.is_delete, route_id: track.title, track_id: track.duration }),
    // @ts-expect-error is_delete is not null and has no default
    put(following, { follower_user_id: tx.user_id, followee_user_id: tx.entity_id }),
    // @ts-expect-error a word that the enum does not have
    insert(shares, { user_id: 1, share_item_id: 2, share_type: "album" }),
    // @ts-expect-error blocks.blockhash is stamped, but what else it needs must fit
    insert(blocks, { number: "7" }),
    insert(comment_reports, { comment_id: 1, user_id: 2, is_delete: false }),
  ],
});

// @ts-expect-error a text reader for an integer column
export const wrongField = fieldsOf(tracks, { duration: field(read.text) });

// @ts-expect-error a line for a column that users does not have
export const wrongColumn = fieldsOf(users, { nickname: field(read.text) });

// @ts-expect-error only a row can be there or not
export const wrongRow = exists("track");
