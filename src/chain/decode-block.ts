import { create } from "@bufbuild/protobuf";
import {
  type Block,
  BlockSchema,
  SignedTransactionSchema,
  type Transaction,
  TransactionSchema,
} from "../generated/core/v1/types_pb.ts";
import type { UndecodedBlock, UndecodedTransaction } from "../generated/core/v1/undecoded_pb.ts";
import { TransactionSchema as SecondTransactionSchema } from "../generated/core/v1beta1/types_pb.ts";
import { readKnownFields } from "./known-fields.ts";

/**
 * Reads the transactions of a block as it came from a node. Whatever a client wrote into one, the others and the block are read.
 *
 * @throws Error for a transaction whose bytes are no message at all, which a node cannot have taken in
 */
export function decodeBlock({ height, hash, chainId, proposer, timestamp, transactions }: UndecodedBlock): Block {
  const block = create(BlockSchema, { height, hash, chainId, proposer, transactions: transactions.map(decoded) });
  if (timestamp !== undefined) {
    block.timestamp = timestamp;
  }
  return block;
}

function decoded(undecoded: UndecodedTransaction): Transaction {
  const { hash, chainId, height, blockHash, timestamp, transaction: signed, transactionv2: second } = undecoded;
  const transaction = create(TransactionSchema, { hash, chainId, height, blockHash });
  if (timestamp !== undefined) {
    transaction.timestamp = timestamp;
  }
  if (signed !== undefined) {
    transaction.transaction = readKnownFields(SignedTransactionSchema, signed);
  }
  if (second !== undefined) {
    transaction.transactionv2 = readKnownFields(SecondTransactionSchema, second);
  }
  return transaction;
}
