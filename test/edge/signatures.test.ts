import { base58 } from "@scure/base";
import { describe, expect, it } from "vitest";
import { verifyEd25519 } from "../../src/edge/ed25519.ts";
import { recoverAddress } from "../../src/edge/ethereum.ts";
import { readMetadata } from "../../src/edge/json.ts";
import { type SignatureSpec, signatureIndex, signaturesOf } from "../../src/edge/signature-spec.ts";
import { type Recovered, recoverSignatures } from "../../src/edge/signatures.ts";
import { signatureSpecs } from "./signature-specs.ts";
import { ed25519Vectors, ethereumVectors } from "./vectors.ts";

describe("recoverAddress against eth_account", () => {
  it.each(ethereumVectors)("$name: $address", ({ message, signature, address }) => {
    expect(recoverAddress(message, signature) ?? null).toBe(address);
  });

  it("has vectors of both kinds", () => {
    const recovering = ethereumVectors.filter(({ address }) => address !== null);
    expect([recovering.length, ethereumVectors.length - recovering.length]).toEqual([45, 64]);
  });

  it("does not decode a signature of a megabyte", () => {
    expect(recoverAddress("a", "0".repeat(1_000_000))).toBeUndefined();
  });
});

describe("verifyEd25519 against PyNaCl", () => {
  it.each(ed25519Vectors)("$name: $valid", ({ message, signature, publicKey, valid }) => {
    expect(verifyEd25519(message, signature, publicKey)).toBe(valid);
  });

  it("has vectors of both kinds", () => {
    const valid = ed25519Vectors.filter((vector) => vector.valid);
    expect([valid.length, ed25519Vectors.length - valid.length]).toEqual([23, 119]);
  });

  it.each(ed25519Vectors.filter(({ valid, publicKey }) => valid && publicKey === publicKey.trim()))(
    "$name in base64 and base58",
    ({ message, signature, publicKey }) => {
      const bytes = Buffer.from(signature, "hex");
      const verifies = (spelt: string, key = publicKey) => verifyEd25519(message, spelt, key, "base64 or base58");
      expect([verifies(bytes.toString("base64")), verifies(base58.encode(bytes))]).toEqual([true, true]);
      expect([verifies(signature), verifies(base58.encode(bytes), `${publicKey} `)]).toEqual([false, false]);
      expect([verifies(bytes.toString("base64url")), verifies(""), verifies("1".repeat(1_000_000))]).toEqual([
        false,
        false,
        false,
      ]);
    },
  );

  it("does not decode a key of a megabyte", () => {
    expect(verifyEd25519("a", "0".repeat(128), "2".repeat(1_000_000))).toBe(false);
    expect(verifyEd25519("a", "0".repeat(128), `${" ".repeat(1_000_000)}2`)).toBe(false);
  });
});

const MESSAGE = "AudiusUserID:3000001";
const ADDRESS = ethereumVectors.find(({ name }) => name === "no prefix")?.address;
const ETHEREUM = ethereumVectors.find(({ name }) => name === "no prefix")?.signature ?? "";
const SOLANA = ed25519Vectors.find(({ name }) => name === "key 1");

const index = signatureIndex(signatureSpecs);

function recover(entityType: string, action: string, metadata: string, userId = 3000001n): Recovered | undefined {
  const specs = signaturesOf(index, entityType, action) ?? [];
  return recoverSignatures(specs, { userId, entityId: 0n }, readMetadata(metadata));
}

describe("recoverSignatures", () => {
  const app = (signature: unknown): string => JSON.stringify({ name: "app", app_signature: signature });

  it("recovers a developer app's address from message and signature", () => {
    expect(recover("DeveloperApp", "Create", app({ message: MESSAGE, signature: ETHEREUM }))).toEqual({ app: ADDRESS });
  });

  it.each([
    { title: "no member", signature: undefined },
    { title: "null", signature: null },
    { title: "a string", signature: MESSAGE },
    { title: "a list", signature: [MESSAGE, ETHEREUM] },
    { title: "no message", signature: { signature: ETHEREUM } },
    { title: "no signature", signature: { message: MESSAGE } },
    { title: "a number for a message", signature: { message: 5, signature: ETHEREUM } },
    { title: "a number for a signature", signature: { message: MESSAGE, signature: 5 } },
    { title: "a signature in an object", signature: { message: MESSAGE, signature: { signature: ETHEREUM } } },
    { title: "a short signature", signature: { message: MESSAGE, signature: ETHEREUM.slice(2) } },
    { title: "a lone surrogate in the message", signature: { message: `${MESSAGE}\ud800`, signature: ETHEREUM } },
    { title: "a lone surrogate in the signature", signature: { message: MESSAGE, signature: `${ETHEREUM}\udc00` } },
  ])("gives nothing for $title", ({ signature }) => {
    expect(recover("DeveloperApp", "Create", app(signature))).toBeUndefined();
  });

  it.each(["null", "5", '"x"', "[]", "{}", '[{"app_signature":{}}]', '{"__proto__":{"app_signature":{}}}'])(
    "gives nothing for the metadata %s",
    (metadata) => {
      expect(recover("DeveloperApp", "Create", metadata)).toBeUndefined();
    },
  );

  it("takes the last of duplicate keys, as Python does", () => {
    const good = JSON.stringify({ message: MESSAGE, signature: ETHEREUM });
    expect(recover("DeveloperApp", "Create", `{"app_signature":${good},"app_signature":{}}`)).toBeUndefined();
    expect(recover("DeveloperApp", "Create", `{"app_signature":{},"app_signature":${good}}`)).toEqual({ app: ADDRESS });
  });

  it("signs U+0000 in a message as itself", () => {
    const vector = ethereumVectors.find(({ message }) => message.includes("\0"));
    const { message, signature, address } = vector ?? { message: "", signature: "", address: "" };
    expect(recover("DeveloperApp", "Create", app({ message, signature }))).toEqual({ app: address });
  });

  it("recovers both signatures of a dashboard wallet, each on its own", () => {
    const good = { message: MESSAGE, signature: ETHEREUM };
    const recovered = (metadata: object): Recovered | undefined =>
      recover("DashboardWalletUser", "Create", JSON.stringify(metadata));
    expect(recovered({ wallet_signature: good, user_signature: good })).toEqual({ wallet: ADDRESS, user: ADDRESS });
    expect(recovered({ wallet_signature: good, user_signature: {} })).toEqual({ wallet: ADDRESS });
    expect(recovered({ wallet_signature: null, user_signature: good })).toEqual({ user: ADDRESS });
  });

  const wallet = (data: object): string => JSON.stringify({ cid: "", data });

  it("recovers an associated Ethereum wallet over the user's id", () => {
    const metadata = wallet({ chain: "eth", wallet_address: "anything", signature: ETHEREUM });
    expect(recover("AssociatedWallet", "Create", metadata)).toEqual({ wallet: ADDRESS });
    expect(recover("AssociatedWallet", "Create", metadata, 3000002n)).not.toEqual({ wallet: ADDRESS });
  });

  it("checks an associated Solana wallet over the user's id", () => {
    const data = { chain: "sol", wallet_address: SOLANA?.publicKey, signature: SOLANA?.signature };
    expect(recover("AssociatedWallet", "Create", wallet(data))).toEqual({ wallet: true });
    expect(recover("AssociatedWallet", "Create", wallet(data), 3000002n)).toBeUndefined();
    expect(recover("AssociatedWallet", "Create", wallet({ ...data, chain: "eth" }))).toBeUndefined();
    expect(recover("AssociatedWallet", "Create", wallet({ ...data, chain: "Sol" }))).toBeUndefined();
    expect(recover("AssociatedWallet", "Create", wallet({ ...data, wallet_address: 5 }))).toBeUndefined();
    expect(recover("AssociatedWallet", "Create", wallet({ ...data, wallet_address: null }))).toBeUndefined();
  });

  it("drops lone surrogates first where the spec says so, from keys and strings", () => {
    const metadata = `{"data\\ud800":{"chain":"et\\udc00h","signature":"\\ud800${ETHEREUM}"}}`;
    expect(recover("AssociatedWallet", "Create", metadata)).toEqual({ wallet: ADDRESS });
  });

  it("drops them with U+0000 still in its place", () => {
    const metadata = `{"data":{"chain":"eth","signature":"${ETHEREUM}\\u0000\\ud800"}}`;
    expect(recover("AssociatedWallet", "Create", metadata)).toBeUndefined();
  });

  it("finds no specs for other pairs", () => {
    expect(signaturesOf(index, "Track", "Create")).toBeUndefined();
    expect(signaturesOf(index, "DeveloperApp", "create")).toBeUndefined();
    expect(signaturesOf(index, "DeveloperApp", "Update")).toBeUndefined();
  });

  it("refuses a template that it cannot fill", () => {
    const spec: SignatureSpec = {
      entityType: "Thing",
      action: "Create",
      name: "thing",
      scheme: "ethereum",
      message: { template: "{user_id} {wallet}" },
      signature: { path: ["signature"] },
    };
    expect(() => signatureIndex([spec])).toThrow(
      "signature thing of Thing Create: its template knows {user_id} and {entity_id}, not {wallet}",
    );
  });
});

describe("signatures of several editions", () => {
  const spec = {
    entityType: "DeveloperApp",
    action: "Create",
    name: "app",
    scheme: "ethereum",
    message: { path: ["app_signature", "message"] },
    signature: { path: ["app_signature", "signature"] },
  } as const;
  const enveloped = { ...spec, name: "app_2026", from: "envelope", loneSurrogates: "replaced" } as const;
  const signed = { app_signature: { message: MESSAGE, signature: ETHEREUM } };
  const recoverBoth = (metadata: string): Recovered | undefined =>
    recoverSignatures([spec, enveloped], { userId: 1n, entityId: 0n }, readMetadata(metadata));

  it("stand side by side, each read as its edition does", () => {
    expect(recoverBoth(JSON.stringify(signed))).toEqual({ app: ADDRESS, app_2026: ADDRESS });
    expect(recoverBoth(JSON.stringify({ cid: "", data: signed }))).toEqual({ app_2026: ADDRESS });
    expect(recoverBoth(JSON.stringify({ ...signed, data: {} }))).toEqual({ app: ADDRESS });
    expect(recoverBoth(JSON.stringify({ ...signed, data: [] }))).toEqual({ app: ADDRESS, app_2026: ADDRESS });
  });

  it("are read out of metadata that only edition 2025 reads, but not for 2026", () => {
    const metadata = `{"rank":NaN,${JSON.stringify(signed).slice(1)}`;
    expect(recoverBoth(metadata)).toEqual({ app: ADDRESS });
    expect(recoverBoth(`{"rank":nan,${JSON.stringify(signed).slice(1)}`)).toBeUndefined();
  });

  it("are kept once where several editions name the same", () => {
    const index = signatureIndex([spec, enveloped, { ...spec }]);
    expect(signaturesOf(index, "DeveloperApp", "Create")).toEqual([spec, enveloped]);
  });

  it("need names of their own where they differ", () => {
    expect(() => signatureIndex([spec, { ...enveloped, name: "app" }])).toThrow(
      "DeveloperApp Create has two signatures named app that both apply",
    );
  });
});
