import { describe, expect, it } from "vitest";
import { type ManageEntityFields, transactionJson } from "../../src/edge/block.ts";
import { signatureIndex } from "../../src/edge/signature-spec.ts";
import { signatureSpecs } from "./signature-specs.ts";
import { ethereumVectors } from "./vectors.ts";

const signatures = signatureIndex(signatureSpecs);

const fields: ManageEntityFields = {
  index: 3,
  hash: "ABCDEF",
  userId: 3000001n,
  entityType: "Track",
  entityId: 2000017n,
  action: "Create",
  metadata: "",
  signer: "0xAbC",
  signature: "0x12",
  nonce: "n",
};

const plain = {
  index: 3,
  hash: "ABCDEF",
  type: "manage_entity",
  user_id: 3000001,
  entity_type: "Track",
  entity_id: 2000017,
  action: "Create",
  metadata: "",
  signer: "0xAbC",
  signature: "0x12",
  nonce: "n",
};

function parsed(changed: Partial<ManageEntityFields>): unknown {
  return JSON.parse(transactionJson({ ...fields, ...changed }, signatures));
}

describe("transactionJson", () => {
  it("writes a transaction without metadata", () => {
    expect(parsed({})).toEqual(plain);
  });

  it("adds the JSON as it is written", () => {
    const metadata = '{"cid": "b", "n": 123456789012.10, "n": 1}';
    const text = transactionJson({ ...fields, metadata }, signatures);
    expect(text).toContain(`,"json":${metadata},`);
    expect(JSON.parse(text)).toEqual({ ...plain, metadata, json: { cid: "b", n: 1 } });
  });

  it.each([
    { metadata: "{not json", json_error: "metadata_not_json" },
    { metadata: " ", json_error: "metadata_not_json" },
    { metadata: "[nan]", json_error: "metadata_not_json" },
  ])("says why there is no JSON: $metadata", ({ metadata, json_error }) => {
    expect(parsed({ metadata })).toEqual({ ...plain, metadata, json_error });
  });

  it("adds what edition 2025 reads where it reads something else", () => {
    const text = transactionJson({ ...fields, metadata: '{"id":12345678901234567890}' }, signatures);
    expect(text).toContain(',"json":{"id":12345678901234567000},"json_2025":{"id":12345678901234567890},');
  });

  it.each(["[NaN]", "[1e999]"])("adds what edition 2025 reads where 2026 reads nothing: %s", (metadata) => {
    const text = transactionJson({ ...fields, metadata }, signatures);
    expect(text).toContain(',"json_error":"metadata_not_json","json_2025":[1e309],"nul":"\ue000",');
  });

  it("keeps metadata that cleaning leaves empty apart from none", () => {
    expect(parsed({ metadata: "\0" })).toEqual({ ...plain, json_error: "metadata_not_json" });
  });

  it("says what stands for U+0000, and that there were lone surrogates", () => {
    const metadata = '{"a":"\\u0000\\ud800"}';
    const readings = { json: { a: "\ue000\ufffd" }, json_2025: { a: "\ue000" } };
    expect(parsed({ metadata })).toEqual({ ...plain, metadata, ...readings, nul: "\ue000", lone_surrogates: true });
  });

  it("drops what Postgres cannot hold from the raw metadata", () => {
    expect(parsed({ metadata: '"a\ud800b"' })).toEqual({
      ...plain,
      metadata: '"ab"',
      json: "a\ufffdb",
      json_2025: "ab",
      lone_surrogates: true,
    });
  });

  it("never turns one name into another", () => {
    const changed = { entityType: "User\0", action: "Cre\ud800ate", signer: "0x\0", hash: "\0" };
    expect(parsed(changed)).toEqual({
      ...plain,
      entity_type: "User\ufffd",
      action: "Cre\ufffdate",
      signer: "0x\ufffd",
      hash: "\ufffd",
    });
  });

  it("writes ids digit by digit", () => {
    const text = transactionJson({ ...fields, userId: 2n ** 63n - 1n, entityId: -(2n ** 63n) }, signatures);
    expect(text).toContain('"user_id":9223372036854775807,');
    expect(text).toContain('"entity_id":-9223372036854775808,');
  });

  it("adds recovered signatures", () => {
    const { message, signature, address } = ethereumVectors.find(({ name }) => name === "no prefix") ?? {};
    const metadata = JSON.stringify({ app_signature: { message, signature } });
    expect(parsed({ entityType: "DeveloperApp", metadata })).toMatchObject({ recovered: { app: address } });
    expect(parsed({ entityType: "Track", metadata })).not.toHaveProperty("recovered");
  });
});
