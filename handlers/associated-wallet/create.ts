import {
  and,
  anyRow,
  cast,
  ensure,
  envelope,
  eq,
  exists,
  gt,
  handler,
  insert,
  isFalse,
  isOneOf,
  isSignedByKey,
  isString,
  ne,
  or,
  recoveredAddress,
  reject,
  removeAll,
  shown,
  text,
  value,
} from "#spec";
import { associated_wallets } from "#tables";
import { givenText, textMember } from "../common/given.ts";
import { signedForUser } from "../common/signer.ts";
import { length } from "../common/text.ts";

/** A wallet with its whitespace has no more characters: the table's indexes could not hold it. */
const longestWallet = 2000;

/** What a wallet signs to be associated with a user. */
const message = { template: "AudiusUserID:{user_id}" };

/** The members of the metadata, none of which has a default. */
const members = { wallet_address: null, chain: null, signature: null };

/** The wallet has signed the user's number: by an Ethereum signature where the chain is eth. */
function signingEthereumAddress() {
  return recoveredAddress({
    name: "wallet",
    message,
    signature: ["data", "signature"],
    when: { path: ["data", "chain"], equals: "eth" },
    loneSurrogates: "dropped",
  });
}

/** The wallet has signed the user's number: by an ed25519 signature where the chain is sol. */
function isSignedBySolanaWallet() {
  return isSignedByKey({
    name: "wallet",
    message,
    signature: ["data", "signature"],
    publicKey: ["data", "wallet_address"],
    when: { path: ["data", "chain"], equals: "sol" },
    loneSurrogates: "dropped",
  });
}

/**
 * A user shows that a wallet on Ethereum (eth) or Solana (sol) is theirs, by its signature of their number; from then on it
 * is nobody else's. An Ethereum address must be spelt as its checksum has it; a Solana address may have whitespace after it,
 * and is kept with it. A wallet that is the user's already stays as it is.
 */
export const associatedWalletCreate = handler({
  entity: "AssociatedWallet",
  action: "Create",
  metadata: envelope(members),
  reads: ({ tx, metadata }) => {
    const wallet = value(textMember(metadata, "wallet_address"));
    const chain = value(textMember(metadata, "chain"));
    return {
      wallet,
      chain,
      own: anyRow(associated_wallets, { user_id: tx.user_id, wallet, chain: cast(chain, "wallet_chain") }),
    };
  },
  rules: ({ tx, metadata, wallet, chain, own }) => [
    signedForUser(tx),
    ensure(isString(metadata.get("wallet_address")), "wallet_not_text", "the wallet_address is not a string"),
    ensure(isOneOf(chain, ["eth", "sol"]), "chain_unknown", text`${chain} is neither eth nor sol`),
    ensure(
      or(and(eq(chain, "eth"), eq(signingEthereumAddress(), wallet)), and(eq(chain, "sol"), isSignedBySolanaWallet())),
      "wallet_signature_invalid",
      text`wallet ${wallet} has not signed the number of user ${tx.user_id}`,
    ),
    reject(
      gt(length(wallet), longestWallet),
      "wallet_too_long",
      text`the wallet_address is longer than ${longestWallet} characters`,
    ),
    reject(
      isFalse(own.is_current),
      "wallet_not_current",
      text`wallet ${wallet} of user ${tx.user_id} has a row that is not current`,
    ),
  ],
  writes: ({ tx, metadata, wallet, chain, own }) => [
    removeAll(associated_wallets, (row) =>
      and(
        eq(row.wallet, wallet),
        eq(row.chain, cast(chain, "wallet_chain")),
        ne(row.user_id, tx.user_id),
        row.is_current,
      ),
    ),
    insert(associated_wallets, {
      user_id: tx.user_id,
      wallet: givenText(metadata.get("wallet_address")),
      chain: shown(cast(chain, "wallet_chain")),
      is_delete: false,
    }).unless(exists(own)),
  ],
});
