import {
  and,
  type Block,
  type Context,
  cast,
  type Expression,
  ensure,
  eq,
  handler,
  openMetadata,
  or,
  type Row,
  recoveredAddress,
  sql,
  sqlFunction,
  type Transaction,
  text,
  type,
  value,
  when,
} from "#spec";
import { isRecent, isSignature, messageOf, startsWith, wordCount, wordFromEnd } from "../common/signed-message.ts";
import { lower } from "../common/text.ts";
import { assign, assignmentReads, assignmentRules } from "./wallet.ts";

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

/** The user's message names the wallet: "Connecting Audius protocol dashboard wallet ‹wallet› at ‹time›". */
function namesWallet(message: Expression<string | null>, wallet: Expression<string | null>): Expression<boolean> {
  return and(
    startsWith(message, "Connecting Audius protocol dashboard wallet "),
    eq<string | null>(lower(wordFromEnd(message, 3)), wallet),
  );
}

/** The message is of the last or next few minutes. */
function signedNow(message: Expression<string | null>, block: Block) {
  return ensure(
    isRecent(message, block, signatureSeconds),
    "signature_expired",
    text`the message does not end in a time less than ${signatureSeconds} seconds from the block's`,
  );
}

function reads({ tx, metadata, block }: Context) {
  const wallet_signature = metadata.get("wallet_signature");
  const user_signature = metadata.get("user_signature");
  return {
    ...assignmentReads({ tx, metadata, block }),
    wallet_signs: value(isSignature(wallet_signature)),
    user_signs: value(isSignature(user_signature)),
    wallet_message: value(messageOf(tx, wallet_signature)),
    user_message: value(messageOf(tx, user_signature)),
  };
}

/**
 * A wallet may speak for a user on the protocol's dashboard. One of the two signs the transaction, and the metadata has the other's
 * signature, less than 5 minutes from the block's time in either direction: of the wallet where the user signs, of the user where the
 * wallet signs. A wallet speaks for one user at a time; once given up it may be taken by any.
 */
export const dashboardWalletUserCreate = handler({
  entity: "DashboardWalletUser",
  action: "Create",
  metadata: openMetadata,
  reads,
  rules: ({ wallet_signs, user_signs, wallet_message, user_message, ...given }) => {
    const { tx, block, wallet, account, by_user } = given;
    const signing_wallet = recoveredAddress({
      name: "wallet_signature",
      message: { path: ["wallet_signature", "message"] },
      signature: ["wallet_signature", "signature"],
    });
    const signing_user = recoveredAddress({
      name: "user_signature",
      message: { path: ["user_signature", "message"] },
      signature: ["user_signature", "signature"],
    });
    return [
      ...assignmentRules(given),
      when(wallet_signs, [
        ensure(
          eq<string | null>(lower(signing_wallet), wallet),
          "wallet_signature_invalid",
          text`the wallet_signature is not by wallet ${wallet}`,
        ),
      ]),
      when(user_signs, [
        ensure(
          eq<string | null>(lower(signing_user), lower(account.wallet)),
          "user_signature_invalid",
          text`the user_signature is not by user ${tx.user_id}`,
        ),
      ]),
      when(
        by_user,
        [
          ensure(wallet_signs, "wallet_signature_missing", "the signature of the wallet is missing"),
          ensure(
            and(
              or(namesUserById(wallet_message, tx), namesUserByHandle(wallet_message, account)),
              eq(wordFromEnd(wallet_message, 2), "at"),
            ),
            "wallet_message_wrong",
            text`the wallet's message does not connect it with user ${tx.user_id}`,
          ),
          signedNow(wallet_message, block),
        ],
        [
          ensure(user_signs, "user_signature_missing", "the signature of the user is missing"),
          ensure(
            namesWallet(user_message, wallet),
            "user_message_wrong",
            text`the user's message does not connect them with wallet ${wallet}`,
          ),
          signedNow(user_message, block),
        ],
      ),
    ];
  },
  writes: (given) => [assign(given, false)],
});
