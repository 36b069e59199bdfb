import { constants, createReadStream, openSync } from "node:fs";
import { Socket } from "node:net";
import type { Readable } from "node:stream";

/**
 * Opens a file of blocks for reading. A named pipe is opened without waiting for its writer: a wait for it cannot be broken off, and
 * would keep the process alive for ever after a signal.
 * @param isPipe whether it is a named pipe
 * @returns its bytes, which end with the file, or with the last writer of the pipe
 */
export function openFile(path: string, isPipe: boolean): Readable {
  return isPipe
    ? new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), readable: true, writable: false })
    : createReadStream(path, { highWaterMark: 1 << 20 });
}
