import type pg from "pg";

/**
 * What our SQL and the hashes of the procedures rely on, whatever the server, the database or the role has set. They are set after
 * connecting, since poolers refuse settings that come with the connection.
 */
const settings = {
  // How our statements and files are read.
  search_path: "public",
  standard_conforming_strings: "on",
  client_encoding: "UTF8",
  transform_null_equals: "off",
  "plpgsql.extra_errors": "none",
  // How values and definitions are written.
  TimeZone: "UTC",
  DateStyle: "ISO, MDY",
  IntervalStyle: "postgres",
  bytea_output: "hex",
  extra_float_digits: "1",
  quote_all_identifiers: "off",
  // How a transaction runs: each statement sees what was committed before it.
  default_transaction_isolation: "read committed",
  default_transaction_deferrable: "off",
  // Whoever may not wait says so for the statement at hand; a block takes as long as it takes, and the next may be hours off.
  statement_timeout: "0",
  lock_timeout: "0",
  idle_in_transaction_session_timeout: "0",
  idle_session_timeout: "0",
  // So that the server finds out within a minute that we are gone, and lets go of our locks.
  tcp_keepalives_idle: "30",
  tcp_keepalives_interval: "10",
  tcp_keepalives_count: "3",
} as const;

/** Known since Postgres 17. */
const newerSettings = { transaction_timeout: "0" } as const;

/**
 * Keeps a new session from being ended while it rests: the first statement of each, before anything is found out about it. A pooler that
 * shares its sessions out may hand this one setting on to others, whom it does no harm.
 */
export async function stayOpen(client: pg.Client): Promise<void> {
  await client.query(`set idle_session_timeout = ${settings.idle_session_timeout}`);
}

/** Gives a new session the settings that all our SQL relies on. */
export async function settleSession(client: pg.Client): Promise<void> {
  await client.query(
    Object.entries(settings)
      .map(([name, value]) => `set ${name} = ${name === "search_path" ? value : client.escapeLiteral(value)}`)
      .join("; "),
  );
  for (const [name, value] of Object.entries(newerSettings)) {
    await client.query("select set_config($1, $2, false) where current_setting($1, true) is not null", [name, value]);
  }
}
