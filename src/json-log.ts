import { type Level, type Logger, pino, stdSerializers } from "pino";

/**
 * Makes a log of JSON lines, one an event.
 * @param level the least level to write
 */
export function jsonLog(level: Level | "silent", write: (line: string) => void): Logger {
  const formatters = { level: (label: string) => ({ level: label }) };
  const settings = { level, base: null, serializers: { err: describeError } };
  return pino({ ...settings, formatters, timestamp: pino.stdTimeFunctions.isoTime }, { write });
}

/** Writes a line of a jsonLog() into another log, which knows what it shows. */
export function forwardLine(log: Logger, line: string): void {
  const { level, time: _time, msg, ...fields }: { level: Level; time: string; msg?: string } = JSON.parse(line);
  log[level](fields, msg);
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

/** What is logged of an error: the properties that can hold no secret. */
export function describeError(error: Error): object {
  const all = stdSerializers.err(error);
  return Object.fromEntries(shownProperties.flatMap((name) => (name in all ? [[name, all[name]]] : [])));
}
