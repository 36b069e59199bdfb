import { foreseenFailure } from "../../database/foreseen-failure.ts";
import { passingFailure } from "../../database/passing-failure.ts";
import { errorCode, errorMessage } from "../../errors.ts";
import { exitCode, Failure } from "../../exit.ts";
import type { PreparedBlock } from "../reader/prepared-block.ts";
import { ApplyError, type WritingSession } from "./applied.ts";
import { commitBlocks } from "./commit.ts";
import type { CommitLimits } from "./groups.ts";

/** The SQLSTATE with which em_apply refuses a block that the tables hold already. */
const appliedBefore = "55000";

/** Errors that say more of the tables or the server than of the procedures: by SQLSTATE, or by its first two characters. */
const notOfProcedures: ReadonlyMap<string, string> = new Map([
  [
    appliedBefore,
    "core_indexed_blocks has a block that etl_blocks does not lead up to: somebody else indexes into this database, or one of the two was changed by hand. Stop the other, or make them agree, then start again.",
  ],
  [
    "23",
    "A row of the tables or a constraint is in the way: npm run doctor names what was not there when we made them. Where it finds nothing, report it with this block.",
  ],
  [
    "42",
    "Tables or functions are not as npm run migrate made them: npm run doctor says what differs. Where it finds nothing, report it with this block.",
  ],
  ["3F", "A schema is gone that npm run migrate made: npm run doctor says what differs."],
  ["2200H", "A sequence has no number left: npm run doctor names it, and what to do."],
  ["XX", "The server found its own data or itself at fault: see its log, and restore a backup where it is damaged."],
]);

const alone: CommitLimits = { blocks: 1, transactions: 0, milliseconds: 0 };

/**
 * Makes a sentence of an error of em_apply, which names transaction, handler and SQLSTATE itself. Blocks are applied several a
 * statement and committed together, so they are tried once more, each in a commit of its own: that finds the one that fails, and
 * leaves the tables right before it.
 * @param session outside of a transaction
 * @param error what commitBlocks threw
 * @returns the Failure to end with: 75 where the error says nothing about a block, else 1
 */
export async function diagnose(session: WritingSession, error: ApplyError): Promise<Failure> {
  if (error.cause instanceof Failure) {
    return error.cause;
  }
  const passing = passingFailure(error.cause, error.doing);
  if (passing !== undefined) {
    return passing;
  }
  let prelude = error.prelude;
  for (const block of error.blocks) {
    try {
      await commitBlocks(session, block, () => undefined, alone, prelude);
      prelude = { parent: undefined, write: undefined };
    } catch (again) {
      const cause = again instanceof ApplyError ? again.cause : again;
      return foreseenFailure(cause, `applying block ${block.height}`) ?? halt(block, cause);
    }
  }
  return new Failure(
    `${error.doing} failed: ${errorMessage(error.cause)}. One at a time they could be applied, and they are kept: the fault is in how several are applied together. Report it, and go on with --blocks-per-commit 1.`,
    exitCode.failed,
    { cause: error.cause },
  );
}

function halt(block: PreparedBlock, cause: unknown): Failure {
  const detail = detailOf(cause);
  const code = errorCode(cause) ?? "";
  const advice =
    adviceOnTrigger(detail) ??
    notOfProcedures.get(code) ??
    notOfProcedures.get(code.slice(0, 2)) ??
    "This is a fault of the procedures and comes back with every start: report it with this block.";
  const lines = [
    `block ${block.height} (hash ${block.hash}, from ${block.place}) cannot be applied: ${errorMessage(cause)}`,
    ...(detail === undefined ? [] : [detail]),
    `Nothing of block ${block.height} was kept; the tables stand at block ${block.height - 1}. ${advice}`,
  ];
  return new Failure(lines.join("\n"), exitCode.failed, { cause });
}

/** Where the innermost function under way is not one of the procedures, a trigger has called it. */
function adviceOnTrigger(detail: string | undefined): string | undefined {
  const [, broken] = /PL\/pgSQL function (\S+?)\(/.exec(detail ?? "") ?? [];
  return broken === undefined || /^em(?:_\w+)?(?:\.|$)/.test(broken)
    ? undefined
    : `It broke in ${broken}(), which a trigger calls: report it to whose trigger that is (docs/operating.md, "What the triggers do").`;
}

/** What Postgres adds to an error: under em_apply, the procedures that were under way and their lines. */
function detailOf(error: unknown): string | undefined {
  const detail: unknown = error instanceof Error ? Reflect.get(error, "detail") : undefined;
  return typeof detail === "string" && detail !== "" ? detail : undefined;
}
