/** Height, head, lag and rate as they are now, and what the run waits for. */
import type { Busiest, Now, PartShares } from "../src/console/messages.ts";
import { duration } from "../src/duration.ts";
import { bar, byId, element, fill, table, write } from "./elements.ts";
import { count, percent, rate } from "./words.ts";

const unknown = "–";

/** Shows a run at this moment. */
export function showNow(now: Now): void {
  const { height, behind, done, secondsLeft, blockTime } = now;
  write("source", now.source ?? "starting");
  showState(now);
  write("height", height === null ? unknown : count(height));
  write("of-head", ofHead(now));
  write("behind", behind === null ? unknown : `${count(behind)} block${behind === 1 ? "" : "s"}`);
  write("age", blockTime === null ? unknown : `${duration((now.at - blockTime) / 1000)} old`);
  write("blocks-rate", rate(now.blocksPerSecond));
  write("transactions-rate", rate(now.transactionsPerSecond));
  write("left", secondsLeft === null || secondsLeft < 1 ? unknown : duration(secondsLeft));
  write("buffered", count(now.buffered));
  write("transactions", count(now.transactions));
  write("rejected", count(now.rejected));
  write("running", now.source === null ? "" : `· running for ${duration(now.runningSeconds)}`);
  const progress = byId("done");
  progress.hidden = done === null;
  if (done !== null) {
    progress.setAttribute("aria-valuenow", String(Math.floor(done * 100)));
    const full = progress.firstElementChild;
    if (full instanceof HTMLElement) {
      full.style.width = `${done * 100}%`;
    }
  }
  showParts(now);
  document.title = `${height === null ? "" : `${count(height)} · `}em-apply`;
}

/** Where it goes: to the head, or to where it is to end. */
function ofHead({ head, behind, end }: Now): string {
  const ends = end === null ? "" : `ends at ${count(end)}`;
  return [head === null || behind === 0 ? "" : `of ${count(head)}`, ends].filter((text) => text !== "").join(", ");
}

/** The state in words; it is read out when it changes, so it holds no figure that moves. */
function showState({ stalled, notReady, behind, source }: Now): void {
  const [kind, text] =
    stalled !== null
      ? (["bad", `Stalled: ${stalled}`] as const)
      : source === null
        ? (["waiting", `Starting${notReady === null ? "" : `: ${notReady}`}`] as const)
        : behind === 0
          ? (["good", "At the head"] as const)
          : notReady === null
            ? (["good", "Near the head"] as const)
            : (["waiting", "Catching up"] as const);
  write("state", text);
  byId("state").dataset.kind = kind;
}

/** Says that nothing comes any more. */
export function showLost(text: string): void {
  write("state", text);
  byId("state").dataset.kind = "bad";
}

const partNames: Readonly<Record<keyof PartShares, string>> = { node: "Node", edge: "Edge", database: "Database" };

const partWork: Readonly<Record<keyof PartShares, string>> = {
  node: "a block has not come",
  edge: "the reading thread is at work",
  database: "an answer has not come",
};

function showParts({ busy, bottleneck, behind, source }: Now): void {
  const awaited = bottleneck === "node" && behind === 0 ? "the next block" : `the ${bottleneck}`;
  write("waits", source === null ? unknown : `For ${awaited}, ${percent(busy[bottleneck])} of the last ten seconds.`);
  fill(
    "parts",
    ...(["node", "edge", "database"] as const).map((part) =>
      element(
        "li",
        { class: part === bottleneck ? "most" : "" },
        element("span", { class: "part" }, partNames[part]),
        bar(busy[part], part),
        element("span", { class: "number" }, percent(busy[part])),
        element("span", { class: "quiet" }, partWork[part]),
      ),
    ),
  );
}

/** Shows what the handlers had most of. */
export function showBusiest({ kinds, withinSeconds }: Busiest): void {
  const most = kinds[0]?.count ?? 1;
  if (kinds.length === 0) {
    fill("busiest", element("p", { class: "quiet" }, "No transaction yet."));
    return;
  }
  fill(
    "busiest",
    table(
      `Transactions by kind in the last ${duration(withinSeconds)}`,
      [
        { title: `In the last ${duration(withinSeconds)}`, kind: "kind", cell: ({ kind }) => kind },
        { title: "", kind: "bars", cell: ({ count: times }) => bar(times / most) },
        { title: "Transactions", kind: "number", cell: ({ count: times }) => count(times) },
      ],
      kinds,
    ),
  );
}
