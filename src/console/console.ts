/** The console: the page for people who would rather look than read (docs/operating.md, "The console"). It changes nothing. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { describeAddress } from "../address.ts";
import { errorMessage } from "../errors.ts";
import type { RunState } from "../streamer/monitoring/state.ts";
import { Access } from "./access.ts";
import { redirect, send, sendJson } from "./answers.ts";
import type { DoctorResult } from "./messages.ts";
import { nowOf } from "./now.ts";
import { asset, firstPage } from "./pages/assets.ts";
import { docsPage } from "./pages/docs.ts";
import { sentencePage, tokenPage } from "./pages/layout.ts";
import { Rules } from "./pages/rules.ts";
import { sourcePage } from "./pages/source.ts";
import { Reader } from "./reader.ts";
import { Sampler } from "./sampler.ts";
import { search } from "./search.ts";
import { Streams } from "./streams.ts";

export interface ConsoleOptions {
  /** The address that the HTTP port is opened on. */
  readonly host: string;
  /** What somebody must know to see the console; undefined where nobody said one. */
  readonly token: string | undefined;
  /** The database's address. */
  readonly database: string;
  /** The run; undefined while it has not begun. */
  readonly state: () => RunState | undefined;
  /** What is done before it begins, as a sentence. */
  readonly starting?: () => string | undefined;
  /** What `npm run doctor` found last. */
  readonly doctor: () => Promise<DoctorResult | null>;
  /** Ends all streams at once when it aborts. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** The console behind an HTTP port. */
export interface Console extends AsyncDisposable {
  /** Whether anybody may see it; the log has said why not. */
  readonly isOpen: boolean;
  /**
   * Answers a request, if it is for the console.
   * @returns whether it is
   */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
}

/** So many searches may be under way or waiting. */
const mostSearches = 10;

/** A token that somebody sends may have so many bytes. */
const longestForm = 2_000;

/** What a request is answered with. */
type Answer = (request: IncomingMessage, response: ServerResponse, address: URL) => void | Promise<void>;

/** Opens the console; nothing is read from the database before somebody looks. */
export function openConsole(options: ConsoleOptions): Console {
  const { host, token, database, doctor, signal, log } = options;
  const now = () => nowOf(options.state(), options.starting?.(), Date.now());
  const access = new Access(host, token);
  const streams = new Streams();
  const rules = Rules.load();
  rules.catch(() => undefined);
  const readers = { sampler: new Reader(database), search: new Reader(database) };
  const sampler = new Sampler(
    {
      now,
      kinds: () => options.state()?.kinds ?? [],
      rules,
      doctor,
      reader: readers.sampler,
      database: describeAddress(database),
    },
    streams,
  );
  let searches = 0;
  const endStreams = () => streams.close();
  signal.addEventListener("abort", endStreams, { once: true });
  if (access.closed !== undefined) {
    log.warn(access.closed);
  }

  const pages: readonly { readonly path: RegExp; readonly answer: Answer }[] = [
    {
      path: /^\/$/,
      answer: async (_, response) => send(response, 200, "html", await firstPage()),
    },
    {
      path: /^\/console\/events$/,
      answer(_, response) {
        if (!streams.open(response, sampler.first())) {
          sendJson(response, 503, { error: "too many look already, or the indexer is ending" });
        }
      },
    },
    {
      path: /^\/console\/search$/,
      async answer(_, response, address) {
        if (searches >= mostSearches) {
          sendJson(response, 503, { error: "others are searching; try again in a moment" });
          return;
        }
        searches += 1;
        try {
          sendJson(response, 200, await search(readers.search, await rules, address.searchParams.get("q") ?? ""));
        } finally {
          searches -= 1;
        }
      },
    },
    {
      path: /^\/docs\/[^/]+$/,
      answer: async (_, response, { pathname }) => sendPage(response, await docsPage(pathname.slice("/docs/".length))),
    },
    {
      path: /^\/source\//,
      answer: async (_, response, { pathname }) =>
        sendPage(response, await sourcePage(pathname.slice("/source/".length))),
    },
  ];

  /** Answers what is no secret: the style of the page that asks for the token. */
  const answerAsset: Answer = async (_, response, { pathname }) => {
    const found = await asset(pathname.slice("/console/".length));
    send(response, found === undefined ? 404 : 200, found?.type ?? "html", found?.body ?? "");
  };

  const answerToken: Answer = async (request, response) => {
    const form = new URLSearchParams(await bodyOf(request));
    const admission = access.present(form.get("token") ?? "");
    if (admission.kind === "token given") {
      redirect(response, "/", { "set-cookie": admission.cookie });
    } else {
      send(response, 403, "html", tokenPage(true));
    }
  };

  const answerPage = async (answer: Answer, request: IncomingMessage, response: ServerResponse, address: URL) => {
    const admission = access.admit(request, address);
    switch (admission.kind) {
      case "admitted":
        return await answer(request, response, address);
      case "token given":
        return redirect(response, address.pathname, { "set-cookie": admission.cookie });
      case "token needed":
        return send(response, 401, "html", tokenPage(admission.wasWrong));
      case "refused":
        return send(response, 403, "html", sentencePage("Not from here", sentenceOf(admission.reason)));
    }
  };

  const answerTo = (request: IncomingMessage, address: URL): Answer | undefined => {
    const { pathname } = address;
    if (request.method === "POST") {
      return pathname === "/console/token" && access.asks ? answerToken : undefined;
    }
    const isLooking = request.method === "GET" || (request.method === "HEAD" && pathname !== "/console/events");
    if (!isLooking) {
      return undefined;
    }
    if (/^\/console\/(?:page\.js|page\.css|icon\.svg)$/.test(pathname)) {
      return answerAsset;
    }
    const page = pages.find(({ path }) => path.test(pathname));
    return page && ((...of) => answerPage(page.answer, ...of));
  };

  return {
    isOpen: access.closed === undefined,
    handle(request, response) {
      const address = addressOf(request);
      const answer = address && answerTo(request, address);
      if (address === undefined || answer === undefined) {
        return false;
      }
      void answered(answer, request, response, address, log);
      return true;
    },
    async [Symbol.asyncDispose]() {
      signal.removeEventListener("abort", endStreams);
      sampler[Symbol.dispose]();
      streams.close();
      await readers.sampler[Symbol.asyncDispose]();
      await readers.search[Symbol.asyncDispose]();
    },
  };
}

/** Answers; a fault of ours must neither end the indexer nor leave somebody waiting. */
async function answered(
  answer: Answer,
  request: IncomingMessage,
  response: ServerResponse,
  address: URL,
  log: Logger,
): Promise<void> {
  try {
    await answer(request, response, address);
  } catch (error) {
    log.warn(`the console cannot answer ${address.pathname}: ${errorMessage(error)}`);
    if (!response.headersSent) {
      sendJson(response, 500, { error: "this should not have happened; the indexer's log says more" });
    } else {
      response.destroy();
    }
  }
}

function sendPage(response: ServerResponse, page: string | undefined): void {
  send(response, page === undefined ? 404 : 200, "html", page ?? sentencePage("Not here", "There is no such page."));
}

/** A sentence as a page shows it. */
function sentenceOf(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}

/** What a request asks for; undefined where that is no address. */
function addressOf({ url }: IncomingMessage): URL | undefined {
  return url?.startsWith("/") === true && URL.canParse(url, "http://console")
    ? new URL(url, "http://console")
    : undefined;
}

/** The body of a form; cut where it is too long. */
async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += String(chunk);
    if (text.length > longestForm) {
      break;
    }
  }
  return text;
}
