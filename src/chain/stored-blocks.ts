/**
 * Blocks of the chain, put together again from the raw rows that an indexer has written of them. docs/replay.md says what these rows
 * lack.
 */
import { create } from "@bufbuild/protobuf";
import type pg from "pg";
import { exitCode, Failure } from "../exit.ts";
import { type Block, BlockSchema, type Transaction } from "../generated/core/v1/types_pb.ts";
import {
  kindsWithTables,
  type ManageEntityRow,
  manageEntityOf,
  type OtherContent,
  otherOf,
  type PlayRow,
  playsOf,
  timestampOf,
  transactionOf,
} from "./stored-transactions.ts";

/** A range of blocks of one chain, both ends included. */
export interface StoredRange {
  readonly chainId: string;
  readonly first: number;
  readonly last: number;
}

interface BlockRow {
  readonly height: number;
  readonly hash: string;
  /** NULL where Python indexed the block: it wrote no raw rows. */
  readonly proposer: string | null;
  readonly block_time: string;
  readonly microseconds: string;
}

interface TransactionRow {
  readonly block_height: string;
  readonly tx_hash: string;
  readonly tx_index: number;
  readonly tx_type: string;
  readonly block_time: string;
}

/** The user of a ManageEntity transaction, and its place in the block; such rows stand in the order of etl_manage_entities. */
interface UserRow {
  readonly block_height: string;
  readonly block_time: string;
  readonly tx_index: number;
  readonly user_id: string;
}

/** Rows by the block that they are of: by height and time, since another chain in the same tables may have the height too. */
class ByBlock<Row extends { readonly block_height: string; readonly block_time: string }> {
  readonly #rows: Map<string, Row[]>;

  constructor(rows: readonly Row[]) {
    this.#rows = grouped(rows, ({ block_height, block_time }) => `${block_height} ${block_time}`);
  }

  of({ height, block_time }: BlockRow): readonly Row[] {
    return this.#rows.get(`${height} ${block_time}`) ?? [];
  }
}

/**
 * Reads blocks with all their transactions.
 * @param place where they are, for a sentence
 * @returns in order; a block that the tables do not hold is left out
 * @throws Failure with 78 that names a block whose raw rows are not whole
 */
export async function readStoredBlocks(client: pg.Client, range: StoredRange, place: string): Promise<Block[]> {
  const { first, last, chainId } = range;
  const read = async <Row extends pg.QueryResultRow>(text: string): Promise<Row[]> =>
    (await client.query<Row>(text, [first, last])).rows;
  const blocks = (await client.query<BlockRow>(blocksSql, [first, last, chainId])).rows;
  const transactions = await read<TransactionRow>(transactionsSql);
  const types = new Set(transactions.map(({ tx_type }) => tx_type));
  const byBlock = new ByBlock(transactions);
  const manageEntities = new ByBlock(await read<ManageEntityRow>(manageEntitiesSql));
  const users = new ByBlock(await read<UserRow>(usersSql));
  const plays = new ByBlock(await read<PlayRow>(playsSql));
  const contents = new Map<string, OtherContent>();
  for (const [type, sql] of contentSql) {
    const rows = types.has(type) ? await read<{ tx_hash: string; content: OtherContent }>(sql) : [];
    for (const { tx_hash, content } of rows) {
      contents.set(`${type} ${tx_hash}`, content);
    }
  }
  return blocks.map((row) => {
    if (row.proposer === null) {
      throw lacking(place, row.height, "has no row in etl_blocks: it was indexed by Python, which keeps no raw rows");
    }
    const parts = {
      listed: byBlock.of(row),
      manageEntities: manageEntities.of(row),
      users: users.of(row),
      plays: plays.of(row),
      contents,
    };
    return create(BlockSchema, {
      height: BigInt(row.height),
      hash: row.hash,
      chainId,
      proposer: row.proposer,
      timestamp: timestampOf(row.microseconds),
      transactions: inOrder(parts, (problem) => lacking(place, row.height, problem)),
    });
  });
}

/** The raw rows of one block. */
interface Parts {
  readonly listed: readonly TransactionRow[];
  readonly manageEntities: readonly ManageEntityRow[];
  readonly users: readonly UserRow[];
  readonly plays: readonly PlayRow[];
  /** By kind and hash. */
  readonly contents: ReadonlyMap<string, OtherContent>;
}

/**
 * Puts the transactions of a block together. A hash that stood in a block before has its first row alone in etl_transactions: such a
 * transaction is known by its content, and its place by em.transaction_users, or by the gap that it left between the others.
 */
function inOrder(parts: Parts, lacks: (problem: string) => Failure): Transaction[] {
  const { listed, manageEntities, users, plays, contents } = parts;
  if (users.length !== manageEntities.length) {
    throw lacks(
      `holds ${manageEntities.length} ManageEntity transactions, and em.transaction_users the users of ${users.length}: another indexer, or an earlier version of em-apply, wrote it`,
    );
  }
  const unread = new Map(listed.map((row) => [row.tx_hash, row]));
  const isMigrated = listed.some(({ tx_type }) => tx_type === "manage_entity_migration");
  const found: { readonly index: number; readonly transaction: Transaction }[] = [];
  for (const [at, { tx_index: index, user_id }] of users.entries()) {
    const row = manageEntities[at];
    if (row !== undefined) {
      const type = unread.get(row.tx_hash)?.tx_type;
      const isMigration = type === undefined ? isMigrated : type === "manage_entity_migration";
      const payload = manageEntityOf(row, BigInt(user_id), isMigration);
      found.push({ index, transaction: transactionOf(row.tx_hash, payload) });
      unread.delete(row.tx_hash);
    }
  }
  const places = new Places([...listed, ...users].map(({ tx_index }) => tx_index));
  for (const [hash, rows] of grouped(plays, ({ tx_hash }) => tx_hash)) {
    const index = unread.get(hash)?.tx_index ?? places.nextGap();
    found.push({ index, transaction: transactionOf(hash, playsOf(rows)) });
    unread.delete(hash);
  }
  for (const { tx_hash: hash, tx_type: type, tx_index: index } of unread.values()) {
    const content = contents.get(`${type} ${hash}`) ?? null;
    if (type.startsWith("manage_entity") || (content === null && kindsWithTables.has(type))) {
      throw lacks(`holds transaction ${hash}, a ${type}, whose content stands in no table`);
    }
    const payload = type === "play" ? playsOf([]) : otherOf({ type, content });
    found.push({ index, transaction: transactionOf(hash, payload) });
  }
  return found.sort((one, other) => one.index - other.index).map(({ transaction }) => transaction);
}

/** The places of a block that no row names. */
class Places {
  readonly #gaps: number[];
  #end: number;

  constructor(taken: readonly number[]) {
    const all = new Set(taken);
    this.#end = taken.reduce((end, place) => Math.max(end, place + 1), 0);
    this.#gaps = Array.from({ length: this.#end }, (_, index) => index).filter((index) => !all.has(index));
  }

  /** Takes the first gap, and a place behind the last where there is no gap. */
  nextGap(): number {
    const gap = this.#gaps.shift();
    if (gap !== undefined) {
      return gap;
    }
    this.#end += 1;
    return this.#end - 1;
  }
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [item]);
    } else {
      group.push(item);
    }
  }
  return groups;
}

function lacking(place: string, height: number, problem: string): Failure {
  return new Failure(`${place}: block ${height} ${problem}. It cannot be applied from there.`, exitCode.configuration);
}

const microseconds = (column: string) => `(extract(epoch from ${column}) * 1000000)::bigint::text`;

const blocksSql = `
  select distinct on (indexed.height)
    indexed.height,
    indexed.blockhash as hash,
    etl_blocks.proposer_address as proposer,
    etl_blocks.block_time::text,
    ${microseconds("etl_blocks.block_time")} as microseconds
  from core_indexed_blocks as indexed
  left join etl_blocks on etl_blocks.block_height = indexed.height
  where indexed.chain_id = $3 and indexed.height between $1 and $2
  order by indexed.height, etl_blocks.id desc`;

const transactionsSql = `
  select block_height::text, tx_hash, tx_index, tx_type, created_at::text as block_time
  from etl_transactions
  where block_height between $1 and $2
  order by block_height, tx_index`;

const manageEntitiesSql = `
  select
    block_height::text, tx_hash, created_at::text as block_time, entity_type, entity_id::text, action, metadata,
    signature, signer, nonce
  from etl_manage_entities
  where block_height between $1 and $2
  order by block_height, id`;

const usersSql = `
  select block_height::text, tx_index, user_id::text, created_at::text as block_time
  from em.transaction_users
  where block_height between $1 and $2
  order by block_height, tx_index`;

const playsSql = `
  select
    block_height::text, tx_hash, recorded_at::text as block_time, user_id, track_id, ${microseconds("played_at")} as played_at,
    city, region, country
  from etl_plays
  where block_height between $1 and $2
  order by block_height, id`;

/** What the table of a kind holds of a transaction, as JSON. */
const contentSql: readonly (readonly [string, string])[] = [
  [
    "storage_proof",
    `select tx_hash, json_build_object(
       'height', height::text, 'address', address, 'provers', prover_addresses, 'cid', cid,
       'proof_signature', encode(proof_signature, 'hex')
     ) as content
     from etl_storage_proofs
     where block_height between $1 and $2`,
  ],
  [
    "storage_proof_verification",
    `select tx_hash, json_build_object('height', height::text, 'proof', encode(proof, 'hex')) as content
     from etl_storage_proof_verifications
     where block_height between $1 and $2`,
  ],
  [
    "sla_rollup",
    `select tx_hash, json_build_object(
       'time', ${microseconds("created_at")}, 'block_start', block_start::text, 'block_end', block_end::text,
       'reports', (
         select coalesce(json_agg(json_build_object('address', address, 'blocks', num_blocks_proposed) order by id), '[]')
         from etl_sla_node_reports
         where sla_rollup_id = etl_sla_rollups.id
       )
     ) as content
     from etl_sla_rollups
     where block_height between $1 and $2`,
  ],
  [
    "validator_registration",
    `select tx_hash, json_build_object(
       'address', address, 'endpoint', endpoint, 'comet_address', comet_address, 'eth_block', eth_block, 'node_type', node_type,
       'spid', spid, 'comet_pubkey', encode(comet_pubkey, 'hex'), 'voting_power', voting_power::text
     ) as content
     from etl_validator_registrations
     where block_height between $1 and $2`,
  ],
  [
    "validator_deregistration",
    `select tx_hash, json_build_object('comet_address', comet_address, 'comet_pubkey', encode(comet_pubkey, 'hex')) as content
     from etl_validator_deregistrations
     where block_height between $1 and $2`,
  ],
  [
    "validator_misbehavior_deregistration",
    `select tx_hash, json_build_object('comet_address', comet_address, 'comet_pubkey', encode(pub_key, 'hex')) as content
     from etl_validator_misbehavior_deregistrations
     where block_height between $1 and $2`,
  ],
];
