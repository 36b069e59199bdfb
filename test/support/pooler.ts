import { createServer, type Server, type Socket, connect as tcpConnect } from "node:net";

/** A pooler as pgbouncer with pool_mode = transaction, where each statement is a transaction of its own. */
export interface Pooler extends AsyncDisposable {
  /** The address of the database through the pooler. */
  readonly url: string;
}

/** A session of the server, and the client that has it at present. */
interface PooledSession {
  readonly server: Socket;
  client: Socket | undefined;
}

/**
 * Starts a pooler in front of a server. A client proves who it is to a session of its own; from then on its statements run in whatever
 * session the pooler chooses.
 * @param url a database of the server
 * @param choice "first": all clients share the first session, as in a pool of one; "turns": each statement runs in the next session
 */
export async function startPooler(url: string, choice: "first" | "turns"): Promise<Pooler> {
  const target = new URL(url);
  const sessions: PooledSession[] = [];
  const sockets = new Set<Socket>();
  let turn = 0;
  const choose = (): PooledSession | undefined => sessions[choice === "first" ? 0 : turn++ % sessions.length];

  const listener = createServer((client) => {
    const server = tcpConnect(Number(target.port), target.hostname);
    const own: PooledSession = { server, client };
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
    }
    let current: PooledSession | undefined = own;
    let isKnown = false;
    server.on("data", (bytes: Buffer) => {
      const receiver = own.client;
      if (isReady(bytes)) {
        own.client = undefined;
        if (!isKnown) {
          isKnown = true;
          sessions.push(own);
        }
      }
      receiver?.write(bytes);
    });
    client.on("data", (bytes: Buffer) => {
      if (bytes[0] === "X".charCodeAt(0)) {
        client.end();
        return;
      }
      if (isKnown && current?.client !== client) {
        current = choose();
      }
      if (current !== undefined) {
        current.client = client;
        current.server.write(bytes);
      }
    });
  });
  return await listening(listener, url, sockets);
}

/** Whether what the server sent ends with ReadyForQuery outside of a transaction: the statement is done. */
function isReady(bytes: Buffer): boolean {
  return bytes.subarray(-6).equals(Buffer.from([0x5a, 0, 0, 0, 5, 0x49]));
}

/**
 * Starts a pooler as pgbouncer with pool_mode = session: a client has a session of the server to itself until it leaves. One who comes
 * while all are taken is let in, and waits.
 * @param url a database of the server
 * @param size how many sessions the pool has
 */
export async function startSessionPool(url: string, size: number): Promise<Pooler> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const waiting: (() => void)[] = [];
  let free = size;
  const listener = createServer((client) => {
    const server = tcpConnect(Number(target.port), target.hostname);
    let has = false;
    const take = () => {
      has = true;
      free -= 1;
      client.resume();
    };
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
    }
    server.on("data", (bytes: Buffer) => {
      client.write(bytes);
      if (!has && isReady(bytes)) {
        // Let in; what it asks is read once there is a session for it.
        client.pause();
        if (free > 0) {
          take();
        } else {
          waiting.push(take);
        }
      }
    });
    client.on("data", (bytes: Buffer) => server.write(bytes));
    client.on("close", () => {
      server.destroy();
      const place = waiting.indexOf(take);
      if (place >= 0) {
        waiting.splice(place, 1);
      } else if (has) {
        free += 1;
        waiting.shift()?.();
      }
    });
  });
  return await listening(listener, url, sockets);
}

/** The pooler's own address, and its end. */
async function listening(listener: Server, url: string, sockets: ReadonlySet<Socket>): Promise<Pooler> {
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const address = listener.address();
  const own = new URL(url);
  own.host = `127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  return {
    url: own.href,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) {
        socket.destroy();
      }
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
