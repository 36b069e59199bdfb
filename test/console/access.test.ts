/** Who is let in to the console, and who is not. */
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConsoleOptions, openConsole } from "../../src/console/console.ts";
import { createLog } from "../../src/log.ts";
import { serveHttp } from "../../src/streamer/monitoring/http.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const token = "correct-horse-battery";

/** The HTTP port with its console, on 127.0.0.1 whatever it takes itself to be opened on. */
async function serve(options: Partial<ConsoleOptions> = {}) {
  const lines: string[] = [];
  const console = openConsole({
    host: "127.0.0.1",
    token: undefined,
    database: database.url,
    state: () => undefined,
    doctor: async () => null,
    signal: new AbortController().signal,
    log: createLog({ level: "info", forPeople: false, write: (line) => lines.push(line) }),
    ...options,
  });
  const port = await serveHttp("127.0.0.1", 0, () => undefined, undefined, console);
  return {
    lines,
    /** Asks with fields that fetch() would not send. */
    ask: (path: string, headers: Record<string, string> = {}, form?: string) => ask(port.url, path, headers, form),
    async [Symbol.asyncDispose]() {
      port.close();
      await console[Symbol.asyncDispose]();
    },
  };
}

interface Answered {
  readonly status: number | undefined;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

function ask(base: string, path: string, headers: Record<string, string>, form: string | undefined): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked = request(`${base}${path}`, { headers, method: form === undefined ? "GET" : "POST" }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (more: string) => {
        text += more;
      });
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    asked.on("error", reject).end(form);
  });
}

const secrets = ["/", "/console/search?q=follow", "/console/events", "/docs/rulebook", "/source/handlers/user/mute.ts"];
const probes = ["/health", "/ready", "/status", "/metrics"];

describe("on loopback without a token", () => {
  test("everybody on this machine is let in", async () => {
    await using server = await serve();
    for (const path of ["/", "/docs/rulebook", "/console/search?q=follow"]) {
      expect((await server.ask(path)).status).toBe(200);
    }
    expect((await server.ask("/", { host: "localhost:8080" })).status).toBe(200);
    expect((await server.ask("/", { host: "[::1]:8080" })).status).toBe(200);
  });

  test.each(secrets)("%s is not for a name that a stranger has pointed here", async (path) => {
    await using server = await serve();
    const { status, text } = await server.ask(path, { host: "rebound.example:8080" });
    expect(status).toBe(403);
    expect(text).toContain("not to &#34;rebound.example&#34;");
  });

  test("probes answer to every name", async () => {
    await using server = await serve();
    for (const path of probes) {
      expect((await server.ask(path, { host: "indexer.internal" })).status).toBe(path === "/ready" ? 503 : 200);
    }
  });

  test("nothing but looking is possible", async () => {
    await using server = await serve();
    expect((await server.ask("/", {}, "x=1")).status).toBe(405);
    expect((await server.ask("/console/token", {}, `token=${token}`)).status).toBe(405);
    expect((await server.ask("/console/nothing")).status).toBe(404);
  });

  test("no page may load, run or frame anything from elsewhere", async () => {
    await using server = await serve();
    for (const path of ["/", "/docs/rulebook", "/console/page.js", "/console/search?q=x"]) {
      const { headers } = await server.ask(path);
      expect(headers).toMatchObject({
        "content-security-policy": expect.stringMatching(/^default-src 'none'; .*frame-ancestors 'none'$/),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
      });
      expect(headers["content-security-policy"]).not.toMatch(/unsafe|\*|https?:/);
    }
  });
});

describe("with a token", () => {
  test.each(secrets)("%s asks for it", async (path) => {
    await using server = await serve({ host: "0.0.0.0", token });
    for (const headers of [
      {},
      { cookie: "em_console=wrong" },
      { cookie: `em_console=${token.slice(1)}` },
      { authorization: "Bearer wrong" },
    ]) {
      const { status, text } = await server.ask(path, headers);
      expect(status).toBe(401);
      expect(text).toContain('<input id="token" name="token" type="password"');
      expect(text).not.toContain(token);
    }
  });

  test("probes and Prometheus do without it", async () => {
    await using server = await serve({ host: "0.0.0.0", token });
    for (const path of probes) {
      expect((await server.ask(path)).status).toBe(path === "/ready" ? 503 : 200);
    }
  });

  test("in the address it becomes a cookie, and leaves the address", async () => {
    await using server = await serve({ host: "0.0.0.0", token });
    const { status, headers } = await server.ask(`/docs/rulebook?token=${token}`);
    expect({ status, location: headers.location }).toEqual({ status: 303, location: "/docs/rulebook" });
    const [cookie = ""] = headers["set-cookie"] ?? [];
    expect(cookie).toMatch(/^em_console=[0-9a-f]{64}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/);
    const kept = cookie.split(";")[0] ?? "";
    expect((await server.ask("/", { cookie: `other=1; ${kept}` })).status).toBe(200);
    expect((await server.ask("/", { host: "indexer.example", cookie: kept })).status).toBe(200);
  });

  test("the form takes it", async () => {
    await using server = await serve({ token });
    const wrong = await server.ask("/console/token", {}, "token=wrong");
    expect(wrong.status).toBe(403);
    expect(wrong.text).toContain('role="alert">That is not the token.');
    const right = await server.ask("/console/token", {}, `token=${token}`);
    expect({ status: right.status, location: right.headers.location }).toEqual({ status: 303, location: "/" });
    expect((await server.ask("/console/token", {}, `token=${"x".repeat(1_000_000)}`)).status).toBe(403);
  });

  test("a program gives it as Bearer", async () => {
    await using server = await serve({ token });
    expect((await server.ask("/console/search?q=follow", { authorization: `Bearer ${token}` })).status).toBe(200);
  });
});

test("where others could reach it and no token was given, it is closed and says so; probes answer", async () => {
  await using server = await serve({ host: "0.0.0.0" });
  expect(server.lines.join("")).toMatch(/the console is closed: on 0\.0\.0\.0 others could read it.*EM_HTTP_TOKEN/);
  for (const path of secrets) {
    const { status, text } = await server.ask(path);
    expect(status).toBe(403);
    expect(text).toContain("EM_HTTP_TOKEN");
  }
  expect((await server.ask("/health")).status).toBe(200);
});
