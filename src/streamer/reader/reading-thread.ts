import { setTimeout as delay } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import type { Logger } from "pino";
import type { SourceAddress } from "../../chain/source-of.ts";
import { exitCode, Failure } from "../../exit.ts";
import type { Garbage } from "../../garbage.ts";
import { forwardLine } from "../../json-log.ts";
import type { FromReader, ReadingTask, SourceState, ToReader } from "./messages.ts";
import type { PreparedBlock } from "./prepared-block.ts";
import type { BlockReader, Reading, ReadingTime } from "./reader.ts";
import { receivedError } from "./sent-error.ts";

/**
 * The room that V8 keeps for new objects, in megabytes, however few come: left to itself it goes down to 1 at the head, which every block
 * fills. A thread has of V8's flags those of the moment in which it starts.
 */
const roomForNew = 4;

/** How long a source may take to be let go of, in milliseconds. */
const closeMilliseconds = 1_000;

export interface ReadingThreadOptions {
  /** Whether a source of it will be standard input. */
  readonly readsStandardInput: boolean;
  /** Where the thread's lines go. */
  readonly log: Logger;
}

/** A thread that reads sources and prepares their blocks, so that the one that starts it is free for the database. */
export class ReadingThread implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #log: Logger;
  #fault: Error | undefined;
  #onFault: (() => void) | undefined;

  /** Starts the thread, which loads its libraries by itself. */
  constructor({ readsStandardInput, log }: ReadingThreadOptions) {
    this.#log = log;
    setFlagsFromString(`--min-semi-space-size=${roomForNew}`);
    this.#worker = new Worker(new URL("./thread.js", import.meta.url), { stdin: readsStandardInput });
    if (this.#worker.stdin !== null) {
      process.stdin.pipe(this.#worker.stdin);
      process.stdin.once("error", (error) =>
        this.#break(new Failure(`cannot read standard input: ${error.message}`, exitCode.failed, { cause: error })),
      );
    }
    this.#worker.on("error", (error) => this.#break(error));
    this.#worker.on("exit", (code) => this.#break(new Error(`the thread that reads blocks ended with code ${code}`)));
  }

  /** Makes a reader of a source, one after the other. */
  async read(source: SourceAddress): Promise<BlockReader> {
    const { port1: port, port2 } = new MessageChannel();
    const task: ReadingTask = { source, port: port2 };
    this.#worker.postMessage(task, [port2]);
    const reader = new ThreadReader(port, this.#log, () => this.#worker.performance.eventLoopUtilization().active);
    this.#onFault = () => reader.break(this.#fault);
    if (this.#fault !== undefined) {
      reader.break(this.#fault);
    }
    await reader.isReady;
    return reader;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#worker.removeAllListeners("exit");
    if (this.#worker.stdin !== null) {
      process.stdin.destroy();
    }
    await this.#worker.terminate();
  }

  #break(fault: Error): void {
    this.#fault ??= fault;
    this.#onFault?.();
  }
}

class ThreadReader implements BlockReader {
  readonly #port: MessagePort;
  readonly #log: Logger;
  readonly #atWork: () => number;
  /** What the thread has answered and nobody has taken yet. */
  readonly #answers: FromReader[] = [];
  #wake: (() => void) | undefined;
  #name = "";
  #endless = false;
  #state: SourceState = { head: undefined, fractionRead: undefined, waiting: undefined, waited: 0 };
  #fault: Error | undefined;
  readonly #closed: Promise<void>;
  #noteClosed: () => void = () => undefined;
  readonly isReady: Promise<void>;
  onAnnouncement: (() => void) | undefined;

  /** @param atWork for how many milliseconds the thread has been at work */
  constructor(port: MessagePort, log: Logger, atWork: () => number) {
    this.#port = port;
    this.#log = log;
    this.#atWork = atWork;
    this.#closed = new Promise((resolve) => {
      this.#noteClosed = resolve;
    });
    port.on("message", (message: FromReader) => this.#receive(message));
    this.isReady = this.#ready();
  }

  get name(): string {
    return this.#name;
  }

  get endless(): boolean {
    return this.#endless;
  }

  head(): number | undefined {
    return this.#state.head;
  }

  fractionRead(): number | undefined {
    return this.#state.fractionRead;
  }

  waiting(): string | undefined {
    return this.#state.waiting;
  }

  time(): ReadingTime {
    return { node: this.#state.waited, edge: this.#atWork() };
  }

  async open(signal: AbortSignal): Promise<{ readonly chainId: string | undefined }> {
    using _stopping = this.#stopOn(signal);
    this.#send({ type: "open" });
    const answer = await this.#answer();
    signal.throwIfAborted();
    return { chainId: answer.type === "opened" ? answer.chainId : undefined };
  }

  async *blocks(reading: Reading, signal: AbortSignal): AsyncGenerator<PreparedBlock, void, undefined> {
    using _stopping = this.#stopOn(signal);
    this.#send({ type: "read", reading });
    for (let answer = await this.#answer(); answer.type === "blocks"; answer = await this.#answer()) {
      yield* answer.blocks;
      this.#send({ type: "taken" });
    }
  }

  collectGarbage(garbage: Garbage): void {
    this.#send({ type: "rest", garbage });
  }

  async close(): Promise<void> {
    this.#send({ type: "close" });
    await Promise.race([this.#closed, delay(closeMilliseconds, undefined, { ref: false })]);
    this.#port.close();
  }

  /** Fails whatever waits for the thread, which is gone. */
  break(fault: Error | undefined): void {
    this.#fault ??= fault;
    this.#noteClosed();
    this.#wake?.();
  }

  async #ready(): Promise<void> {
    const answer = await this.#answer();
    if (answer.type === "ready") {
      this.#name = answer.name;
      this.#endless = answer.endless;
    }
  }

  /** Waits for what the thread answers to what it was asked; throws what goes wrong there. */
  async #answer(): Promise<FromReader> {
    for (;;) {
      const answer = this.#answers.shift();
      if (answer?.type === "failed") {
        throw receivedError(answer.error);
      }
      if (answer !== undefined) {
        return answer;
      }
      if (this.#fault !== undefined) {
        throw this.#fault;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #receive(message: FromReader): void {
    if (message.type === "log") {
      forwardLine(this.#log, message.line);
      return;
    }
    if (message.type === "announced") {
      this.onAnnouncement?.();
      return;
    }
    if (message.type === "closed") {
      this.#noteClosed();
      return;
    }
    if ("state" in message) {
      this.#state = message.state;
    }
    if (message.type !== "state") {
      this.#answers.push(message);
      this.#wake?.();
    }
  }

  #send(message: ToReader): void {
    this.#port.postMessage(message);
  }

  /** Passes a signal on for as long as what is returned is not disposed of. */
  #stopOn(signal: AbortSignal): Disposable {
    const stop = () => this.#send({ type: "stop" });
    if (signal.aborted) {
      stop();
    } else {
      signal.addEventListener("abort", stop, { once: true });
    }
    return { [Symbol.dispose]: () => signal.removeEventListener("abort", stop) };
  }
}
