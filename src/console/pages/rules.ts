/** Where the rulebook has the rule that refused a transaction. */
import { readFile } from "node:fs/promises";
import type { FoundRule } from "../messages.ts";

/** The page of each edition, below docs/. */
const pages = { "2026": "rulebook", "2025": "rulebook-2025", genesis: "rulebook-genesis" } as const;

const anchorLine = /^<a id="(?<section>[\w-]+)"><\/a>$/;
const ruleLine = /^(?<pad> *)- \[`(?<code>[^`]+)`\]\([^)]*\) (?<reason>.*)$/;
const ruleSetLine = /^ *- the rules \[[^\]]+\]\(#(?<section>[\w-]+)\)$/;

/** The code of a rule that judges several fields, each of which has a code of its own. */
const anyField = "invalid_‹field›";

/** A handler, or a set of rules that several share. */
interface Section {
  readonly rules: Map<string, { readonly code: string; readonly reason: string }>;
  readonly ruleSets: string[];
}

/** The rules of all editions, by handler and code, as the rulebooks list them. */
export class Rules {
  readonly #sections: ReadonlyMap<string, ReadonlyMap<string, Section>>;

  private constructor(sections: ReadonlyMap<string, ReadonlyMap<string, Section>>) {
    this.#sections = sections;
  }

  /** Reads the rulebooks. */
  static async load(): Promise<Rules> {
    const folder = new URL("../../../docs/", import.meta.url);
    const sections = Object.entries(pages).map(async ([edition, page]) => {
      const text = await readFile(new URL(`${page}.md`, folder), "utf8");
      return [edition, sectionsOf(text)] as const;
    });
    return new Rules(new Map(await Promise.all(sections)));
  }

  /**
   * The address of the page, and of the place on it, of a rule; of the handler where it has no rule with this code.
   * @param edition the edition whose rules refused
   */
  address(edition: string, handler: string, code?: string): string {
    const sections = this.#sections.get(edition);
    const place = code === undefined ? undefined : this.#placeOf(sections, handler, code);
    return `/docs/${pageOf(edition)}#${place ?? handler}`;
  }

  /** The rules that have a code, in the order of editions and handlers. */
  withCode(code: string): FoundRule[] {
    return [...this.#sections].flatMap(([edition, sections]) =>
      [...sections].flatMap(([section, { rules }]) => {
        const found = ruleIn(rules, code);
        return found === undefined
          ? []
          : [
              {
                edition,
                handler: section.replace(/^rules-/, ""),
                code,
                reason: found.reason,
                rule: `/docs/${pageOf(edition)}#${placeOf(section, found.code)}`,
              },
            ];
      }),
    );
  }

  #placeOf(sections: ReadonlyMap<string, Section> | undefined, section: string, code: string): string | undefined {
    const { rules, ruleSets } = sections?.get(section) ?? { rules: new Map(), ruleSets: [] };
    const own = ruleIn(rules, code);
    if (own !== undefined) {
      return placeOf(section, own.code);
    }
    for (const ruleSet of ruleSets) {
      const place = this.#placeOf(sections, ruleSet, code);
      if (place !== undefined) {
        return place;
      }
    }
    return undefined;
  }
}

/** A rulebook with an anchor at the first rule of each code: what `Rules` points to. */
export function withAnchors(markdown: string): string {
  let section = "";
  let placed = new Set<string>();
  return eachLine(markdown, (line) => {
    const anchor = anchorLine.exec(line)?.groups?.section;
    if (anchor !== undefined) {
      section = anchor;
      placed = new Set();
    }
    const { pad, code } = ruleLine.exec(line)?.groups ?? {};
    if (pad === undefined || code === undefined || placed.has(code)) {
      return line;
    }
    placed.add(code);
    return `${pad}- <a id="${placeOf(section, code)}"></a>${line.slice(pad.length + 2)}`;
  });
}

function sectionsOf(markdown: string): ReadonlyMap<string, Section> {
  const sections = new Map<string, Section>();
  let section: Section | undefined;
  eachLine(markdown, (line) => {
    const anchor = anchorLine.exec(line)?.groups?.section;
    if (anchor !== undefined) {
      section = { rules: new Map(), ruleSets: [] };
      sections.set(anchor, section);
    }
    const { code, reason } = ruleLine.exec(line)?.groups ?? {};
    if (code !== undefined && reason !== undefined && section?.rules.has(code) === false) {
      section.rules.set(code, { code, reason });
    }
    const ruleSet = ruleSetLine.exec(line)?.groups?.section;
    if (ruleSet !== undefined) {
      section?.ruleSets.push(ruleSet);
    }
    return line;
  });
  return sections;
}

function ruleIn(rules: Section["rules"], code: string): { readonly code: string; readonly reason: string } | undefined {
  const field = /^invalid_(?<field>.+)$/.exec(code)?.groups?.field;
  const forField = field === undefined ? undefined : rules.get(anyField);
  return rules.get(code) ?? (forField?.reason.includes(`\`${field}\``) === true ? forField : undefined);
}

function placeOf(section: string, code: string): string {
  return `${section}.${code === anyField ? "invalid_field" : code}`;
}

function pageOf(edition: string): string {
  return edition === "2025" || edition === "genesis" ? pages[edition] : pages["2026"];
}

function eachLine(text: string, change: (line: string) => string): string {
  return text.split("\n").map(change).join("\n");
}
