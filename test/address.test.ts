import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeAddress, describeValue, parseAddress, withoutSecrets } from "../src/address.ts";
import { readConfig, settings } from "../src/config.ts";
import { connect } from "../src/database/connect.ts";
import { createLog } from "../src/log.ts";
import { run } from "./support/command.ts";

/** Passwords out of pieces that are recognised wherever they come out, one of which could pass for a port. */
const secretPieces = ["s3cret", "4711"];
const separators = ["/", "@", "#", "?", ":", "%", "%2F", "%40", " ", "'", '"', "\\", "&", "=", "[", "]", "\n", "ä"];
const password = fc
  .tuple(
    fc.constantFrom("", ...separators),
    fc.array(fc.tuple(fc.constantFrom(...secretPieces), fc.constantFrom("", ...separators)), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([first, pieces]) => `${first}${pieces.flat().join("")}`);

const scheme = fc.constantFrom("postgres", "postgresql", "http", "https", "mysql", "jdbc:postgresql", "POSTGRES");

/** An address, well formed or not, as people write it, with a password somewhere in it. */
const address = fc
  .record({
    scheme,
    password,
    user: fc.constantFrom("indexer", "", "in/dexer", "in%40dexer"),
    host: fc.constantFrom("127.0.0.1:1", "127.0.0.1"),
  })
  .chain(({ scheme, password, user, host }) =>
    fc.constantFrom(
      `${scheme}://${user}:${password}@${host}/audius`,
      `${scheme}://${user}:${encodeURIComponent(password)}@${host}/audius`,
      `${scheme}:${user}:${password}@${host}/audius`,
      `${scheme}:/${user}:${password}@${host}/audius`,
      ` ${scheme}://${user}:${password}@${host}/audius `,
      `${scheme}://${host}/audius?user=indexer&password=${password}`,
      `${scheme}://${host}/audius?user=indexer&sslpassword=${encodeURIComponent(password)}`,
      `${user}:${password}@${host}/audius`,
      `//${user}:${password}@${host}/audius`,
      `host=127.0.0.1 port=1 user=indexer password=${password} dbname=audius`,
      `"${scheme}://${user}:${password}@${host}/audius"`,
    ),
  );

function expectNoSecret(text: string): void {
  for (const piece of secretPieces) {
    expect(text).not.toContain(piece);
  }
}

describe("no password is shown", () => {
  test("by the description of an address, of a value and of a message, whatever its form", () => {
    fc.assert(
      fc.property(address, (text) => {
        expectNoSecret(describeAddress(text));
        expectNoSecret(describeValue(text));
        expectNoSecret(withoutSecrets(`error: unknown option '--databse=${text}'`));
        expectNoSecret(withoutSecrets(`error: option '--end <height>' argument '${text}' is invalid.`));
      }),
      { numRuns: 2_000 },
    );
  });

  test("by a complaint about any setting", () => {
    fc.assert(
      fc.property(address, fc.constantFrom(...Object.values(settings)), (text, { variable }) => {
        try {
          readConfig({}, { [variable]: text });
        } catch (error) {
          expectNoSecret(String(error));
        }
      }),
      { numRuns: 2_000 },
    );
    // A database's address that is no address may be nothing but the password.
    expect(() => readConfig({ database: "s3cret" }, {})).toThrow(/^--database …: must be an address/);
  });

  test("by a connection that fails, with all that is logged of its error", async () => {
    await fc.assert(
      fc.asyncProperty(address, async (text) => {
        const error = await connect(text, { applicationName: "em-apply test" }).catch((thrown: unknown) => thrown);
        let logged = "";
        createLog({
          level: "trace",
          forPeople: false,
          write: (line) => {
            logged += line;
          },
        }).fatal({ err: error }, "it failed");
        expect(logged).toContain("it failed");
        expectNoSecret(logged);
        expectNoSecret(String(error));
      }),
      { numRuns: 300 },
    );
  });

  test.each(["start", "status", "doctor", "migrate"])("by npm run %s", async (command) => {
    for (const url of ["postgres://user:4711/s3cret@127.0.0.1:1/db", "host=127.0.0.1 port=1 password=s3cret"]) {
      const ended = await run(command, url);
      expectNoSecret(ended.output + ended.errors);
      expect(ended.code).toBe(78);
      expect(ended.errors).toMatch(/DATABASE_URL.*(must be|expected)/);
    }
    const mistyped = await run(command, "", "--databse=postgres://user:s3cret@127.0.0.1:1/db");
    expectNoSecret(mistyped.output + mistyped.errors);
    expect(mistyped.errors).toContain("unknown option '--databse=postgres://user@127.0.0.1:1/db'");
    expect(mistyped.code).toBe(64);
  });
});

test("an address keeps what helps to find it", () => {
  expect(describeAddress("postgres://indexer:s3cret@db.example:5433/audius?sslmode=require")).toBe(
    "postgres://indexer@db.example:5433/audius",
  );
  expect(describeAddress("https://key@rpc.audius.co/")).toBe("https://rpc.audius.co");
  expect(parseAddress("postgres://indexer:s3%2Fcret@db.example/audius")?.password).toBe("s3%2Fcret");
  expect(describeValue("/nowhere")).toBe("/nowhere");
});
