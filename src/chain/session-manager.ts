import type { ClientHttp2Stream, Http2Session } from "node:http2";
import { Http2SessionManager } from "@connectrpc/connect-node";

/** How many bytes may be on their way to us. */
export interface Windows {
  /** Of one answer. */
  readonly answerBytes: number;
  /** Of all answers of a connection. */
  readonly allBytes: number;
}

/**
 * Connect's manager of HTTP/2 connections, made safe. It stops listening to a connection that it gives up before that has closed,
 * and pings one that is destroyed already: either ends in an error that nobody catches, and so ends the process (connect-es, issues
 * 1768 and 1795, open as of 2.2.0). What went wrong still comes out of the calls that were under way.
 */
export class SafeSessionManager extends Http2SessionManager {
  readonly #guarded = new WeakSet<Http2Session>();
  readonly #windows: Windows;

  constructor(url: string, pings: ConstructorParameters<typeof Http2SessionManager>[1], windows: Windows) {
    super(url, pings, { settings: { initialWindowSize: windows.answerBytes } });
    this.#windows = windows;
  }

  override async request(...parameters: Parameters<Http2SessionManager["request"]>): Promise<ClientHttp2Stream> {
    const stream = await super.request(...parameters);
    const { session } = stream;
    if (session !== undefined && !this.#guarded.has(session)) {
      this.#guarded.add(session);
      guard(session);
      if (!session.destroyed) {
        session.setLocalWindowSize(this.#windows.allBytes);
      }
    }
    return stream;
  }
}

function guard(session: Http2Session): void {
  session.on("error", () => undefined);
  const { ping } = session;
  Object.defineProperty(session, "ping", {
    value: (...parameters: unknown[]) => !session.destroyed && Reflect.apply(ping, session, parameters),
  });
}
