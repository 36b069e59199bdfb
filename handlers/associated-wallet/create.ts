import {
  and,
  anyRow,
  choose,
  ensure,
  eq,
  handler,
  isNotNull,
  isOneOf,
  isSignedByKey,
  ne,
  openMetadata,
  or,
  recoveredAddress,
  shown,
  text,
  updateAll,
  upsert,
  value,
  when,
} from "#spec";
import { associated_wallets } from "#tables";
import { signedForUser } from "../common/signer.ts";
import { lower } from "../common/text.ts";
import { chainKnown, chainOf, walletAddressOf, walletNamed, walletOf, walletReads } from "./wallet.ts";

const onEthereum = { path: ["chain"], equals: "eth" } as const;
const onSolana = { path: ["chain"], equals: "sol" } as const;

/** Who names a `wallet` brings a message of any kind with its signature, as `wallet_signature`. */
const anyMessage = {
  name: "wallet_signature",
  message: { path: ["wallet_signature", "message"] },
  signature: ["wallet_signature", "signature"],
} as const;

/** Who names a `wallet_address` brings its signature of the user's number. */
const userNumber = {
  name: "signature",
  message: { template: "AudiusUserID:{user_id}" },
  signature: ["signature"],
} as const;

/**
 * A user shows that a wallet on Ethereum (eth) or Solana (sol) is theirs, by a signature that it made; from then on it is nobody
 * else's. A `wallet_address` on Ethereum must be spelt as its checksum has it.
 */
export const associatedWalletCreate = handler({
  entity: "AssociatedWallet",
  action: "Create",
  metadata: openMetadata,
  reads: ({ tx, metadata }) => {
    const { wallet, chain } = walletReads(tx, metadata);
    const by_wallet = value(isNotNull(walletOf(metadata)));
    return {
      wallet,
      chain,
      by_wallet,
      /** As its checksum spells it. */
      signing_address: value(
        choose(
          by_wallet,
          recoveredAddress({ ...anyMessage, when: onEthereum }),
          recoveredAddress({ ...userNumber, when: onEthereum }),
        ),
      ),
      own: anyRow(associated_wallets, { user_id: tx.user_id, wallet, chain: chainOf(chain) }),
    };
  },
  rules: ({ tx, metadata, wallet, chain, by_wallet, signing_address }) => {
    const notSigned = text`wallet ${wallet} has not signed for user ${tx.user_id}`;
    return [
      signedForUser(tx),
      ...walletNamed(metadata, wallet),
      chainKnown(chain),
      when(
        eq<string | null>(chain, "eth"),
        [
          ensure(eq<string | null>(lower(signing_address), wallet), "wallet_signature_invalid", notSigned),
          ensure(
            or(by_wallet, eq(signing_address, walletAddressOf(tx, metadata))),
            "wallet_not_checksum",
            text`wallet ${wallet} is not spelt as its checksum has it`,
          ),
        ],
        [
          ensure(
            choose(
              by_wallet,
              isSignedByKey({ ...anyMessage, publicKey: ["wallet"], encoding: "base64 or base58", when: onSolana }),
              isSignedByKey({ ...userNumber, publicKey: ["wallet_address"], when: onSolana }),
            ),
            "wallet_signature_invalid",
            notSigned,
          ),
        ],
      ),
    ];
  },
  writes: ({ tx, wallet, chain, signing_address, own }) => [
    updateAll(
      associated_wallets,
      (row) =>
        and(
          isOneOf<string | null>(row.wallet, [wallet, signing_address]),
          eq(row.chain, chainOf(chain)),
          row.is_current,
          or(ne(row.user_id, tx.user_id), ne(row.wallet, wallet)),
        ),
      () => ({ is_current: false, is_delete: true }),
    ),
    upsert(own, {
      user_id: tx.user_id,
      wallet: shown(wallet),
      chain: shown(chainOf(chain)),
      is_delete: false,
    }),
  ],
});
