import type pg from "pg";
import type { Logger } from "pino";
import { describeAddress } from "../../address.ts";
import { type NodeValidator, validatorsOfNode } from "../../chain/node-validators.ts";
import type { RpcProtocol } from "../../chain/transport.ts";
import type { BackgroundTask } from "./tasks.ts";

/** The node is asked for its validators this often, in milliseconds, as by the Go ETL. */
const syncEveryMilliseconds = 300_000;

/** Keeps etl_validators in step with the validators that a node knows. */
export function validatorSync(
  node: { readonly url: string; readonly protocol: RpcProtocol },
  log: Logger,
): BackgroundTask {
  const ask = validatorsOfNode(node);
  return {
    name: `keep the validators in step with ${describeAddress(node.url)}`,
    everyMilliseconds: syncEveryMilliseconds,
    atEnd: false,
    async run(client, signal) {
      const validators = await ask(signal);
      const changed = await storeValidators(client, validators);
      log.debug({ validators: validators.length, changed }, "validators are in step with the node");
    },
  };
}

/**
 * Adds validators to etl_validators that it lacks, as registered at height 0, and marks those it has as active under the Comet address
 * that the node knows. The voting power, which a node does not tell, stays; the Go ETL sets it to 0.
 *
 * Takes a connection outside of a transaction. Gives how many rows changed.
 */
export async function storeValidators(client: pg.Client, validators: readonly NodeValidator[]): Promise<number> {
  let changed = 0;
  // One statement each: whoever holds the lock of one row and waits for another's could stop the indexer.
  for (const { address, endpoint, cometAddress, nodeType } of validators) {
    const result = await client.query(
      `insert into etl_validators (
         address, endpoint, comet_address, node_type, spid, voting_power, status, registered_at, created_at, updated_at
       )
       values (
         em.raw_text($1), em.raw_text($2), em.raw_text($3), em.raw_text($4), '', 0, 'active', 0,
         now() at time zone 'UTC', now() at time zone 'UTC'
       )
       on conflict (endpoint) do update set
         comet_address = excluded.comet_address,
         node_type = excluded.node_type,
         status = 'active',
         updated_at = excluded.updated_at
       where etl_validators.status <> 'active' or etl_validators.comet_address <> excluded.comet_address`,
      [address, endpoint, cometAddress, nodeType],
    );
    changed += result.rowCount ?? 0;
  }
  return changed;
}
