import type { BackgroundTask } from "./tasks.ts";

/** The materialized views are refreshed this often, in milliseconds, as by the Go ETL. */
const refreshEveryMilliseconds = 120_000;

/**
 * Refreshes the two views for dashboards. It locks nothing but the views themselves, whose readers wait for it; the tables are
 * only read.
 */
export const viewRefresh: BackgroundTask = {
  name: "refresh the materialized views",
  everyMilliseconds: refreshEveryMilliseconds,
  atEnd: true,
  async run(client) {
    await client.query("refresh materialized view mv_dashboard_transaction_stats");
    await client.query("refresh materialized view mv_dashboard_transaction_types");
  },
};
