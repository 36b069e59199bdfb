/**
 * The reading thread: it decodes blocks, recovers signatures and writes texts for the database, so that the main thread always has time for
 * the database's answers. What is said between the two stands in messages.ts.
 */
import { type MessagePort, parentPort } from "node:worker_threads";
import { sourceOf } from "../../chain/source-of.ts";
import { foreseenFailure } from "../../database/foreseen-failure.ts";
import { signatureIndex } from "../../edge/signature-spec.ts";
import { collectGarbage } from "../../garbage.ts";
import { signatures } from "../../generated/signatures.ts";
import { jsonLog } from "../../json-log.ts";
import { Batches } from "./batches.ts";
import type { FromReader, ReadingTask, SourceState, ToReader } from "./messages.ts";
import { edgeWith } from "./prepare.ts";
import { readHere } from "./read-here.ts";
import type { BlockReader, Reading } from "./reader.ts";
import { sentError } from "./sent-error.ts";

/** How often the main thread learns what the source knows while no block comes, in milliseconds. */
const stateMilliseconds = 200;

const edge = edgeWith(signatureIndex(signatures));

parentPort?.on("message", (task: ReadingTask) => void serve(task));

/** Makes the reader of a source, and does what is asked of it. */
async function serve({ source, port }: ReadingTask): Promise<void> {
  // The main thread knows which lines are to be shown.
  const log = jsonLog("trace", (line) => port.postMessage({ type: "log", line } satisfies FromReader));
  const onAnnouncement = () => port.postMessage({ type: "announced" } satisfies FromReader);
  const reader = readHere(await sourceOf(source, { log, onAnnouncement }), edge);
  const service = new Service(reader, port);
  port.on("message", (message: ToReader) => service.receive(message));
}

class Service {
  readonly #reader: BlockReader;
  readonly #port: MessagePort;
  readonly #stop = new AbortController();
  readonly #batches: Batches;

  constructor(reader: BlockReader, port: MessagePort) {
    this.#reader = reader;
    this.#port = port;
    this.#batches = new Batches((blocks, moved) => this.#send({ type: "blocks", blocks, state: this.#state() }, moved));
    this.#send({ type: "ready", name: reader.name, endless: reader.endless });
  }

  receive(message: ToReader): void {
    switch (message.type) {
      case "open":
        void this.#answer(() => this.#open());
        break;
      case "read":
        void this.#answer(() => this.#read(message.reading));
        break;
      case "taken":
        this.#batches.taken();
        break;
      case "rest":
        collectGarbage(message.garbage);
        break;
      case "stop":
        this.#giveUp();
        break;
      case "close":
        this.#giveUp();
        void this.#close();
        break;
    }
  }

  /** What goes wrong with a source that is let go of concerns nobody any more. */
  async #close(): Promise<void> {
    await this.#reader.close().catch(() => undefined);
    this.#send({ type: "closed" });
  }

  #giveUp(): void {
    this.#stop.abort();
    this.#batches.giveUp();
  }

  /** Does what was asked, tells meanwhile what the source knows, and sends what goes wrong. */
  async #answer(work: () => Promise<FromReader>): Promise<void> {
    const telling = setInterval(() => this.#send({ type: "state", state: this.#state() }), stateMilliseconds);
    try {
      this.#send(await work());
    } catch (error) {
      this.#send(
        this.#stop.signal.aborted
          ? { type: "end", state: this.#state() }
          : { type: "failed", error: sentError(foreseenFailure(error, "indexing") ?? error), state: this.#state() },
      );
    } finally {
      clearInterval(telling);
    }
  }

  async #open(): Promise<FromReader> {
    const { chainId } = await this.#reader.open(this.#stop.signal);
    return { type: "opened", chainId, state: this.#state() };
  }

  async #read(reading: Reading): Promise<FromReader> {
    try {
      for await (const block of this.#reader.blocks(reading, this.#stop.signal)) {
        await this.#batches.add(block);
      }
    } finally {
      this.#batches.flush();
    }
    return { type: "end", state: this.#state() };
  }

  #send(message: FromReader, moved: readonly ArrayBuffer[] = []): void {
    this.#port.postMessage(message, moved);
  }

  #state(): SourceState {
    return {
      head: this.#reader.head(),
      fractionRead: this.#reader.fractionRead(),
      waiting: this.#reader.waiting(),
      waited: this.#reader.time().node,
    };
  }
}
