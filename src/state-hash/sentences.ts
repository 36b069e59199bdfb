import { differenceLines } from "../parity/difference-lines.ts";
import type { FirstDifference, Verification } from "./verify.ts";

/** A verification for people. */
export function verificationLines({ ours, theirs, begins, at, equal, first }: Verification): string[] {
  const since = `since block ${begins.height}${begins.chainId === at.chainId ? "" : ` of ${begins.chainId}`}`;
  const hash = `block ${at.height} of ${at.chainId}: ${at.hash} (${at.number} blocks, ${since})`;
  if (equal === null) {
    return [hash];
  }
  return [
    ours,
    theirs ?? "",
    ...(first === null ? [hash, "equal"] : [`not equal at block ${at.height} of ${at.chainId}`, ...firstLines(first)]),
  ];
}

function firstLines({ ours, theirs, differences, settled, further }: FirstDifference): string[] {
  const before = ours.number - 1;
  return [
    `the first block that differs is ${ours.height} of ${ours.chainId}; the ${before} before it are equal`,
    `  rows that it added or changed: ours ${ours.rows}, theirs ${theirs.rows}`,
    "",
    ...differences.flatMap((difference) => differenceLines(difference)).map((line) => `  ${line}`),
    ...settled.map(({ table, key }) => `  ${table} ${key}: left differently by this block, the same by now`),
    ...(further === 0 ? [] : [`  and ${further} further rows (--rows)`]),
    "",
    "rows that may change again are shown as they are now: em.changed_rows says which ones the block changed",
  ];
}
