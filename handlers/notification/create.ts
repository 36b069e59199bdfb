import {
  coalesce,
  ensure,
  handler,
  insertOrIgnore,
  isJsonNull,
  isNotNull,
  isObject,
  or,
  rawJson,
  reject,
  sql,
  text,
} from "#spec";
import { notification } from "#tables";
import { signedByVerifier } from "../common/verifier.ts";

const nobody = sql<number[]>("integer[]")`'{}'`;

/**
 * The verifier announces something to everybody, in a JSON object (or null) that is kept as it came. Of several announcements in a block the
 * first counts.
 */
export const notificationCreate = handler({
  entity: "Notification",
  action: "Create",
  metadata: rawJson,
  rules: ({ tx }) => [
    signedByVerifier(tx),
    ensure(isNotNull(tx.json), "metadata_not_json", "the metadata is not JSON"),
    ensure(or(isObject(tx.json), isJsonNull(tx.json)), "metadata_not_object", "the metadata is not a JSON object"),
    reject(tx.lone_surrogates, "metadata_lone_surrogate", "the metadata holds half a character (a lone surrogate)"),
    reject(isNotNull(tx.nul), "metadata_nul", "the metadata holds U+0000"),
  ],
  writes: ({ tx, block }) => [
    insertOrIgnore(notification, {
      type: "announcement",
      group_id: text`announcement:blocknumber:${block.number}`,
      specifier: "",
      user_ids: nobody,
      data: coalesce(tx.written, tx.json),
      timestamp: block.time,
    }),
  ],
});
