/** What was refused lately, and why. */
import type { Refused, RefusedLately } from "../src/console/messages.ts";
import { type Column, element, fill, table } from "./elements.ts";
import { count, short } from "./words.ts";

/** The address that searches for something. */
export function searchAddress(query: string): string {
  return `/?q=${encodeURIComponent(query)}`;
}

/** A rule by handler and code, which leads to the rulebook. */
export function ruleLink({ handler, code, rule }: Pick<Refused, "handler" | "code" | "rule">): HTMLElement {
  return element(
    "a",
    { href: rule, class: "rule" },
    element("span", { class: "handler" }, handler),
    " ",
    element("span", { class: "code" }, code),
  );
}

const columns: readonly Column<Refused>[] = [
  { title: "Block", kind: "number", cell: ({ height }) => count(height) },
  { title: "Rule", kind: "rules", cell: ruleLink },
  { title: "Why", kind: "reason", cell: ({ reason }) => reason },
  {
    title: "Transaction",
    kind: "hash",
    cell: ({ hash }) => element("a", { href: searchAddress(hash), title: hash }, short(hash)),
  },
];

/** A table of refused transactions. */
export function refusedTable(caption: string, rows: readonly Refused[]): HTMLElement {
  return table(caption, columns, rows);
}

/** Shows what was refused lately. */
export function showRefused({ newest, counts, counted }: RefusedLately): void {
  if (newest.length === 0) {
    fill("refused", element("p", { class: "quiet" }, "Nothing was refused yet."));
    return;
  }
  fill(
    "refused",
    element("p", { class: "quiet" }, `Most often among the newest ${count(counted)}:`),
    element(
      "ul",
      { class: "counts" },
      ...counts.map((each) => element("li", {}, element("b", {}, count(each.count)), " ", ruleLink(each))),
    ),
    refusedTable("Transactions refused lately, the newest first", newest),
  );
}
