import type { Logger } from "pino";
import type { BackgroundTask } from "./tasks.ts";

/** Tables are looked at this often, in milliseconds. */
const lookEveryMilliseconds = 15_000;

/** The planner's statistics of a table are renewed when it has grown by this factor since. */
const growth = 2;

/** At the end of a catch-up, also those that have grown by less. */
const growthAtHead = 1.1;

/** Smaller tables are read as a whole anyhow: pages of 8 kB. */
const leastPages = 16;

interface GrownTable {
  readonly name: string;
  readonly pages: number;
  readonly analyzed_pages: number;
}

/**
 * Renews the planner's statistics of tables that have grown much since they were last looked at. Autovacuum does so too, where it is
 * on, but a first catch-up or a restored dump fills tables faster than it comes round, and plans made for empty tables are slow.
 * @param isCaughtUp whether the newest block of the source is in the tables
 */
export function statistics(isCaughtUp: () => boolean, log: Logger): BackgroundTask {
  let hasBeenAtHead = false;
  return {
    name: "renew the planner's statistics",
    everyMilliseconds: lookEveryMilliseconds,
    atEnd: true,
    async run(client) {
      const isFirstAtHead = isCaughtUp() && !hasBeenAtHead;
      hasBeenAtHead ||= isFirstAtHead;
      // relpages is as of the last ANALYZE or VACUUM.
      const { rows } = await client.query<GrownTable>(
        `select name, pages, analyzed_pages
         from (
           select
             relation.oid::regclass::text as name,
             pg_relation_size(relation.oid) / current_setting('block_size')::integer as pages,
             relation.relpages as analyzed_pages
           from pg_class relation
           where relation.relnamespace in ('public'::regnamespace, 'em'::regnamespace)
             and relation.relkind = 'r'
             and pg_has_role(relation.relowner, 'usage')
         ) as sized
         where pages >= $1 and pages >= analyzed_pages * $2::float8
         order by name`,
        [leastPages, isFirstAtHead ? growthAtHead : growth],
      );
      for (const { name, pages, analyzed_pages } of rows) {
        // Somebody else may be at the table: then it is that one who renews them.
        await client.query(`analyze (skip_locked) ${name}`);
        log.info(
          { table: name, pages, before: analyzed_pages },
          `analyzed ${name}: ${pages} pages, ${analyzed_pages} at the last time`,
        );
      }
    },
  };
}
