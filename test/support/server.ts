/** The Postgres server of a test run: one of three kinds, all without fsync where that is ours to say. */
import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PostgreSqlContainer } from "@testcontainers/postgresql";
import { getContainerRuntimeClient } from "testcontainers";
import { connect } from "../../src/database/connect.ts";
import { startEmbedded } from "../../src/database/embedded.ts";

/** A server on which tests make and drop databases. */
export interface TestServer {
  /** A database of it, to connect to for making others; its user may make databases. */
  readonly url: string;
  /** What it is, for the first line of a test run. */
  readonly description: string;
  stop(): Promise<void>;
}

// Test databases live for seconds: a crash of the machine may lose them.
const careless = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/**
 * Starts the server of a test run: that of EM_TEST_DATABASE_URL; else a container of EM_TEST_POSTGRES_IMAGE, where a container
 * runtime answers; else the embedded one.
 */
export async function startTestServer(): Promise<TestServer> {
  const url = process.env.EM_TEST_DATABASE_URL;
  if (url) {
    return { url, description: "the server of EM_TEST_DATABASE_URL", stop: async () => undefined };
  }
  const image = process.env.EM_TEST_POSTGRES_IMAGE;
  if (image) {
    if (await containerRuntimeAnswers()) {
      return await startContainer(image);
    }
    console.warn(`EM_TEST_POSTGRES_IMAGE is ${image}, but no container runtime answers: taking the embedded Postgres`);
  }
  return await startEmbeddedServer();
}

async function containerRuntimeAnswers(): Promise<boolean> {
  try {
    await getContainerRuntimeClient();
    return true;
  } catch {
    // Testcontainers throws where it finds no runtime; the caller says so.
    return false;
  }
}

async function startContainer(image: string): Promise<TestServer> {
  const container = await new PostgreSqlContainer(image).start();
  const url = container.getConnectionUri();
  const client = await connect(url, { applicationName: "em-apply test" });
  for (const [name, value] of Object.entries(careless)) {
    await client.query(`alter system set ${name} = ${value}`);
  }
  await client.query("select pg_reload_conf()");
  await client.end();
  return {
    url,
    description: `a container of ${image}`,
    stop: async () => {
      await container.stop();
    },
  };
}

async function startEmbeddedServer(): Promise<TestServer> {
  const directory = join(tmpdir(), `em-apply-test-${randomBytes(6).toString("hex")}`);
  const server = await startEmbedded({
    directory,
    settings: { ...careless, max_connections: "100", autovacuum: "off" },
  });
  return {
    url: server.url,
    description: "the embedded Postgres",
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
