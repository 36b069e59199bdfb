import { readFileSync } from "node:fs";
import { connect } from "../../src/database/connect.ts";

/** How often the backends are looked at, in milliseconds: what is taken and given back in between is not seen. */
const lookEveryMilliseconds = 50;

/** Looks at the sessions of a database. */
export interface BackendWatch {
  /**
   * Ends it.
   * @returns the most memory that one session held of its own, in bytes, without the shared buffers; undefined where the server is not on
   * this machine, or the system does not say
   */
  stop(): Promise<number | undefined>;
}

/** Begins to look at the memory of the sessions of a database, as Linux tells it (RssAnon in /proc/PID/status). */
export async function watchBackends(url: string): Promise<BackendWatch> {
  const client = await connect(url, { applicationName: "em-apply bench" });
  let most: number | undefined;
  let isStopped = false;
  const looking = (async () => {
    while (!isStopped) {
      const { rows } = await client.query<{ pid: number }>(
        "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      );
      for (const { pid } of rows) {
        const held = anonymousBytes(pid);
        most = held === undefined ? most : Math.max(held, most ?? 0);
      }
      await new Promise((resolve) => setTimeout(resolve, lookEveryMilliseconds));
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await looking.finally(() => client.end());
      return most;
    },
  };
}

function anonymousBytes(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const kilobytes = /^Name:\s+postgres$/m.test(status) ? /^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1] : undefined;
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
