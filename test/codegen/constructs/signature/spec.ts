import { ensure, handler, isNotNull, isSignedByKey, rawJson, recoveredAddress } from "#spec";

/** Both kinds of signature: what the edge recovered or checked is read from tx.recovered. */
export const spec = handler({
  entity: "AssociatedWallet",
  action: "Example",
  metadata: rawJson,
  rules: ({ tx }) => [
    ensure(
      isNotNull(
        recoveredAddress({
          name: "app",
          message: { path: ["app_signature", "message"] },
          signature: ["app_signature", "signature"],
        }),
      ),
      "app_signature_invalid",
      "nobody signed",
    ),
    ensure(
      isSignedByKey({
        name: "wallet",
        message: { template: "AudiusUserID:{user_id}" },
        signature: ["signature"],
        publicKey: ["wallet"],
      }),
      "wallet_signature_invalid",
      tx.signer,
    ),
  ],
  writes: () => [],
});
