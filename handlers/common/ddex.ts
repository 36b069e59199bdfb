import { and, coalesce, type Expression, eq, ne, not, reject, type Transaction, text } from "#spec";

/**
 * What came by DDEX is changed only by the app that brought it; the address is compared as it is written.
 * @param what the kind of thing, for the reason
 */
export function ddexSigner(
  tx: Transaction,
  what: "track" | "playlist",
  { ddex_app }: { readonly ddex_app: Expression<string | null> },
) {
  return reject(
    and(ne(coalesce(ddex_app, ""), ""), not(eq(ddex_app, tx.signer))),
    "signer_not_ddex_app",
    text`${tx.signer} is not the app that brought ${what} ${tx.entity_id} by DDEX`,
  );
}
