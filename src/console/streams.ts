import type { ServerResponse } from "node:http";
import { headersOf } from "./answers.ts";
import type { ConsoleEvent } from "./messages.ts";

/** So many may look at the same time. */
const mostStreams = 50;

/** A client that has left so much unread, in bytes, is not there any more, or too slow. */
const mostUnread = 1 << 20;

/** The streams of events to those who look: what is sampled once is sent to all. */
export class Streams {
  readonly #open = new Set<ServerResponse>();
  #isClosed = false;

  /** How many look. */
  get size(): number {
    return this.#open.size;
  }

  /**
   * Opens a stream.
   * @param first what it begins with
   * @returns false where there are too many, or nothing is sent any more
   */
  open(response: ServerResponse, first: readonly ConsoleEvent[]): boolean {
    if (this.#isClosed || this.#open.size >= mostStreams) {
      return false;
    }
    response.writeHead(200, headersOf("events", { "x-accel-buffering": "no" }));
    this.#open.add(response);
    response.on("close", () => this.#open.delete(response));
    response.write(`retry: 2000\n\n${first.map(textOf).join("")}`);
    return true;
  }

  /** Sends an event to all; those that do not read are dropped. */
  send(event: ConsoleEvent): void {
    const text = textOf(event);
    for (const response of this.#open) {
      if (response.writableLength > mostUnread) {
        response.destroy();
      } else {
        response.write(text);
      }
    }
  }

  /** Ends all, at once. */
  close(): void {
    this.#isClosed = true;
    for (const response of this.#open) {
      response.destroy();
    }
    this.#open.clear();
  }
}

/** JSON has no line feed in it, so that no text of a stranger's can end an event. */
function textOf(event: ConsoleEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}
