import { type Level, type Logger, pino, stdSerializers } from "pino";
import { prettyFactory } from "pino-pretty";
import { colorsFor } from "./colors.ts";

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
 *
 * Gives a pino logger.
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
  const formatters = { level: (label: string) => ({ level: label }) };
  return pino({ ...settings, formatters, timestamp: pino.stdTimeFunctions.isoTime }, { write });
}

/** What of an error is logged. Others of its properties may hold what it was given, such as an address with its password. */
const shownProperties = [
  "type",
  "message",
  "stack",
  "code",
  "detail",
  "hint",
  "where",
  "table",
  "column",
  "constraint",
];

function describeError(error: Error): object {
  const all = stdSerializers.err(error);
  return Object.fromEntries(shownProperties.flatMap((name) => (name in all ? [[name, all[name]]] : [])));
}
