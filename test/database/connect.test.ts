import { afterAll, beforeAll, expect, it } from "vitest";
import { connect } from "../../src/database/connect.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

it("a connection that breaks while nobody uses it ends no process: the next statement tells", async () => {
  const client = await connect(database.url, { applicationName: "em-apply idle" });
  // Without a listener of connect's own, this would be the only one.
  expect(client.listenerCount("error")).toBe(1);
  const ended = new Promise<void>((resolve) => client.once("end", resolve));
  await database.client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'em-apply idle'",
  );
  await ended;
  await expect(client.query("select 1")).rejects.toThrow(/connection|not queryable|closed/i);
});
