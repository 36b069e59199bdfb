import type { ServerResponse } from "node:http";

/**
 * What every answer of the console says to a browser: nothing from elsewhere may be loaded, run, framed or sent to. All scripts and
 * styles are files of ours, so that a text of a stranger's could do nothing even where it came into a page as it is.
 */
const guards = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
} as const;

/** The kinds of answers. */
const types = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
  json: "application/json",
  events: "text/event-stream",
} as const;

export type AnswerType = keyof typeof types;

/** The header fields of an answer; what is shown may change at any time, so that nobody keeps it. */
export function headersOf(type: AnswerType, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { ...guards, "content-type": types[type], "cache-control": "no-store", ...more };
}

/** Answers with a text. */
export function send(
  response: ServerResponse,
  status: number,
  type: AnswerType,
  body: string,
  more?: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, headersOf(type, more)).end(body);
}

/** Answers with an object. */
export function sendJson(response: ServerResponse, status: number, body: object): void {
  send(response, status, "json", `${JSON.stringify(body)}\n`);
}

/** Points to another address of the console. */
export function redirect(response: ServerResponse, address: string, more: Readonly<Record<string, string>> = {}): void {
  send(response, 303, "html", "", { location: address, ...more });
}

/** A text as HTML shows it. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
