import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { anyEntity, ensure, handler, isNotNull, openMetadata, recoveredAddress, value } from "#spec";
import { printSignatures, signaturesOf } from "../../codegen/signatures.ts";
import { loadSpecs } from "../../codegen/specs.ts";
import type { SignatureSpec } from "../../src/edge/signature-spec.ts";
import { signatures } from "../../src/generated/signatures.ts";
import { openSignatureSpecs, signatureSpecs } from "../edge/signature-specs.ts";

function signedAddress() {
  return recoveredAddress({ name: "wallet", message: { template: "{user_id}" }, signature: ["signature"] });
}

/** A handler that needs the same signature in its reads, its rules and within a branch. */
function signedHandler(entity: "User" | typeof anyEntity) {
  return handler({
    entity,
    action: "Example",
    reads: () => ({ address: value(signedAddress()) }),
    rules: ({ address }) => [
      ensure(isNotNull(address), "address_missing", "nobody signed"),
      ensure(isNotNull(signedAddress()), "address_missing", "nobody signed"),
    ],
    writes: () => [],
  });
}

describe("the signatures that specs name", () => {
  it("are checked in as the specs say: run npm run codegen", async () => {
    const file = new URL("../../src/generated/signatures.ts", import.meta.url);
    expect(readFileSync(file, "utf8")).toBe(printSignatures(await loadSpecs()));
  });

  it("are those of edition 2025 and those of 2026", () => {
    const name = ({ entityType, name, scheme }: SignatureSpec) => `${entityType} ${name} ${scheme}`;
    const sorted = (specs: readonly SignatureSpec[]) => [...specs].sort((a, b) => (name(a) < name(b) ? -1 : 1));
    expect(sorted(signatures)).toEqual(sorted([...signatureSpecs, ...openSignatureSpecs]));
  });

  it("are collected once each, with the handler's pair", () => {
    expect(signaturesOf(signedHandler("User"))).toEqual([
      {
        entityType: "User",
        action: "Example",
        scheme: "ethereum",
        name: "wallet",
        message: { template: "{user_id}" },
        signature: { path: ["signature"] },
      },
    ]);
  });

  it("are read from an envelope where the metadata is of either form", () => {
    const openHandler = handler({
      entity: "User",
      action: "Example",
      metadata: openMetadata,
      rules: () => [ensure(isNotNull(signedAddress()), "address_missing", "nobody signed")],
      writes: () => [],
    });
    expect(signaturesOf(openHandler)).toMatchObject([{ from: "envelope", loneSurrogates: "replaced" }]);
  });

  it("need a handler of one entity type, since the edge looks them up by the pair", () => {
    expect(() => signaturesOf(signedHandler(anyEntity))).toThrow("a handler for any entity type can have no signature");
  });
});
