import {
  and,
  cast,
  choose,
  coalesce,
  type Expression,
  ensure,
  hasMember,
  isNotNull,
  isOneOf,
  type Metadata,
  members,
  sqlFunction,
  type Transaction,
  text,
  type,
  value,
} from "#spec";
import * as values from "../common/values.ts";
import { textMember } from "../common/values.ts";

/** A wallet as its table spells it: Ethereum's in lower case, Solana's as they are. */
export const canonicalWallet = sqlFunction(
  "em.canonical_wallet",
  [type.nullable(type.text), type.nullable(type.text)],
  type.nullable(type.text),
);

const stored = members({ wallet: values.indexed(values.text), wallet_address: values.indexed(values.text) });

/** The wallet as one form of the metadata names it. */
export function walletOf(metadata: Metadata): Expression<string | null> {
  return textMember(metadata, "wallet");
}

/** The wallet as the other form names it, which is always in an envelope with a cid. */
export function walletAddressOf(tx: Transaction, metadata: Metadata): Expression<string | null> {
  return choose(
    and(hasMember(tx.json, "cid"), hasMember(tx.json, "data")),
    textMember(metadata, "wallet_address"),
    null,
  );
}

/** The wallet and its chain. Clients name the wallet in either of two forms. */
export function walletReads(tx: Transaction, metadata: Metadata) {
  const chain = textMember(metadata, "chain");
  const spelt = coalesce(walletOf(metadata), walletAddressOf(tx, metadata));
  return { chain: value(chain), wallet: value(canonicalWallet(spelt, chain)) };
}

/** A wallet is named, and can be stored. */
export function walletNamed(metadata: Metadata, wallet: Expression<string | null>) {
  return [ensure(isNotNull(wallet), "wallet_missing", "the metadata names no wallet"), stored.wellTyped(metadata)];
}

/** Wallets are of Ethereum (eth) or Solana (sol). */
export function chainKnown(chain: Expression<string | null>) {
  return ensure(isOneOf<string | null>(chain, ["eth", "sol"]), "chain_unknown", text`${chain} is neither eth nor sol`);
}

/** The chain as the table has it. */
export function chainOf(chain: Expression<string | null>) {
  return cast(chain, "wallet_chain");
}
