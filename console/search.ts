/** The search: asks, and shows what was found above everything else. */
import type { FoundTransaction, FoundUser, SearchAnswer, TransactionAnswer } from "../src/console/messages.ts";
import { byId, element, fill, table, write } from "./elements.ts";
import { refusedTable, ruleLink, searchAddress } from "./refused.ts";
import { capital, count, moment, short } from "./words.ts";

let asked = 0;

/** Listens to the form, its key, and links that search; searches at once for what the page's address asks. */
export function keepSearch(): void {
  const field = queryField();
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    go(field.value);
  });
  byId("found-close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
      field.select();
    } else if (event.key === "Escape" && !byId("found").hidden) {
      close();
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const query = link === null ? null : queryOf(link.href);
    if (query !== null && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      go(query);
    }
  });
  addEventListener("popstate", showAddress);
  showAddress();
}

function queryField(): HTMLInputElement {
  const field = byId("query");
  if (!(field instanceof HTMLInputElement)) {
    throw new Error("the query is a field");
  }
  return field;
}

/** What an address of this page searches for; null where it does not. */
function queryOf(address: string): string | null {
  const { origin, pathname, searchParams } = new URL(address);
  return origin === location.origin && pathname === "/" ? searchParams.get("q") : null;
}

function go(query: string): void {
  if (query.trim() === "") {
    close();
    return;
  }
  history.pushState(null, "", searchAddress(query));
  showAddress();
}

function close(): void {
  history.pushState(null, "", "/");
  showAddress();
  queryField().focus();
}

function showAddress(): void {
  const query = queryOf(location.href);
  queryField().value = query ?? "";
  byId("found").hidden = query === null;
  asked += 1;
  if (query !== null) {
    void ask(query, asked);
  }
}

async function ask(query: string, number: number): Promise<void> {
  write("found-title", `Search: ${query}`);
  write("found-searched", "Searching");
  fill("found-body");
  byId("found-title").focus();
  const answer = await fetchAnswer(query);
  if (number !== asked) {
    return;
  }
  if (typeof answer === "string") {
    write("found-searched", answer);
    return;
  }
  write("found-searched", `${summary(answer)} ${answer.searched}`);
  fill("found-body", ...sections(answer));
}

/** @returns the answer; a sentence where there is none */
async function fetchAnswer(query: string): Promise<SearchAnswer | string> {
  try {
    const response = await fetch(`/console/search?q=${encodeURIComponent(query)}`);
    if (response.ok) {
      const answer: SearchAnswer = await response.json();
      return answer;
    }
    return response.status === 401
      ? "The token is asked for again: reload the page."
      : "Not now; try again in a moment.";
  } catch {
    return "The indexer does not answer.";
  }
}

function summary({ transaction, users, rules, refused, signed, troubles }: SearchAnswer): string {
  const found = [
    ...(transaction === undefined ? [] : ["1 transaction"]),
    ...(users === undefined || users.length === 0 ? [] : [`${users.length} user${users.length === 1 ? "" : "s"}`]),
    ...(rules === undefined ? [] : [`${rules.length} rule${rules.length === 1 ? "" : "s"}`]),
    ...(refused === undefined || refused.length === 0 ? [] : [`${refused.length} refused`]),
    ...(signed === undefined || signed.transactions.length === 0 ? [] : [`${signed.transactions.length} signed`]),
  ];
  return found.length > 0
    ? `Found ${found.join(", ")}.`
    : troubles.length > 0
      ? "Not found as far as was looked."
      : "Found nothing.";
}

function sections({ transaction, users, signed, rules, refused, troubles, query }: SearchAnswer): HTMLElement[] {
  return [
    ...troubles.map((trouble) => element("p", { class: "wrong" }, capital(trouble))),
    ...(transaction === undefined ? [] : [transactionList(transaction)]),
    ...(users ?? []).map(userList),
    ...(rules === undefined
      ? []
      : [
          element("h3", {}, "Rules with this code"),
          table(
            "Rules with this code",
            [
              { title: "Edition", kind: "edition", cell: ({ edition }) => edition },
              { title: "Rule", kind: "rules", cell: ruleLink },
              { title: "Reason", kind: "reason", cell: ({ reason }) => reason },
            ],
            rules,
          ),
        ]),
    ...(refused === undefined || refused.length === 0
      ? []
      : [element("h3", {}, "Refused lately"), refusedTable(`Refused lately: ${query}`, refused)]),
    ...(signed === undefined || signed.transactions.length === 0
      ? []
      : [element("h3", {}, `Signed last by ${short(signed.wallet)}`), signedTable(signed.transactions)]),
  ];
}

function list(entries: readonly (readonly [string, Node | string])[]): HTMLElement {
  return element(
    "dl",
    { class: "facts" },
    ...entries.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
  );
}

function transactionList(found: TransactionAnswer): HTMLElement {
  const { refused, verdict, rule, metadata, metadataLength, signer, entityId, chainId } = found;
  const why = refused.map((each): [string, Node] => [
    "Refused by",
    element("span", {}, ruleLink(each), element("br"), each.reason),
  ]);
  return list([
    ["Transaction", element("code", {}, found.hash)],
    ["Verdict", rule === null ? capital(verdict) : element("a", { href: rule }, capital(verdict))],
    ...why,
    ["Asked", entityId === null ? found.kind : `${found.kind}, entity ${entityId}`],
    ["Block", `${count(found.height)}${chainId === null ? "" : ` of ${chainId}`}, ${moment(found.time)}`],
    ...(signer === null ? [] : [["Signer", element("a", { href: searchAddress(signer) }, signer)] as const]),
    ...(metadata === null || metadata === "" ? [] : ([["Metadata", metadataBlock(metadata, metadataLength)]] as const)),
    ...(verdict.startsWith("applied")
      ? ([["Rows it wrote", element("code", {}, `npm run explain -- ${found.hash}`)]] as const)
      : []),
  ]);
}

function metadataBlock(metadata: string, length: number): HTMLElement {
  const rest = length > metadata.length ? `… (${count(length)} characters)` : "";
  const block = element("pre", {}, `${indented(metadata)}${rest}`);
  block.tabIndex = 0;
  return block;
}

function indented(metadata: string): string {
  try {
    return JSON.stringify(JSON.parse(metadata), undefined, 2);
  } catch {
    return metadata;
  }
}

function userList({ userId, handle, name, wallet, isDeactivated }: FoundUser): HTMLElement {
  return list([
    ["User", `${userId}${isDeactivated ? ", deactivated" : ""}`],
    ["Handle", handle ?? "–"],
    ["Name", name ?? "–"],
    ["Wallet", wallet === null ? "–" : element("a", { href: searchAddress(wallet) }, wallet)],
  ]);
}

function signedTable(transactions: readonly FoundTransaction[]): HTMLElement {
  return table(
    "What the wallet signed, the newest first",
    [
      { title: "Block", kind: "number", cell: ({ height }) => count(height) },
      {
        title: "Asked",
        kind: "kind",
        cell: ({ kind, entityId }) => `${kind}${entityId === null ? "" : ` ${entityId}`}`,
      },
      {
        title: "Refused",
        kind: "rules",
        cell: ({ refused: [first] }) => (first === undefined ? "–" : ruleLink(first)),
      },
      {
        title: "Transaction",
        kind: "hash",
        cell: ({ hash }) => element("a", { href: searchAddress(hash), title: hash }, short(hash)),
      },
    ],
    transactions,
  );
}
