import { connect } from "../../../src/database/connect.ts";
import type { CaseFile } from "./recording-files.ts";
import type { Outcome } from "./report.ts";
import { CaseRunner } from "./run-case.ts";

/** How a run of all cases goes. */
export interface RunOptions {
  /** Databases to share the work between, one connection each: migrated, without rows, made for this run. */
  readonly urls: readonly string[];
  /** When it is aborted the run ends after the cases in hand. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each case, in the order in which they end. */
  readonly onOutcome?: ((outcome: Outcome) => void) | undefined;
}

/**
 * Runs cases file by file; with several databases, several files at a time.
 *
 * @param files what to run; files of one folder should follow each other, since they share a world
 * @returns the outcomes in the order of the files and of the cases in them
 * @throws MalformedRecording when a case cannot be loaded; the signal's reason when it is aborted
 */
export async function runCaseFiles(files: readonly CaseFile[], options: RunOptions): Promise<Outcome[]> {
  const results: Outcome[][] = files.map(() => []);
  const queue = files.entries();
  await Promise.all(
    options.urls.map(async (url) => {
      const client = await connect(url, { applicationName: "em-apply cases" });
      try {
        const runner = await CaseRunner.open(client);
        for (const [index, file] of queue) {
          await runner.enterWorld(file.world);
          for (const conformanceCase of file.cases) {
            options.signal?.throwIfAborted();
            const outcome = await runner.run(conformanceCase);
            results[index]?.push(outcome);
            options.onOutcome?.(outcome);
          }
        }
      } finally {
        await client.end();
      }
    }),
  );
  return results.flat();
}
