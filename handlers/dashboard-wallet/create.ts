import {
  and,
  anyMatch,
  type Block,
  cast,
  current,
  type Expression,
  ensure,
  eq,
  handler,
  insert,
  isObject,
  isString,
  isTrue,
  type Metadata,
  memberOf,
  metadataFrom,
  not,
  or,
  type Row,
  rawJson,
  recoveredAddress,
  reject,
  removeAll,
  shown,
  sql,
  sqlFunction,
  type Transaction,
  text,
  type,
  value,
  when,
} from "#spec";
import { dashboard_wallet_users, users } from "#tables";
import { addressMember, addressValid, objectOrNone, textMember } from "../common/given.ts";
import { truthy } from "../common/json.ts";
import { endsInTime, isTimeNear, startsWith, wordCount, wordFromEnd } from "../common/signed-message.ts";
import { lower, storedLower } from "../common/text.ts";
import { isSignedByUser, isSignedByWallet, walletAndUser } from "./rules.ts";

const hashid = sqlFunction("em.hashid", [type.nullable(type.bigint)], type.text);

/** A signature counts for less than 5 minutes before or after the block's time. */
const signatureSeconds = 5 * 60;

/** The wallet's message names the user by number, in plain or as a hashid: "Connecting Audius user id ‹id› at ‹time›". */
function namesUserById(message: Expression<string | null>, tx: Transaction): Expression<boolean> {
  const named = wordFromEnd(message, 3);
  return and(
    startsWith(message, "Connecting Audius user id"),
    eq(wordCount(message), 7),
    or(eq(named, cast(tx.user_id, "text")), eq(named, hashid(tx.user_id))),
  );
}

/** The wallet's message names the user by handle, in any case: "Connecting Audius user @‹handle› at ‹time›". */
function namesUserByHandle(message: Expression<string | null>, account: Row<"users">): Expression<boolean> {
  return and(
    startsWith(message, "Connecting Audius user @"),
    eq(wordCount(message), 6),
    eq(lower(wordFromEnd(message, 3)), sql<string>("text")`'@' || ${lower(account.handle)}`),
  );
}

/** The message of a signature is a string, the other shapes refuse. */
function signatureShape(metadata: Metadata, member: "wallet_signature" | "user_signature") {
  const signature = metadata.get(member);
  return [
    ensure(isObject(signature), `${member}_missing`, text`the ${member} is missing`),
    ensure(isString(memberOf(signature, "message")), `${member}_without_message`, text`the ${member} has no message`),
  ];
}

/** The message ends in a time less than 5 minutes before or after the block's. */
function signedNow(message: Expression<string | null>, block: Block) {
  return [
    ensure(endsInTime(message), "signature_without_time", "the signed message does not end in a time"),
    ensure(
      isTimeNear(wordFromEnd(message, 1), block.time, signatureSeconds),
      "signature_expired",
      text`the signature is ${signatureSeconds} seconds or more from the block's time`,
    ),
  ];
}

/**
 * A wallet may speak for a user on the protocol's dashboard. One of the two signs the transaction, and the metadata has the
 * other's signature, less than 5 minutes from the block's time in either direction: of the wallet where the user signs, of
 * the user where the wallet signs. Only the user's own wallet counts as the user, no grant. A wallet speaks for one user at
 * a time; once given up it may be taken by any.
 */
export const dashboardWalletUserCreate = handler({
  entity: "DashboardWalletUser",
  action: "Create",
  metadata: rawJson,
  reads: ({ tx, metadata }) => {
    const account = current(users, { user_id: tx.user_id });
    return {
      wallet: value(addressMember(metadata, "wallet")),
      account,
      by_user: value(isTrue(isSignedByUser(tx, account))),
      wallet_message: value(textMember(metadataFrom(metadata.get("wallet_signature")), "message")),
      user_message: value(textMember(metadataFrom(metadata.get("user_signature")), "message")),
    };
  },
  rules: ({ tx, block, metadata, wallet, account, by_user, wallet_message, user_message }) => {
    const signing_wallet = recoveredAddress({
      name: "wallet",
      message: { path: ["wallet_signature", "message"] },
      signature: ["wallet_signature", "signature"],
    });
    const signing_user = recoveredAddress({
      name: "user",
      message: { path: ["user_signature", "message"] },
      signature: ["user_signature", "signature"],
    });
    return [
      objectOrNone(tx),
      addressValid(metadata, "wallet", tx),
      ...walletAndUser(tx, wallet, account),
      ensure(
        or(by_user, isSignedByWallet(tx, wallet)),
        "signer_not_authorized",
        text`${tx.signer} is neither the wallet of user ${tx.user_id} nor ${wallet}`,
      ),
      ensure(
        or(truthy(metadata.get("wallet_signature")), truthy(metadata.get("user_signature"))),
        "signature_missing",
        "the metadata has neither a wallet_signature nor a user_signature",
      ),
      reject(
        anyMatch(dashboard_wallet_users, (row) => and(eq(storedLower(row.wallet), wallet), not(row.is_delete))),
        "wallet_taken",
        text`wallet ${wallet} speaks for a user already`,
      ),
      when(
        by_user,
        [
          ...signatureShape(metadata, "wallet_signature"),
          ensure(
            and(
              or(namesUserById(wallet_message, tx), namesUserByHandle(wallet_message, account)),
              eq(wordFromEnd(wallet_message, 2), "at"),
            ),
            "wallet_message_wrong",
            text`the wallet's message does not connect it with user ${tx.user_id}`,
          ),
          ...signedNow(wallet_message, block),
          ensure(
            eq(lower(signing_wallet), wallet),
            "wallet_signature_invalid",
            text`the wallet_signature is not by wallet ${wallet}`,
          ),
        ],
        [
          ...signatureShape(metadata, "user_signature"),
          ensure(
            and(
              startsWith(user_message, "Connecting Audius protocol dashboard wallet "),
              eq(lower(wordFromEnd(user_message, 3)), wallet),
            ),
            "user_message_wrong",
            text`the user's message does not connect them with wallet ${wallet}`,
          ),
          ...signedNow(user_message, block),
          ensure(
            eq(lower(signing_user), lower(account.wallet)),
            "user_signature_invalid",
            text`the user_signature is not by user ${tx.user_id}`,
          ),
        ],
      ),
    ];
  },
  writes: ({ tx, wallet }) => [
    removeAll(dashboard_wallet_users, (row) => eq(storedLower(row.wallet), wallet)),
    insert(dashboard_wallet_users, { wallet: shown(wallet), user_id: tx.user_id, is_delete: false }),
  ],
});
