import type { Logger } from "pino";
import { blockersOf, describeBlocker } from "../../database/blockers.ts";
import { lockHolder, locks } from "../../database/locks.ts";
import type { BackgroundTask } from "./tasks.ts";

/** A commit that takes this long may be waiting for somebody, in milliseconds. */
const longMilliseconds = 5_000;

/**
 * Names in the log whom a commit waits for: a job of the API that holds a lock, or a long transaction of somebody's.
 * @param underWay the commit under way, and for how many milliseconds it has been
 */
export function waits(
  underWay: () => { readonly height: number; readonly milliseconds: number } | undefined,
  log: Logger,
): BackgroundTask {
  return {
    name: "see whom the indexer waits for",
    everyMilliseconds: longMilliseconds,
    atEnd: false,
    isDue: () => (underWay()?.milliseconds ?? 0) > longMilliseconds,
    async run(client) {
      const indexer = await lockHolder(client, locks.indexer);
      const blockers = indexer === undefined ? [] : await blockersOf(client, indexer.pid);
      const commit = underWay();
      if (commit !== undefined && blockers.length > 0) {
        const seconds = Math.round(commit.milliseconds / 1000);
        log.warn(
          { block: commit.height, blockers },
          `the commit that begins with block ${commit.height} has been under way for ${seconds} s, and waits for ${blockers.map(describeBlocker).join("; and for ")}`,
        );
      }
    },
  };
}
