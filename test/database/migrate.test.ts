import { afterAll, describe, expect, it } from "vitest";
import { migrate } from "../../src/database/migrate.ts";
import { freshDatabase } from "../support/database.ts";

describe("x", async () => {
  const db = await freshDatabase();
  afterAll(() => db.drop());
  it("nothing", async () => {
    expect((await migrate(db.url)).procedures.changed).toBe(false);
  });
});
