/** The pages of docs/, the rulebook first of all, for reading beside the console. */
import { readFile } from "node:fs/promises";
import { Marked } from "marked";
import { escapeHtml } from "../answers.ts";
import { layout } from "./layout.ts";
import { withAnchors } from "./rules.ts";
import { sourceAddress } from "./source.ts";

const folder = new URL("../../../docs/", import.meta.url);

/** Pages by name: they do not change while the process lives. */
const rendered = new Map<string, Promise<string>>();

/**
 * A page of docs/ as HTML.
 * @param name its file's name without the ending, as an address has it
 * @returns undefined where there is no such page
 */
export async function docsPage(name: string): Promise<string | undefined> {
  if (!/^[a-z0-9-]+$/.test(name)) {
    return undefined;
  }
  const page = rendered.get(name) ?? render(name);
  rendered.set(name, page);
  try {
    return await page;
  } catch {
    rendered.delete(name);
    return undefined;
  }
}

async function render(name: string): Promise<string> {
  const text = await readFile(new URL(`${name}.md`, folder), "utf8");
  const markdown = name.startsWith("rulebook") ? withAnchors(text) : text;
  const title = /^# (.+)$/m.exec(text)?.[1] ?? name;
  return layout(title, `<article>\n${await converter.parse(markdown)}</article>`);
}

const converter = new Marked({
  renderer: {
    heading({ tokens, depth, text }) {
      return `<h${depth} id="${slug(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    link({ href, tokens }) {
      const inner = this.parser.parseInline(tokens);
      const address = addressOf(href);
      return address === undefined ? inner : `<a href="${escapeHtml(address)}">${inner}</a>`;
    },
    image() {
      return "";
    },
    table(token) {
      const row = (cells: typeof token.header, tag: string) =>
        `<tr>${cells.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join("")}</tr>`;
      const head = row(token.header, 'th scope="col"').replaceAll('</th scope="col">', "</th>");
      const body = token.rows.map((cells) => row(cells, "td")).join("\n");
      return `<div class="wide" tabindex="0"><table><thead>${head}</thead><tbody>${body}</tbody></table></div>\n`;
    },
  },
});

/** Where a link of a page leads to here; undefined where that is not served. */
function addressOf(href: string): string | undefined {
  if (/^(?:https?:|#)/.test(href)) {
    return href;
  }
  const page = /^(?<name>[a-z0-9-]+)\.md(?<anchor>#.*)?$/.exec(href)?.groups;
  if (page !== undefined) {
    return `/docs/${page.name}${page.anchor ?? ""}`;
  }
  const file = /^\.\.\/(?<path>[^#]+)(?<anchor>#.*)?$/.exec(href)?.groups;
  return file?.path === undefined ? undefined : sourceAddress(file.path, file.anchor);
}

/** The anchor of a heading, as GitHub makes it. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}
