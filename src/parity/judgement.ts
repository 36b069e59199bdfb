import type { Side, Value } from "./side.ts";

/** What a database knows of a transaction: what it asked, and what became of it. */
export interface Judgement {
  readonly hash: string;
  readonly height: number;
  /** What it asked; null where the transaction was refused and its raw row is not kept. */
  readonly asked: { readonly entityType: string; readonly action: string; readonly entityId: string } | null;
  /** The edition that judged it and the handler that claims it; null where the database has no procedures of ours. */
  readonly edition: string | null;
  readonly handler: string | null;
  /** Why it was refused; null where it was applied. */
  readonly refusal: { readonly code: string; readonly reason: string } | null;
}

/** What a database can say of transactions. */
export interface Judge {
  readonly side: Side;
  readonly chainId: string;
  /** Whether it keeps raw transactions, and whether it is one of ours, which keeps rejections and editions. */
  readonly hasRaw: boolean;
  readonly isOurs: boolean;
}

/**
 * Finds out what a database can say of transactions.
 * @param chainId the chain whose editions count
 */
export async function judgeOf(side: Side, chainId: string): Promise<Judge> {
  const [row] = await side.rows(
    `select
       to_regclass('etl_manage_entities') is not null,
       to_regclass('em_rejections') is not null and to_regprocedure('em.handler_of(text, text, text)') is not null`,
  );
  return { side, chainId, hasRaw: row?.[0] === "t", isOurs: row?.[1] === "t" };
}

/** So many hashes are looked up at once. */
const hashesPerQuery = 1_000;

/**
 * Looks transactions up by their hashes, each through an index.
 * @returns those that the database knows
 */
export async function judgementsOf(judge: Judge, hashes: Iterable<string>): Promise<ReadonlyMap<string, Judgement>> {
  const found = new Map<string, Judgement>();
  if (!judge.hasRaw) {
    return found;
  }
  const wanted = [...new Set(hashes)];
  for (let first = 0; first < wanted.length; first += hashesPerQuery) {
    const rows = await judge.side.rows(judge.isOurs ? ofOurs : ofOthers, [
      wanted.slice(first, first + hashesPerQuery),
      ...(judge.isOurs ? [judge.chainId] : []),
    ]);
    for (const [hash, height, type, action, id, edition, handler, code, reason] of rows) {
      found.set(hash ?? "", {
        hash: hash ?? "",
        height: Number(height),
        asked: type == null ? null : { entityType: type, action: action ?? "", entityId: id ?? "" },
        edition: edition ?? null,
        handler: handler ?? null,
        refusal: code == null ? null : { code, reason: textOf(reason) },
      });
    }
  }
  return found;
}

function textOf(value: Value | undefined): string {
  return value ?? "";
}

/** A hash can come again: the last rejection counts, and the first raw row is the only one. */
const ofOurs = `
  select
    asked.hash,
    coalesce(rejection.block_height, raw.block_height),
    raw.entity_type,
    raw.action,
    raw.entity_id,
    coalesce(rejection.edition, applied.edition),
    coalesce(rejection.handler, em.handler_of(applied.edition, raw.entity_type, raw.action)),
    rejection.code,
    rejection.reason
  from unnest($1::text[]) as asked (hash)
  left join lateral (
    select entity_type, action, entity_id, block_height
    from etl_manage_entities
    where tx_hash = asked.hash
    order by id
    limit 1
  ) as raw on true
  left join lateral (
    select block_height, edition, handler, code, reason
    from em_rejections
    where tx_hash = asked.hash
    order by block_height desc
    limit 1
  ) as rejection on true
  left join etl_transactions on etl_transactions.tx_hash = asked.hash
  cross join lateral (
    select case etl_transactions.tx_type
      when 'manage_entity_migration' then 'genesis'
      else em.edition_at($2, raw.block_height)
    end as edition
  ) as applied
  where raw.block_height is not null or rejection.block_height is not null`;

const ofOthers = `
  select asked.hash, raw.block_height, raw.entity_type, raw.action, raw.entity_id
  from unnest($1::text[]) as asked (hash)
  cross join lateral (
    select entity_type, action, entity_id, block_height
    from etl_manage_entities
    where tx_hash = asked.hash
    order by id
    limit 1
  ) as raw`;
