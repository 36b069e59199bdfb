import { statSync } from "node:fs";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { errorMessage } from "../errors.ts";
import { exitCode, Failure } from "../exit.ts";
import { blockFromJson } from "./json-block.ts";
import { lineText } from "./line-text.ts";
import { lines } from "./lines.ts";
import { openFile } from "./open-file.ts";
import type { BlockSource, SourceBlock } from "./source.ts";

/**
 * Makes a source of a file, or of standard input, that holds one core.v1.Block a line in protobuf's JSON mapping. Blank lines are
 * passed over. The heights must count up by one from line to line. It is read as a stream, one line in memory at a time.
 * @param path "-" for standard input
 * @param standardInput what is read for "-"
 */
export function fileSource(path: string, standardInput: AsyncIterable<Buffer> = process.stdin): BlockSource {
  const fromFile = path !== "-";
  const name = fromFile ? `file ${path}` : "standard input";
  const shortName = fromFile ? basename(path) : "standard input";
  const position = {
    bytesRead: 0,
    size: undefined as number | undefined,
    ended: false,
    height: undefined as number | undefined,
  };
  let reader: AsyncGenerator<SourceBlock, void, undefined> | undefined;
  let first: SourceBlock | undefined;
  let file: Readable | undefined;

  async function* read(): AsyncGenerator<SourceBlock, void, undefined> {
    if (fromFile) {
      file = openFile(path, isNamedPipe(path));
    }
    const chunks = file === undefined ? standardInput : fileChunks(path, file);
    for await (const line of lines(chunks)) {
      position.bytesRead = line.bytesRead;
      const place = `line ${line.number} of ${shortName}`;
      const text = lineText(line.bytes, line.number, place);
      if (text.trim() === "") {
        continue;
      }
      const block = blockFromJson(text, place);
      if (position.height !== undefined && block.height !== position.height + 1) {
        throw new Failure(
          `${block.place}: block ${block.height} follows block ${position.height}; heights must count up by one from line to line`,
          exitCode.failed,
        );
      }
      position.height = block.height;
      yield block;
    }
    position.ended = true;
  }

  return {
    name,
    endless: false,
    head: () => (position.ended ? position.height : undefined),
    fractionRead: () => (position.size === undefined ? undefined : Math.min(1, position.bytesRead / position.size)),
    waiting: () => undefined,
    async open(signal) {
      if (fromFile) {
        position.size = sizeOf(path);
      }
      reader = read();
      const result = await nextUnlessAborted(reader, signal);
      first = result.done === true ? undefined : result.value;
      return { chainId: first?.block.chainId };
    },
    async *blocks(from, signal) {
      if (reader === undefined) {
        throw new Error("a file source is opened before it is read");
      }
      for (let block = first; block !== undefined && !signal.aborted; ) {
        if (from === undefined || block.height >= from) {
          yield block;
        }
        const result: IteratorResult<SourceBlock, void> = await nextUnlessAborted(reader, signal);
        block = result.done === true ? undefined : result.value;
      }
    },
    async close() {
      if (!fromFile) {
        process.stdin.destroy();
      }
      file?.destroy();
    },
  };
}

/** Waits for the next block, but no longer than until the signal aborts: a pipe may never say another word. */
async function nextUnlessAborted(
  reader: AsyncGenerator<SourceBlock, void, undefined>,
  signal: AbortSignal,
): Promise<IteratorResult<SourceBlock, void>> {
  if (signal.aborted) {
    return { done: true, value: undefined };
  }
  let stop: () => void = () => undefined;
  const aborted = new Promise<IteratorResult<SourceBlock, void>>((resolve) => {
    stop = () => resolve({ done: true, value: undefined });
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([reader.next(), aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/**
 * @returns the bytes of a regular file; undefined for a pipe
 * @throws Failure when there is no such file
 */
function sizeOf(path: string): number | undefined {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) {
      throw new Failure(`${path} is a folder; --source takes a file of blocks, one a line`, exitCode.usage);
    }
    return stats.isFile() ? stats.size : undefined;
  } catch (error) {
    throw error instanceof Failure ? error : cannotRead(path, error);
  }
}

function isNamedPipe(path: string): boolean {
  return statSync(path).isFIFO();
}

async function* fileChunks(path: string, file: Readable): AsyncGenerator<Buffer, void, undefined> {
  try {
    for await (const chunk of file) {
      yield chunk;
    }
  } catch (error) {
    throw cannotRead(path, error);
  }
}

function cannotRead(path: string, error: unknown): Failure {
  return new Failure(`cannot read the blocks of ${path}: ${errorMessage(error)}`, exitCode.failed, { cause: error });
}
