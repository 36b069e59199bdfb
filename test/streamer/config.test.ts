import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";

describe("the configuration", () => {
  test("takes flags over environment over what holds otherwise; an empty variable counts as none", () => {
    const config = readConfig(
      { start: "7" },
      { EM_START: "5", EM_END: "9", CORE_RPC_URL: "https://rpc.audius.co", DATABASE_URL: "", EM_LOG_LEVEL: "debug" },
    );
    expect(config).toMatchObject({
      start: 7,
      end: 9,
      rpc: "https://rpc.audius.co",
      database: undefined,
      logLevel: "debug",
      blocksPerCommit: 5000,
    });
  });

  test("takes a source on the command line over a node in the environment, and the other way round", () => {
    const environment = { CORE_RPC_URL: "http://localhost:1", EM_SOURCE: "-" };
    expect(readConfig({ source: "-" }, environment)).toMatchObject({ source: "-", rpc: undefined });
    expect(readConfig({ rpc: "http://localhost:2" }, environment)).toMatchObject({
      source: undefined,
      rpc: "http://localhost:2",
    });
  });

  test("lists every problem with what was set, its value and what to write, without a password", () => {
    const read = () =>
      readConfig(
        { start: "many", blocksPerCommit: "5001" },
        { CORE_RPC_URL: "ftp://node", DATABASE_URL: "mysql://me:secret@host/db", EM_SOURCE: "/nowhere" },
      );
    expect(read).toThrow(expect.objectContaining({ exitCode: 78 }));
    expect(read).toThrowErrorMatchingInlineSnapshot(`
      [Failure: CORE_RPC_URL=ftp://node: must be an address such as https://rpc.audius.co; in a password, / ? # and @ are written %2F %3F %23 and %40
      EM_SOURCE=/nowhere: there is no such file; give a path, - for standard input, or database:postgres://user:password@host:5432/database
      DATABASE_URL=mysql://host/db: must be an address such as postgres://user:password@localhost:5432/audius; in a password, / ? # and @ are written %2F %3F %23 and %40
      --start many: must be a whole number from 1 to 2147483647, such as 1200
      --blocks-per-commit 5001: must be a whole number from 1 to 5000, such as 5000]
    `);
  });

  test("blames the command line with 64 when flags alone are wrong", () => {
    expect(() => readConfig({ start: "0" }, {})).toThrow(expect.objectContaining({ exitCode: 64 }));
    expect(() => readConfig({ start: "9", end: "8" }, {})).toThrow(expect.objectContaining({ exitCode: 64 }));
    expect(() => readConfig({ rpc: "http://a", source: "-" }, {})).toThrow(expect.objectContaining({ exitCode: 64 }));
    expect(() => readConfig({}, { EM_START: "0" })).toThrow(expect.objectContaining({ exitCode: 78 }));
  });
});
