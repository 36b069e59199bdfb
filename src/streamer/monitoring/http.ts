import { createServer, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Console } from "../../console/console.ts";
import { errorCode, errorMessage } from "../../errors.ts";
import { exitCode, Failure } from "../../exit.ts";
import type { AppliedBlock } from "../run/applied.ts";
import { busiestFirst } from "./bottleneck.ts";
import { whyNotReady } from "./ready.ts";
import { blocksBehind, type RunState } from "./state.ts";

/** A run as it looks through HTTP. */
export interface HttpPort extends Disposable {
  /** Where it answers. */
  readonly url: string;
  /** Adds committed blocks to the counters. */
  committed(blocks: readonly AppliedBlock[]): void;
  /** Stops answering, as disposing of it does. */
  close(): void;
}

/** What one client may cost, whatever it does: a scraper asks a few times a minute and reads what it is told. */
const limits = {
  /** How long a request may take to come in, in milliseconds. */
  requestTimeout: 10_000,
  headersTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
} as const;

/** A connection on which nothing moves is ended after this long, in milliseconds: its client does not read. */
const idleMilliseconds = 30_000;

/** Whoever asks for metrics within so many milliseconds gets the same answer: making it takes some, in which nobody else is served. */
const freshMilliseconds = 500;

/**
 * Serves how a run is doing: /health (the process lives), /ready (caught up and no stall; else 503 with the reason), /status
 * (all figures as JSON) and /metrics (Prometheus); whatever else the console answers.
 * @param state the run's; undefined while it has not begun
 * @param starting what is done before the run begins, as a sentence
 * @throws Failure 78 where the port is taken
 */
export async function serveHttp(
  host: string,
  port: number,
  state: () => RunState | undefined,
  starting: () => string | undefined = () => undefined,
  console?: Pick<Console, "handle">,
): Promise<HttpPort> {
  const { registry, committed } = metrics(state);
  const render = atMostEvery(freshMilliseconds, () => registry.metrics());
  const isAnswering = new WeakSet<Socket>();
  const server = createServer(limits, (request, response) => {
    const { socket } = request;
    if (isAnswering.has(socket)) {
      // Who asks on without reading the answer would fill our memory with answers.
      socket.destroy();
      return;
    }
    isAnswering.add(socket);
    response.once("finish", () => isAnswering.delete(socket));
    const path = request.url?.split("?")[0];
    if (console?.handle(request, response) === true) {
      return;
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      answer(response, 405, { error: "only GET" });
    } else if (path === "/health") {
      answer(response, 200, { live: true });
    } else if (path === "/ready") {
      const reason = whyNotReady(state(), starting());
      answer(response, reason === undefined ? 200 : 503, { ready: reason === undefined, reason });
    } else if (path === "/status") {
      answer(response, 200, status(state(), starting()));
    } else if (path === "/metrics") {
      render().then(
        (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
        (error: unknown) => answer(response, 500, { error: errorMessage(error) }),
      );
    } else {
      answer(response, 404, { error: "there are /, /health, /ready, /status and /metrics" });
    }
  });
  server.timeout = idleMilliseconds;
  const url = await listening(server, host, port);
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url, committed, close, [Symbol.dispose]: close };
}

/** Does something, and gives what came of it to all who ask within so many milliseconds. */
function atMostEvery<Answer>(milliseconds: number, make: () => Promise<Answer>): () => Promise<Answer> {
  let made: { readonly at: number; readonly answer: Promise<Answer> } | undefined;
  return () => {
    const now = performance.now();
    if (made === undefined || now - made.at > milliseconds) {
      made = { at: now, answer: make() };
    }
    return made.answer;
  };
}

/** What to change: the host where this machine does not have it, else the port. */
function adviceFor(error: Error): string {
  return ["EADDRNOTAVAIL", "ENOTFOUND", "EAI_AGAIN"].includes(errorCode(error) ?? "")
    ? "This machine does not have that address: choose another with --http-host."
    : "Choose another with --http-port.";
}

function listening(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      reject(
        new Failure(
          `the HTTP port ${host}:${port} cannot be opened: ${error.message}. ${adviceFor(error)}`,
          exitCode.configuration,
          { cause: error },
        ),
      );
    });
    server.listen(port, host, () => {
      const address = server.address();
      const at = address !== null && typeof address === "object" ? address.port : port;
      resolve(`http://${host.includes(":") ? `[${host}]` : host}:${at}`);
    });
  });
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(body)}\n`);
}

function status(state: RunState | undefined, starting: string | undefined): object {
  const reason = whyNotReady(state, starting);
  if (state === undefined) {
    return { ready: false, reason };
  }
  return { ready: reason === undefined, reason, behind: blocksBehind(state), ...state };
}

function metrics(state: () => RunState | undefined): {
  registry: Registry;
  committed: (blocks: readonly AppliedBlock[]) => void;
} {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, value: (now: RunState) => number | undefined) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        const now = state();
        const measured = now === undefined ? undefined : value(now);
        if (measured !== undefined) {
          this.set(measured);
        }
      },
    });
  gauge("em_height", "Newest height that the tables hold", ({ height }) => height);
  gauge("em_head", "Newest height that the source has", ({ head }) => head);
  gauge("em_blocks_behind", "Blocks between the tables and the source's head", blocksBehind);
  gauge("em_buffered_blocks", "Blocks that are fetched, prepared and wait", ({ buffered }) => buffered);
  gauge("em_block_time_seconds", "The newest block's own time, since 1970", ({ blockTime }) =>
    blockTime === undefined ? undefined : blockTime / 1000,
  );
  gauge("em_stalled", "1 while nothing is indexed, for the reason in /ready", ({ stalled }) =>
    stalled === undefined ? 0 : 1,
  );
  new Counter({
    name: "em_busy_seconds_total",
    help: "Seconds for which a block was awaited from the node, the reading thread was at work, an answer was awaited from the database",
    labelNames: ["part"],
    registers,
    collect() {
      this.reset();
      const now = state();
      for (const { part, amount } of now === undefined ? [] : busiestFirst(now.busyMilliseconds)) {
        this.inc({ part }, amount / 1000);
      }
    },
  });
  const blocks = new Counter({ name: "em_blocks_total", help: "Blocks committed by this process", registers });
  new Counter({
    name: "em_transactions_total",
    help: "Transactions in them, by kind",
    labelNames: ["kind"],
    registers,
    collect() {
      this.reset();
      for (const { kind, count } of state()?.kinds ?? []) {
        this.inc({ kind }, count);
      }
    },
  });
  new Counter({
    name: "em_unrouted_total",
    help: "ManageEntity transactions of a pair that no handler claims",
    labelNames: ["pair"],
    registers,
    collect() {
      this.reset();
      for (const { pair, count } of state()?.unrouted ?? []) {
        this.inc({ pair }, count);
      }
    },
  });
  new Counter({
    name: "em_commit_retries_total",
    help: "Commits that were rolled back because another session was in the way, and tried again",
    registers,
    collect() {
      this.reset();
      this.inc(state()?.retries ?? 0);
    },
  });
  const rejections = new Counter({
    name: "em_rejections_total",
    help: "Transactions that a rule refused, by handler and code",
    labelNames: ["handler", "code"],
    registers,
  });
  return {
    registry,
    committed(done) {
      for (const { result } of done) {
        blocks.inc();
        for (const { handler, code } of result.rejected) {
          rejections.inc({ handler, code });
        }
      }
    },
  };
}
