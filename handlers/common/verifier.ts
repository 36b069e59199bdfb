import { eq, require, sqlFunction, type Transaction, type } from "../../codegen/spec/index.ts";
import { lower } from "./text.ts";

const setting = sqlFunction("em.setting", [type.text], type.nullable(type.text));

/** Only the verifier may do this: the address in the setting verified_address (S4). */
export function signedByVerifier(tx: Transaction) {
  return require(eq(
    lower(tx.signer),
    lower(setting("verified_address")),
  ), "signer_not_verifier", "the signer is not the verifier");
}
