import type { SignatureSpec } from "../../src/edge/signature-spec.ts";

/** The signatures that the network knows, as handler specs will name them. */
export const signatureSpecs: readonly SignatureSpec[] = [
  {
    entityType: "DeveloperApp",
    action: "Create",
    name: "app",
    scheme: "ethereum",
    message: { path: ["app_signature", "message"] },
    signature: { path: ["app_signature", "signature"] },
  },
  {
    entityType: "DashboardWalletUser",
    action: "Create",
    name: "wallet",
    scheme: "ethereum",
    message: { path: ["wallet_signature", "message"] },
    signature: { path: ["wallet_signature", "signature"] },
  },
  {
    entityType: "DashboardWalletUser",
    action: "Create",
    name: "user",
    scheme: "ethereum",
    message: { path: ["user_signature", "message"] },
    signature: { path: ["user_signature", "signature"] },
  },
  {
    entityType: "AssociatedWallet",
    action: "Create",
    name: "wallet",
    scheme: "ethereum",
    message: { template: "AudiusUserID:{user_id}" },
    signature: { path: ["data", "signature"] },
    when: { path: ["data", "chain"], equals: "eth" },
    loneSurrogates: "dropped",
  },
  {
    entityType: "AssociatedWallet",
    action: "Create",
    name: "wallet",
    scheme: "ed25519",
    message: { template: "AudiusUserID:{user_id}" },
    signature: { path: ["data", "signature"] },
    publicKey: { path: ["data", "wallet_address"] },
    when: { path: ["data", "chain"], equals: "sol" },
    loneSurrogates: "dropped",
  },
];
