import { anyMatch, ensure, handler, insert, isNotNull, rawJson, reject, sql, text, value } from "#spec";
import { notification } from "#tables";
import { signedByVerifier } from "../common/verifier.ts";

const nobody = sql<number[]>("integer[]")`'{}'`;

/**
 * The verifier announces something to everybody, in any JSON; it is kept as it came, so that a text which Postgres cannot
 * hold refuses it. A block holds one announcement at most. Whose transaction it is does not matter, not even whether that
 * user exists.
 */
export const notificationCreate = handler({
  entity: "Notification",
  action: "Create",
  metadata: rawJson,
  reads: ({ block }) => ({ group_id: value(text`announcement:blocknumber:${block.number}`) }),
  rules: ({ tx, block, group_id }) => [
    signedByVerifier(tx),
    ensure(isNotNull(tx.json), "metadata_not_json", "the metadata is not JSON"),
    reject(tx.lone_surrogates, "metadata_lone_surrogate", "the metadata holds half a character (a lone surrogate)"),
    reject(isNotNull(tx.nul), "metadata_nul", "the metadata holds U+0000"),
    reject(
      anyMatch(notification, { group_id, specifier: "" }),
      "announcement_exists",
      text`block ${block.number} holds an announcement`,
    ),
  ],
  writes: ({ tx, block, group_id }) => [
    insert(notification, {
      type: "announcement",
      group_id,
      specifier: "",
      user_ids: nobody,
      data: tx.json,
      timestamp: block.time,
    }),
  ],
});
