import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { connect } from "../../src/database/connect.ts";
import { type EmbeddedOptions, type EmbeddedPostgres, startEmbedded } from "../../src/database/embedded.ts";

const settings = { fsync: "off", shared_buffers: "16MB" };

let parent: string;
let directory: string;
let started: EmbeddedPostgres[] = [];
let children: ChildProcess[] = [];

// One cluster for all tests, as making it takes longest; each leaves it stopped and whole.
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "em-apply-embedded-"));
  // mkdtemp closes it to others; as root, Postgres runs as another user.
  await chmod(parent, 0o755);
  directory = join(parent, "data");
});
afterEach(async () => {
  for (const server of started) {
    await server.stop();
  }
  for (const child of children) {
    child.kill("SIGKILL");
    // It may have left a server behind.
    await (await startEmbedded({ directory })).stop();
  }
  started = [];
  children = [];
});
afterAll(() => rm(parent, { recursive: true, force: true }));

async function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbedded({ directory, settings, ...options });
  started.push(server);
  return server;
}

/** Starts the server in a process of its own, which then waits to be killed; gives the URL. */
async function startInChild(): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const module = JSON.stringify(fileURLToPath(new URL("../../src/database/embedded.ts", import.meta.url)));
  const script = `
    import { startEmbedded } from ${module};
    const server = await startEmbedded({ directory: ${JSON.stringify(directory)} });
    console.log(server.url);
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
    cwd: fileURLToPath(new URL("../../", import.meta.url)),
  });
  children.push(child);
  const [chunk] = await once(child.stdout, "data");
  return { url: String(chunk).trim(), child };
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = await connect(url, { applicationName: "test" });
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function serverPid(): Promise<number> {
  const text = await readFile(join(directory, "postgres", "postmaster.pid"), "utf8");
  return Number(text.split("\n")[0]);
}

describe("the embedded Postgres", () => {
  it("has Unicode, an order that no locale changes, and ICU", async () => {
    const { url } = await start();
    expect(
      await query(
        url,
        `select current_setting('server_encoding') as encoding, 'Z' < 'a' as by_code_point, lower('Ü') as lower,
           lower('ΟΔΟΣ' collate "und-x-icu") as icu, current_setting('timezone') as timezone`,
      ),
    ).toEqual([{ encoding: "UTF8", by_code_point: true, lower: "ü", icu: "οδος", timezone: "UTC" }]);
  });

  it("keeps its data, its password and its port from run to run", async () => {
    const first = await start();
    await query(first.url, "create table kept (id integer)");
    await first.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, "select count(*)::integer as count from kept")).toEqual([{ count: 0 }]);
  });

  it("lets nobody else read the password", async () => {
    await start();
    expect((await stat(join(directory, "embedded.json"))).mode & 0o077).toBe(0);
  });

  it("is taken over when the run that started it was killed", async () => {
    const { url, child } = await startInChild();
    const pid = await serverPid();
    child.kill("SIGKILL");
    await once(child, "exit");
    const said: string[] = [];
    const server = await startEmbedded({ directory, log: (line) => said.push(line) });
    started.push(server);
    expect(server.url).toBe(url);
    expect(await serverPid()).toBe(pid);
    expect(said.join()).toMatch(/taking over the Postgres on port \d+ that an earlier run left behind/);
    await server.stop();
    await expect(query(url, "select 1")).rejects.toThrow(/Nothing answers there/);
  });

  it("recovers when the server itself was killed", async () => {
    const first = await start();
    await query(first.url, "create table survivor (id integer)");
    process.kill(await serverPid(), "SIGKILL");
    const second = await start();
    expect(await query(second.url, "select count(*)::integer as count from survivor")).toEqual([{ count: 0 }]);
  });

  it("may be used by a second process, which leaves it running", async () => {
    const { url, child } = await startInChild();
    const said: string[] = [];
    const second = await startEmbedded({ directory, log: (line) => said.push(line) });
    expect(second.url).toBe(url);
    expect(said.join()).toMatch(new RegExp(`that process ${child.pid} started`));
    await second.stop();
    expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("starts once when two start it at the same time", async () => {
    const servers = await Promise.all([start(), start(), start()]);
    expect(new Set(servers.map((server) => server.url)).size).toBe(1);
  });

  it("is not deterred by the mark of a server whose number now belongs to another program", async () => {
    await (await start()).stop();
    const marks = [process.pid, directory, 1, 54_320, "", "127.0.0.1", "", "ready"];
    await writeFile(join(directory, "postgres", "postmaster.pid"), marks.join("\n"));
    const { url } = await start();
    expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("takes another port than one that is taken, unless that one was asked for", async () => {
    const first = await start();
    await first.stop();
    const port = Number(new URL(first.url).port);
    const taken = createServer().listen(port, "127.0.0.1");
    await once(taken, "listening");
    const second = await start();
    expect(new URL(second.url).port).not.toBe(String(port));
    await second.stop();
    await expect(start({ port })).rejects.toThrow(`port ${port}, asked for the embedded Postgres, is taken`);
    taken.close();
  });

  it("says which version made its data when that is not its own", async () => {
    await (await start()).stop();
    const path = join(directory, "postgres", "PG_VERSION");
    const version = await readFile(path, "utf8");
    await writeFile(path, "14\n");
    await expect(start()).rejects.toThrow(
      /was made by Postgres 14 and the embedded one is 18: move it away or delete it/,
    );
    await writeFile(path, version);
  });

  it("says so when its data is there but not its password", async () => {
    await (await start()).stop();
    const path = join(directory, "embedded.json");
    const state = await readFile(path, "utf8");
    await rm(path);
    await expect(start()).rejects.toThrow(/which has its password, is missing/);
    await writeFile(path, "{}");
    await expect(start()).rejects.toThrow(/embedded\.json is damaged/);
    await writeFile(path, state);
  });

  it("works below a folder that only its owner can enter, for root too", async () => {
    const closed = await mkdtemp(join(tmpdir(), "em-apply-closed-"));
    const options = { directory: join(closed, "data"), settings };
    const first = await startEmbedded(options);
    await query(first.url, "create table kept (id integer)");
    await first.stop();
    const second = await startEmbedded(options);
    expect(await query(second.url, "select count(*)::integer as count from kept")).toEqual([{ count: 0 }]);
    await second.stop();
    const state: unknown = JSON.parse(await readFile(join(options.directory, "embedded.json"), "utf8"));
    const { data } = z.object({ data: z.string() }).parse(state);
    // Root's Postgres runs as another user, who cannot enter.
    expect(data.startsWith(process.getuid?.() === 0 ? "/var/lib/em-apply/" : closed)).toBe(true);
    await rm(data, { recursive: true });
    await rm(closed, { recursive: true });
  });
});
