import { colorsFor } from "../colors.ts";
import type { Recording } from "./case-format.ts";
import { type FamilyName, familyName } from "./families.ts";

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

/** Counts outcomes by (entity type, action). A case counts once for each of its families; one without transactions for none. */
export function tallyByFamily(outcomes: readonly Outcome[]): Map<FamilyName, Tally> {
  const families = new Map<FamilyName, Tally>();
  for (const { recording, problems } of outcomes) {
    const names = new Set(recording.blocks.flatMap((block) => block.txs.map(familyName)));
    for (const name of names) {
      const counts = families.get(name) ?? { passed: 0, failed: 0 };
      if (problems.length === 0) counts.passed++;
      else counts.failed++;
      families.set(name, counts);
    }
  }
  return new Map([...families].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The tallies as a table of text, one (entity type, action) a line. */
export function describeFamilies(families: ReadonlyMap<FamilyName, Tally>): string {
  const width = Math.max(0, ...[...families.keys()].map((name) => name.length));
  return [...families]
    .map(([name, { passed, failed }]) => {
      const failures = failed === 0 ? "" : colors.red(`  ${failed} failed`);
      return `  ${name.padEnd(width)}  ${String(passed).padStart(5)} passed${failures}`;
    })
    .join("\n");
}
