import type pg from "pg";
import { errorCode, errorMessage } from "../../database/errors.ts";
import { passingFailure } from "../../database/passing-failure.ts";
import { exitCode, Failure } from "../../exit.ts";
import type { ApplyError, Prelude } from "./apply.ts";
import type { PreparedBlock } from "./prepare.ts";

/** The SQLSTATE with which em_apply refuses a block that the tables hold already. */
const appliedBefore = "55000";

/**
 * Makes a sentence of an error of em_apply, which names transaction, handler and SQLSTATE itself. The blocks that shared the commit
 * and come before the failed one are committed first, so that the tables stand right before it.
 *
 * Takes the connection, outside of a transaction, and the error. Gives the Failure to end with: 75 where the error says nothing
 * about the block, else 1.
 */
export async function diagnose(client: pg.Client, error: ApplyError): Promise<Failure> {
  const { block, before, cause, prelude } = error;
  const doing = `applying block ${block.height}`;
  const passing = passingFailure(cause, doing);
  if (passing !== undefined) {
    return passing;
  }
  try {
    await commitAgain(client, before, prelude);
  } catch (again) {
    return passingFailure(again, doing) ?? halt(block, undefined, again);
  }
  return halt(block, block.height - 1, cause);
}

async function commitAgain(
  client: pg.Client,
  blocks: readonly PreparedBlock[],
  prelude: Prelude | undefined,
): Promise<void> {
  if (blocks.length === 0) {
    return;
  }
  await client.query("begin");
  try {
    await prelude?.(client);
    for (const { texts } of blocks) {
      await client.query("select em_apply($1)", [texts.whole]);
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

function halt(block: PreparedBlock, standing: number | undefined, cause: unknown): Failure {
  const detail = detailOf(cause);
  const advice =
    errorCode(cause) === appliedBefore
      ? "core_indexed_blocks has a block that etl_blocks does not lead up to: somebody else indexes into this database, or one of the two was changed by hand. Stop the other, or make them agree, then start again."
      : "This is a fault of the procedures and comes back with every start: report it with this block.";
  const lines = [
    `block ${block.height} (hash ${block.hash}, from ${block.place}) cannot be applied: ${errorMessage(cause)}`,
    ...(detail === undefined ? [] : [detail]),
    `Nothing of block ${block.height} was kept${standing === undefined ? "" : `; the tables stand at block ${standing}`}. ${advice}`,
  ];
  return new Failure(lines.join("\n"), exitCode.failed, { cause });
}

/** What Postgres adds to an error: under em_apply, the procedures that were under way and their lines. */
function detailOf(error: unknown): string | undefined {
  const detail: unknown = error instanceof Error ? Reflect.get(error, "detail") : undefined;
  return typeof detail === "string" && detail !== "" ? detail : undefined;
}
