import { and, ensure, eq, ne, sqlFunction, type Transaction, type } from "#spec";
import { lower } from "./text.ts";

const setting = sqlFunction("em.setting", [type.text], type.nullable(type.text));

/** Only the verifier may do this: the address in the setting verified_address (S4). An empty setting is nobody's address. */
export function signedByVerifier(tx: Transaction) {
  const isVerifier = and(ne(tx.signer, ""), eq(lower(tx.signer), lower(setting("verified_address"))));
  return ensure(isVerifier, "signer_not_verifier", "the signer is not the verifier");
}
