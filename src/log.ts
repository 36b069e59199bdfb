import { type Level, type Logger, pino } from "pino";
import { prettyFactory } from "pino-pretty";
import { colorsFor } from "./colors.ts";
import { describeError, jsonLog } from "./json-log.ts";

export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace"] as const satisfies readonly Level[];

export interface LogOptions {
  /** The least level to show; "silent" shows nothing. */
  readonly level: Level | "silent";
  /** Lines for people, coloured where standard error shows colours; JSON lines otherwise. Default: whether standard error is a terminal. */
  readonly forPeople?: boolean;
  /** Where the lines go. Default: standard error, so that standard output stays free for data. */
  readonly write?: (line: string) => void;
}

/**
 * Makes the log of a command: one line an event, written at once, so that no line is lost when the process ends.
 * @returns a pino logger
 */
export function createLog(options: LogOptions): Logger {
  const write = options.write ?? ((line: string) => void process.stderr.write(line));
  const settings = { level: options.level, base: null, serializers: { err: describeError } };
  if (options.forPeople ?? process.stderr.isTTY === true) {
    const prettify = prettyFactory({
      colorize: colorsFor(process.stderr).isColorSupported,
      translateTime: "SYS:HH:MM:ss",
      singleLine: true,
    });
    return pino(settings, { write: (line: string) => write(prettify(line)) });
  }
  return jsonLog(options.level, write);
}
