/** The console's page: listens to the stream of events and shows each where it belongs. */
import type { ConsoleEvent } from "../src/console/messages.ts";
import { addPoint, keepCharts, showPoints } from "./charts.ts";
import { byId, write } from "./elements.ts";
import { showFacts } from "./facts.ts";
import { showBusiest, showLost, showNow } from "./progress.ts";
import { showRefused } from "./refused.ts";
import { keepSearch } from "./search.ts";
import { capital } from "./words.ts";

/** Without a word for so long the stream is dead, whatever the browser thinks, in milliseconds. */
const silenceMilliseconds = 10_000;

let heardAt = performance.now();

function show(message: ConsoleEvent): void {
  switch (message.event) {
    case "hello":
      showPoints(message.points);
      break;
    case "now":
      showNow(message.now);
      break;
    case "point":
      addPoint(message.point);
      break;
    case "busiest":
      showBusiest(message.busiest);
      break;
    case "refused":
      showRefused(message.refused);
      break;
    case "facts":
      showFacts(message.facts);
      break;
    case "trouble":
      write("trouble", capital(message.trouble ?? ""));
      byId("trouble").hidden = message.trouble === null;
  }
}

function listen(): void {
  const stream = new EventSource("/console/events");
  stream.addEventListener("message", ({ data }) => {
    heardAt = performance.now();
    document.body.classList.remove("lost");
    const message: ConsoleEvent = JSON.parse(data);
    show(message);
  });
  stream.addEventListener("error", () => {
    document.body.classList.add("lost");
    showLost(
      stream.readyState === EventSource.CLOSED
        ? "Not connected: reload the page"
        : "Connection lost: the indexer has ended, or cannot be reached; trying again",
    );
  });
}

setInterval(() => {
  if (performance.now() - heardAt > silenceMilliseconds) {
    document.body.classList.add("lost");
    showLost("Connection lost: nothing has come for a while");
  }
}, 2_000);

keepSearch();
keepCharts();
listen();
