import type { SignatureSpec } from "../../src/edge/signature-spec.ts";

/** The signatures of edition 2025, as its handlers name them. */
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

const open = { from: "envelope", loneSurrogates: "replaced" } as const;
const onEthereum = { path: ["chain"], equals: "eth" };
const onSolana = { path: ["chain"], equals: "sol" };

function signedMessage(member: string) {
  return {
    ...{ name: member, message: { path: [member, "message"] }, signature: { path: [member, "signature"] } },
    ...open,
  };
}

const associatedWallet = { entityType: "AssociatedWallet", action: "Create" };
const signedNumber = {
  ...{ name: "signature", message: { template: "AudiusUserID:{user_id}" }, signature: { path: ["signature"] } },
  ...open,
};

/** Those of edition 2026, which reads them from metadata of either form. */
export const openSignatureSpecs: readonly SignatureSpec[] = [
  { ...associatedWallet, ...signedNumber, scheme: "ethereum", when: onEthereum },
  {
    ...associatedWallet,
    ...signedNumber,
    scheme: "ed25519",
    publicKey: { path: ["wallet_address"] },
    when: onSolana,
  },
  { ...associatedWallet, ...signedMessage("wallet_signature"), scheme: "ethereum", when: onEthereum },
  {
    ...associatedWallet,
    ...signedMessage("wallet_signature"),
    scheme: "ed25519",
    publicKey: { path: ["wallet"] },
    encoding: "base64 or base58",
    when: onSolana,
  },
  {
    ...{ entityType: "DashboardWalletUser", action: "Create", scheme: "ethereum" },
    ...signedMessage("wallet_signature"),
  },
  {
    ...{ entityType: "DashboardWalletUser", action: "Create", scheme: "ethereum" },
    ...signedMessage("user_signature"),
  },
  { ...{ entityType: "DeveloperApp", action: "Create", scheme: "ethereum" }, ...signedMessage("app_signature") },
];
