/** Elements of the page. All text goes in as text: names and reasons come from strangers' transactions. */

type Content = Node | string;

/** What an element may be given beside its content. */
interface Attributes {
  readonly class?: string;
  readonly href?: string;
  readonly title?: string;
  readonly role?: string;
  readonly scope?: string;
  readonly datetime?: string;
}

/** Makes an element. */
export function element(name: string, attributes: Attributes = {}, ...content: readonly Content[]): HTMLElement {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, String(value));
  }
  made.append(...content);
  return made;
}

/**
 * The element with an id.
 * @throws Error where page.html does not have it
 */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`there is no element "${id}"`);
  }
  return found;
}

/** Writes a text, if it is another one: what has not changed is not read out again. */
export function write(id: string, text: string): void {
  const target = byId(id);
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

/** Puts something in the place of what an element holds. */
export function fill(id: string, ...content: readonly Content[]): void {
  byId(id).replaceChildren(...content);
}

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  /** A class of its cells: "number" for figures. */
  readonly kind: string;
  readonly cell: (row: Row) => Content;
}

/**
 * A table with a heading for each column. On a narrow screen its rows become blocks; the roles keep it a table for who hears it.
 * @param caption what it lists, for who cannot see what stands above it
 */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): HTMLElement {
  const cell = (name: string, role: string, kind: string, content: Content) =>
    element(name, { role, class: kind, ...(name === "th" ? { scope: "col" } : {}) }, content);
  const head = columns.map(({ title, kind }) => cell("th", "columnheader", kind, title));
  return element(
    "table",
    { role: "table" },
    element("caption", { class: "unseen" }, caption),
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...head)),
    element(
      "tbody",
      { role: "rowgroup" },
      ...rows.map((row) =>
        element("tr", { role: "row" }, ...columns.map(({ kind, cell: make }) => cell("td", "cell", kind, make(row)))),
      ),
    ),
  );
}

/** A bar as long as a share of the whole, from 0 to 1. */
export function bar(share: number, kind = ""): HTMLElement {
  const full = element("span");
  full.style.width = `${Math.round(share * 1000) / 10}%`;
  const made = element("span", { class: `bar-of ${kind}` }, full);
  made.setAttribute("aria-hidden", "true");
  return made;
}
