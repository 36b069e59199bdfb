import { colorsFor } from "../../../src/colors.ts";
import type { Recording } from "./case-format.ts";
import { type FamilyName, familyName, type JudgingEdition, judgedBy } from "./families.ts";

/** What came of a case or a stream: it passed when there is no problem. Each problem is a sentence. */
export interface Outcome {
  readonly recording: Recording;
  readonly problems: readonly string[];
}

/** How many cases passed and failed. */
export interface Tally {
  passed: number;
  failed: number;
}

const colors = colorsFor(process.stdout);

/** How many differing fields of a failing case are shown unless all are asked for. */
const SHOWN_PROBLEMS = 4;

/**
 * A failing case for people: where it is, and its first differing fields.
 *
 * @param verbose show all of them
 */
export function describeFailure(outcome: Outcome, verbose: boolean): string {
  const { recording, problems } = outcome;
  const shown = verbose ? problems : problems.slice(0, SHOWN_PROBLEMS);
  const lines = shown.map((problem) => `    ${problem}`);
  if (shown.length < problems.length)
    lines.push(`    … and ${problems.length - shown.length} more (--verbose shows all)`);
  const title = `${recording.name}  ${colors.dim(`${recording.file}:${recording.line}`)}`;
  return [`${colors.red("✗")} ${title}`, ...lines].join("\n");
}

/** Counts outcomes. */
export function tally(outcomes: readonly Outcome[]): Tally {
  const passed = outcomes.filter(({ problems }) => problems.length === 0).length;
  return { passed, failed: outcomes.length - passed };
}

/** The counts of each family, by edition; both in order of their names. */
export type FamilyTallies = ReadonlyMap<JudgingEdition, ReadonlyMap<FamilyName, Tally>>;

/**
 * Counts outcomes by edition and (entity type, action). A case counts once for each of its families; one without transactions for
 * none.
 */
export function tallyByFamily(outcomes: readonly Outcome[]): FamilyTallies {
  const editions = new Map<JudgingEdition, Map<FamilyName, Tally>>();
  for (const { recording, problems } of outcomes) {
    for (const [edition, names] of familiesOf(recording)) {
      const families = editions.get(edition) ?? new Map<FamilyName, Tally>();
      editions.set(edition, families);
      for (const name of names) {
        const counts = families.get(name) ?? { passed: 0, failed: 0 };
        if (problems.length === 0) counts.passed++;
        else counts.failed++;
        families.set(name, counts);
      }
    }
  }
  return new Map(byName(editions).map(([edition, families]) => [edition, new Map(byName(families))]));
}

function familiesOf(recording: Recording): Map<JudgingEdition, Set<FamilyName>> {
  const families = new Map<JudgingEdition, Set<FamilyName>>();
  for (const transaction of recording.blocks.flatMap(({ txs }) => txs)) {
    const edition = judgedBy(transaction, recording);
    families.set(edition, (families.get(edition) ?? new Set<FamilyName>()).add(familyName(transaction)));
  }
  return families;
}

function byName<Name extends string, Value>(map: ReadonlyMap<Name, Value>): [Name, Value][] {
  return [...map].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** The tallies as a table of text, one edition's (entity type, action) a line. */
export function describeFamilies(tallies: FamilyTallies): string {
  const lines = [...tallies].flatMap(([edition, families]) =>
    [...families].map(([name, tally]) => ({ edition, name, ...tally })),
  );
  const width = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length));
  const editionWidth = width(lines.map(({ edition }) => edition));
  const nameWidth = width(lines.map(({ name }) => name));
  return lines
    .map(({ edition, name, passed, failed }) => {
      const failures = failed === 0 ? "" : colors.red(`  ${failed} failed`);
      return `  ${edition.padEnd(editionWidth)}  ${name.padEnd(nameWidth)}  ${String(passed).padStart(5)} passed${failures}`;
    })
    .join("\n");
}
