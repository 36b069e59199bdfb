import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { applyBlock, emptyTables, rowsOf, type Tx } from "./blocks.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());
beforeEach(() => emptyTables(database.client));

function proof(hash: string, address: string, provers: readonly string[], signature: string | null = "\\x01"): Tx {
  return {
    hash,
    type: "storage_proof",
    height: 10,
    address,
    prover_addresses: provers,
    cid: "cid",
    proof_signature: signature,
  };
}

function verification(hash: string, members: Readonly<Record<string, unknown>> = {}): Tx {
  return { hash, type: "storage_proof_verification", height: 10, proof: "\\x0b", ...members };
}

const proofs = () =>
  rowsOf(
    database.client,
    "select address, status::text, encode(proof, 'hex'), prover_addresses, tx_hash from etl_storage_proofs order by id",
  );

describe("storage proofs", () => {
  it("are kept unresolved until they are verified", async () => {
    await applyBlock(database.client, 11, [proof("h1", "A", ["A", "B"])]);
    expect(
      await rowsOf(
        database.client,
        `select height, address, prover_addresses, cid, encode(proof_signature, 'hex'), proof, status::text, block_height,
           tx_hash, created_at::text from etl_storage_proofs`,
      ),
    ).toEqual([["10", "A", ["A", "B"], "cid", "01", null, "unresolved", "11", "h1", "2026-04-04 09:00:00.25"]]);
    expect(await rowsOf(database.client, "select tx_type, address from etl_transactions")).toEqual([
      ["storage_proof", "A"],
    ]);
  });

  it("pass with a signature; whom the majority names and who sent none fails", async () => {
    await applyBlock(database.client, 11, [
      proof("h1", "A", ["A", "B", "C"]),
      proof("h2", "B", ["A", "B", "C"]),
      proof("h3", "D", ["A", "E"], null),
    ]);
    await applyBlock(database.client, 12, [verification("h4")]);
    expect(await proofs()).toEqual([
      ["A", "pass", "0b", ["A", "B", "C"], "h1"],
      ["B", "pass", "0b", ["A", "B", "C"], "h2"],
      ["D", "unresolved", null, ["A", "E"], "h3"],
      ["C", "fail", null, [], "h4"],
    ]);
    expect(
      await rowsOf(
        database.client,
        "select height, encode(proof, 'hex'), block_height, tx_hash from etl_storage_proof_verifications",
      ),
    ).toEqual([["10", "0b", "12", "h4"]]);
    expect(await rowsOf(database.client, "select address from etl_transactions where tx_hash = 'h4'")).toEqual([
      [null],
    ]);
  });

  it("are judged by the proofs that came before the verification, in the same block too", async () => {
    await applyBlock(database.client, 11, [proof("h1", "A", ["A"]), verification("h2"), proof("h3", "B", ["B"])]);
    expect((await proofs()).map(([address, status]) => [address, status])).toEqual([
      ["A", "pass"],
      ["B", "unresolved"],
    ]);
  });

  it("fail in an order that does not depend on chance", async () => {
    const provers = ["d", "B", "a", "C"];
    await applyBlock(database.client, 11, [proof("h1", "x", provers), verification("h2")]);
    expect((await proofs()).map(([address]) => address)).toEqual(["x", "B", "C", "a", "d"]);
  });

  it("that come between two verifications of their height count for the second alone, in the same block too", async () => {
    await applyBlock(database.client, 11, [
      proof("h1", "A", ["A", "B", "C"]),
      verification("h2"),
      proof("h3", "C", ["C"]),
      verification("h4", { proof: "\\x0c" }),
      proof("h5", "B", ["B"]),
    ]);
    expect(await proofs()).toEqual([
      ["A", "pass", "0c", ["A", "B", "C"], "h1"],
      ["B", "fail", null, [], "h2"],
      ["C", "pass", "0c", [], "h2"],
      ["C", "pass", "0c", ["C"], "h3"],
      ["B", "unresolved", null, ["B"], "h5"],
    ]);
  });

  it("of several heights are each judged by the verification of their own", async () => {
    const at = (height: number, tx: Tx) => ({ ...tx, height });
    await applyBlock(database.client, 11, [at(7, proof("h1", "A", ["A", "D"]))]);
    await applyBlock(database.client, 12, [
      at(8, proof("h2", "A", ["A", "B"], null)),
      at(8, verification("h3", { proof: "\\x08" })),
      at(7, verification("h4", { proof: "\\x07" })),
      at(9, verification("h5", { proof: "\\x09" })),
    ]);
    expect(await proofs()).toEqual([
      ["A", "pass", "07", ["A", "D"], "h1"],
      ["A", "unresolved", null, ["A", "B"], "h2"],
      ["A", "fail", null, [], "h3"],
      ["B", "fail", null, [], "h3"],
      ["D", "fail", null, [], "h4"],
    ]);
  });

  it("of a chain that ended are left alone by the verifications of the next", async () => {
    await applyBlock(database.client, 11, [proof("h1", "A", ["A"])]);
    await database.client.query(
      `insert into em.chain_rollovers (old_chain_id, new_chain_id, last_height, first_height, noticed_at)
       values ('etl-test', 'etl-test-2', 11, 1, '2026-04-05')`,
    );
    const onNext = { chainId: "etl-test-2", timestamp: "2026-04-05T00:00:00Z" };
    await applyBlock(database.client, 1, [proof("h2", "B", ["B"]), verification("h3")], onNext);
    expect((await proofs()).map(([address, status]) => [address, status])).toEqual([
      ["A", "unresolved"],
      ["B", "pass"],
    ]);
  });

  it("a verification without a proof is kept, and resolves nothing", async () => {
    await applyBlock(database.client, 11, [proof("h1", "A", ["A"]), verification("h2", { proof: null })]);
    expect((await proofs()).map((row) => row[1])).toEqual(["unresolved"]);
    expect(await rowsOf(database.client, "select encode(proof, 'hex') from etl_storage_proof_verifications")).toEqual([
      [""],
    ]);
  });

  it("may hold no more than their type", async () => {
    await applyBlock(database.client, 11, [
      { hash: "h1", type: "storage_proof" },
      { hash: "h2", type: "storage_proof_verification" },
    ]);
    expect((await proofs()).map((row) => [row[0], row[3]])).toEqual([["", []]]);
  });
});
