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
  type Payload,
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
    const parts = { listed: byBlock.of(row), manageEntities: manageEntities.of(row), plays: plays.of(row), contents };
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
  readonly plays: readonly PlayRow[];
  /** By kind and hash. */
  readonly contents: ReadonlyMap<string, OtherContent>;
}

/**
 * Puts the transactions of a block together. A hash that stood in a block before has its first row alone in etl_transactions: such a
 * transaction is known by its content, and its place by the gap that it left between the others.
 */
function inOrder(
  { listed, manageEntities, plays, contents }: Parts,
  lacks: (problem: string) => Failure,
): Transaction[] {
  const places = new Places(listed.map(({ tx_index }) => tx_index));
  const unread = new Map(listed.map((row) => [row.tx_hash, row]));
  const isMigrated = listed.some(({ tx_type }) => tx_type === "manage_entity_migration");
  const found: { readonly index: number; readonly transaction: Transaction }[] = [];
  let before = -1;
  const add = (hash: string, payload: (row: TransactionRow | undefined) => Payload | undefined) => {
    const row = unread.get(hash);
    unread.delete(hash);
    before = row?.tx_index ?? places.gapAfter(before);
    found.push({ index: before, transaction: transactionOf(hash, payload(row)) });
  };
  for (const row of manageEntities) {
    if (row.user_id === null) {
      throw lacks(
        `holds transaction ${row.tx_hash} without its user: etl_manage_entities.user_id is empty, since another indexer than em-apply wrote the row`,
      );
    }
    const userId = BigInt(row.user_id);
    add(row.tx_hash, (place) =>
      manageEntityOf(row, userId, place === undefined ? isMigrated : place.tx_type === "manage_entity_migration"),
    );
  }
  before = -1;
  for (const rows of grouped(plays, ({ tx_hash }) => tx_hash).values()) {
    add(rows[0]?.tx_hash ?? "", () => playsOf(rows));
  }
  for (const { tx_hash: hash, tx_type: type } of [...unread.values()]) {
    const content = contents.get(`${type} ${hash}`) ?? null;
    if (type.startsWith("manage_entity") || (content === null && kindsWithTables.has(type))) {
      throw lacks(`holds transaction ${hash}, a ${type}, whose content stands in no table`);
    }
    add(hash, () => (type === "play" ? playsOf([]) : otherOf({ type, content })));
  }
  return found.sort((one, other) => one.index - other.index).map(({ transaction }) => transaction);
}

/** The places of a block that no listed transaction has. */
class Places {
  readonly #gaps: number[];
  #end: number;

  constructor(taken: readonly number[]) {
    const all = new Set(taken);
    this.#end = Math.max(-1, ...taken) + 1;
    this.#gaps = Array.from({ length: this.#end }, (_, index) => index).filter((index) => !all.has(index));
  }

  /** Takes the first gap after a place, and one behind the last where there is no gap. */
  gapAfter(place: number): number {
    const at = this.#gaps.findIndex((gap) => gap > place);
    if (at === -1) {
      this.#end += 1;
      return this.#end - 1;
    }
    return this.#gaps.splice(at, 1)[0] ?? place;
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
    block_height::text, tx_hash, created_at::text as block_time, user_id::text, entity_type, entity_id::text, action, metadata,
    signature, signer, nonce
  from etl_manage_entities
  where block_height between $1 and $2
  order by block_height, id`;

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
