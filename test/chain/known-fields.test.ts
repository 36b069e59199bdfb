import { create, toBinary, type UnknownField } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { afterEach, describe, expect, test } from "vitest";
import { readKnownFields } from "../../src/chain/known-fields.ts";
import {
  type Block,
  ManageEntityLegacyMigrationSchema,
  ManageEntityLegacySchema,
  RewardBodySchema,
  RewardMessageSchema,
  type SignedTransaction,
  SignedTransactionSchema,
  TransactionSchema,
} from "../../src/generated/core/v1/types_pb.ts";
import { FakeNode, testBlock, until } from "./fake-node.ts";
import { type Reading, range, readNode } from "./reading.ts";

const nodes: FakeNode[] = [];
const readings: Reading[] = [];

afterEach(async () => {
  for (const reading of readings.splice(0)) {
    reading.stop();
  }
  for (const node of nodes.splice(0)) {
    await node.close();
  }
});

function varint(no: number, value: number): UnknownField {
  return { no, wireType: WireType.Varint, data: new BinaryWriter().uint32(value).finish() };
}

function lengthDelimited(no: number, bytes: Iterable<number>): UnknownField {
  return { no, wireType: WireType.LengthDelimited, data: new BinaryWriter().bytes(Uint8Array.from(bytes)).finish() };
}

/** A group with so many groups in it, each in the one before. */
function nestedGroups(no: number, depth: number): UnknownField {
  const writer = new BinaryWriter();
  for (let inner = 0; inner < depth; inner += 1) {
    writer.tag(no, WireType.StartGroup);
  }
  for (let outer = 0; outer <= depth; outer += 1) {
    writer.tag(no, WireType.EndGroup);
  }
  return { no, wireType: WireType.StartGroup, data: writer.finish() };
}

/** A transaction of the genesis range, whose signer nobody has recovered. */
function forged(): Uint8Array {
  const fields = { userId: 1n, entityType: "User", entityId: 1n, action: "Update", signer: "0xvictim" };
  return toBinary(ManageEntityLegacyMigrationSchema, create(ManageEntityLegacyMigrationSchema, fields));
}

/** Fields as a node hands them on that does not know them, or knows them with another wire type. */
const oddities: Readonly<Record<string, UnknownField>> = {
  "a field that no .proto has": lengthDelimited(1999, [1, 2, 3]),
  "a kind whose content is no message": lengthDelimited(1012, [1, 2, 3, 4, 5]),
  "a kind whose content is longer than it says": lengthDelimited(1014, [0x0a, 100]),
  "a kind that is a number": varint(1000, 200),
  "a kind of ours that the node does not know, behind its own": lengthDelimited(1012, forged()),
  "the request's id as eight bytes": { no: 2, wireType: WireType.Bit64, data: new Uint8Array(8) },
  "the signature as a number as large as the next transaction": varint(1, 180),
  "a group of ten thousand groups": nestedGroups(1998, 9_990),
};

/** A block of three transactions, the second of which has an odd field. */
function blockWith(height: number, odd: UnknownField): Block {
  const block = testBlock(height, { transactions: 3 });
  const signed = block.transactions[1]?.transaction;
  if (signed !== undefined) {
    signed.$unknown = [odd];
  }
  return block;
}

describe("a field that is not what the .proto says", () => {
  test.each(Object.entries(oddities))("%s leaves its block and all transactions readable", async (_what, odd) => {
    const node = await new FakeNode(5).listen();
    nodes.push(node);
    node.instead.set(3, blockWith(3, odd));
    node.instead.set(6, blockWith(6, odd));
    const run = readNode(node.url, 1, { silenceMilliseconds: 60_000, pollMilliseconds: 60_000 });
    readings.push(run);
    await until(() => run.heights.length === 5, "caught up");
    await until(() => node.count("streamBlocks") === 1, "stream open");
    node.grow(6);
    await until(() => run.heights.length === 6, "block 6, by the stream");
    expect(run.heights).toEqual(range(1, 6));
    for (const block of run.blocks) {
      const plain = testBlock(Number(block.height), { transactions: block.transactions.length });
      expect(block.transactions.map(({ hash }) => hash)).toEqual(plain.transactions.map(({ hash }) => hash));
      expect(block.transactions.map(({ transaction }) => transaction?.transaction.case)).toEqual(
        plain.transactions.map(() => "manageEntity"),
      );
      expect(block.transactions.map(({ transaction }) => transaction?.transaction.value)).toEqual(
        plain.transactions.map(({ transaction }) => transaction?.transaction.value),
      );
    }
    expect(run.log.filter((line) => line.includes('"warn"'))).toEqual([]);
  });

  const payload = { userId: 7n, entityType: "User", action: "Follow", entityId: 8n, metadata: "{}" };
  const signedWith = (...fields: UnknownField[]): SignedTransaction => {
    const signed = create(SignedTransactionSchema, { signature: "0x1", requestId: "r" });
    signed.$unknown = fields;
    return readKnownFields(SignedTransactionSchema, toBinary(SignedTransactionSchema, signed));
  };

  test("is told by its number", () => {
    const { transaction, $unknown, signature, requestId } = signedWith(varint(1000, 200), lengthDelimited(1012, [7]));
    expect({ kind: transaction.case, signature, requestId }).toEqual({
      kind: undefined,
      signature: "0x1",
      requestId: "r",
    });
    expect($unknown?.map(({ no }) => no)).toEqual([1000, 1012]);
  });

  test("is left out of the message that it is in, however deep", () => {
    const entity = create(ManageEntityLegacySchema, payload);
    entity.$unknown = [varint(5, 100), lengthDelimited(1, [1, 2]), lengthDelimited(4, [0xff])];
    const { transaction } = signedWith(lengthDelimited(1003, toBinary(ManageEntityLegacySchema, entity)));
    expect(transaction).toEqual({ case: "manageEntity", value: create(ManageEntityLegacySchema, payload) });
  });

  test.each([
    ["a text that is no UTF-8", [0x12, 2, 0xff, 0xfe]],
    ["a tag of more than five bytes", [0x92, 0x80, 0x80, 0x80, 0x80, 0x00, 0]],
  ])("%s is left out of a kind that the node does not know", (_what, odd) => {
    const { transaction } = signedWith(lengthDelimited(1012, [...odd, 0x22, 2, 0x6f, 0x6b]));
    expect(transaction).toMatchObject({ case: "manageEntityMigration", value: { entityType: "", action: "ok" } });
  });

  test("changes nothing of what else is read: the last of a kind counts, and the last value of a field", () => {
    const entity = (action: string) =>
      lengthDelimited(
        1003,
        toBinary(ManageEntityLegacySchema, create(ManageEntityLegacySchema, { ...payload, action })),
      );
    const { transaction } = signedWith(entity("Unfollow"), varint(1003, 1), entity("Follow"));
    expect(transaction).toEqual({ case: "manageEntity", value: create(ManageEntityLegacySchema, payload) });
  });

  test.each([1011, 1012, 1013, 1014, 1009, 1000])("kind %i does not count behind another", (no) => {
    const entity = lengthDelimited(1003, toBinary(ManageEntityLegacySchema, create(ManageEntityLegacySchema, payload)));
    const { transaction, $unknown } = signedWith(entity, lengthDelimited(no, []));
    expect(transaction).toEqual({ case: "manageEntity", value: create(ManageEntityLegacySchema, payload) });
    expect($unknown?.map((field) => field.no)).toEqual([no]);
  });

  test("of several members of a oneof the first counts, however deep", () => {
    const body = create(RewardBodySchema, { action: { case: "create", value: { rewardId: "r" } } });
    body.$unknown = [lengthDelimited(1001, [])];
    const reward = toBinary(RewardMessageSchema, create(RewardMessageSchema, { body }));
    const { transaction } = signedWith(lengthDelimited(1009, reward));
    expect(transaction).toMatchObject({ case: "reward", value: { body: { action: { case: "create" } } } });
  });

  test.each([
    ["a field of number 0", [0x00, 1]],
    ["a length beyond the end", [0x0a, 9, 1]],
    ["a number without an end", [0x08, ...Array<number>(11).fill(0xff)]],
    ["wire type 7", [0x0f]],
    ["a group that ends as another", [0x0b, 0x14]],
    ["a group without an end", [0x0b]],
  ])("%s is an error where the whole message has it: no node takes that in", (_what, bytes) => {
    expect(() => readKnownFields(SignedTransactionSchema, Uint8Array.from(bytes))).toThrow(/byte \d/);
  });

  test("every field that a transaction may have is of a type that is told apart", () => {
    const seen = new Set<string>();
    const visit = (schema: (typeof TransactionSchema.fields)[number]["parent"]): void => {
      if (seen.has(schema.typeName)) {
        return;
      }
      seen.add(schema.typeName);
      for (const field of schema.fields) {
        // No field has four bytes of a fixed length, so that this asks for its type and nothing else.
        const bytes = new BinaryWriter().tag(field.number, WireType.Bit32).fixed32(0).finish();
        expect(() => readKnownFields(schema, bytes), field.toString()).not.toThrow();
        if (field.message !== undefined) {
          visit(field.message);
        }
      }
    };
    visit(TransactionSchema);
    expect(seen.size).toBeGreaterThan(30);
  });
});
