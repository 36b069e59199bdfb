import { type Expression, ensure, sqlFunction, type } from "#spec";

const fitsIndex = sqlFunction("em.fits_index", [type.nullable(type.text)], type.boolean);

/** The wallet can be stored: users are found by it, so that an index must hold it. */
export function walletFits(wallet: Expression<string>) {
  return ensure(fitsIndex(wallet), "wallet_too_long", "the signer is longer than a wallet can be");
}
