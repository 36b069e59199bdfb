import type { Block, Transaction } from "../generated/core/v1/types_pb.ts";

/** As many characters of a name are kept, as by em.raw_text(). */
const longestName = 150;

/**
 * A block with the names in it that indexes and notifications include cut to 150 characters: hashes, the proposer, signers. The
 * network's own have 66 at most, but a node or a file can give any text, and one that no index entry holds would halt the indexer.
 * @returns the block itself where nothing is too long
 */
export function withBoundedNames(block: Block): Block {
  const hash = bounded(block.hash);
  const proposer = bounded(block.proposer);
  const transactions = block.transactions.map(boundedTransaction);
  const isSame =
    hash === block.hash &&
    proposer === block.proposer &&
    transactions.every((transaction, index) => transaction === block.transactions[index]);
  return isSame ? block : { ...block, hash, proposer, transactions };
}

function boundedTransaction(transaction: Transaction): Transaction {
  const hash = bounded(transaction.hash);
  const signed = transaction.transaction;
  const payload = signed?.transaction;
  if (signed !== undefined && (payload?.case === "manageEntity" || payload?.case === "manageEntityMigration")) {
    const signer = bounded(payload.value.signer);
    if (signer !== payload.value.signer) {
      // Each of the two kinds has a signer of its own type, which TypeScript does not follow through one expression.
      const cut =
        payload.case === "manageEntity"
          ? { case: payload.case, value: { ...payload.value, signer } }
          : { case: payload.case, value: { ...payload.value, signer } };
      return { ...transaction, hash, transaction: { ...signed, transaction: cut } };
    }
  }
  return hash === transaction.hash ? transaction : { ...transaction, hash };
}

function bounded(text: string): string {
  return text.length <= longestName ? text : [...text].slice(0, longestName).join("");
}
