/** What a halt says to do: the procedures are at fault only where nothing else is. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { runCommand } from "./command.ts";
import { exportedDevnet } from "./exported-devnet.ts";

let database: TestDatabase;
let blocks: Awaited<ReturnType<typeof exportedDevnet>>;

beforeAll(async () => {
  database = await freshDatabase();
  blocks = await exportedDevnet({ blocks: 20 });
});

afterAll(async () => {
  await blocks.remove();
  await database.drop();
});

const refusal = "create function refuse() returns trigger language plpgsql as";

test.each([
  [
    "a constraint of somebody's",
    "alter table users add constraint nobody check (false)",
    "alter table users drop constraint nobody",
    /violates check constraint .*nobody.*A row of the tables or a constraint is in the way: npm run doctor/s,
  ],
  [
    "a trigger of somebody's",
    `${refusal} $$ begin raise exception 'not today'; end $$; create trigger refuse before insert on users execute function refuse()`,
    "drop function refuse cascade",
    /not today.*It broke in refuse\(\), which a trigger calls: report it to whose trigger that is/s,
  ],
  [
    "a column that is gone",
    "alter table users rename column handle to handled",
    "alter table users rename column handled to handle",
    /has no field .*handle.*are not as npm run migrate made them: npm run doctor says what differs/s,
  ],
])("%s", async (_what, spoil, mend, said) => {
  await database.client.query(spoil);
  try {
    const flags = ["--source", blocks.path, "--aggregates", "off", "--refresh-views", "off"];
    expect(await runCommand(flags, { environment: { DATABASE_URL: database.url }, code: 1 })).toMatch(said);
  } finally {
    await database.client.query(mend);
  }
});
