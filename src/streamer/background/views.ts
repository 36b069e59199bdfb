import { errorCode, errorMessage } from "../../errors.ts";
import { exitCode, Failure } from "../../exit.ts";
import type { BackgroundTask } from "./tasks.ts";

/** SQLSTATE of what only an owner may do. */
const insufficientPrivilege = "42501";

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
    try {
      await client.query("refresh materialized view mv_dashboard_transaction_stats");
      await client.query("refresh materialized view mv_dashboard_transaction_types");
    } catch (error) {
      throw errorCode(error) === insufficientPrivilege
        ? new Failure(
            `${errorMessage(error)}: only their owner may, or since Postgres 17 who has MAINTAIN on them; --refresh-views off leaves it to others`,
            exitCode.configuration,
            { cause: error },
          )
        : error;
    }
  },
};
