/** Ways to mangle metadata. */
import fc from "fast-check";
import type { Corpus } from "./corpus.ts";
import { atom, objectsOf, parseTree, slotsOf, type Tree, textOf } from "./json-tree.ts";

/** One change; `at` is taken modulo the number of places where it can be made. */
export type Change =
  | { readonly kind: "replace" | "repeat"; readonly at: number; readonly value: string }
  | { readonly kind: "add"; readonly at: number; readonly key: string; readonly value: string }
  | { readonly kind: "rename"; readonly at: number; readonly key: string }
  | { readonly kind: "remove" | "wrap" | "cut"; readonly at: number }
  | {
      readonly kind: "nest";
      readonly at: number;
      readonly levels: number;
      readonly open: string;
      readonly close: string;
    }
  | { readonly kind: "insert"; readonly at: number; readonly text: string };

const numbers = [
  ...[
    "0",
    "-0",
    "1",
    "-1",
    "1.0",
    "1.5",
    "0.1",
    "1e2",
    "1E+5",
    "2147483647",
    "2147483648",
    "-2147483648",
    "-2147483649",
  ],
  ...["4294967296", "9007199254740991", "9007199254740993", "9223372036854775807", "9223372036854775808", "3000001.0"],
  ...["-9223372036854775808", "18446744073709551616", "1e308", "1e400", "-1e400", "1e-400", "1e131071", "1e200000"],
  "9".repeat(500),
  "1".repeat(4301),
  `0.${"3".repeat(20000)}`,
];

/** Incompressible, so that no TOAST makes it fit where it must not. */
const manyKilobytes = Array.from({ length: 20_000 }, (_, index) =>
  ((index * 2654435761) % 4294967296).toString(36),
).join("");

const strings = [
  ...[
    "",
    " ",
    "0",
    "1",
    " 12 ",
    "-1",
    "1.0",
    "٣",
    "²",
    "2147483648",
    "1e5",
    "true",
    "null",
    "NaN",
    "Infinity",
    "infinity",
  ],
  ...[
    "\u0000",
    "a\u0000b",
    "\ud800",
    "x\udc00y",
    "\udc00\ud800",
    "\ufffe",
    "\u200b",
    "\u2028",
    "\u001f",
    "\u0085",
    "\ufeff",
  ],
  ...[
    "😀",
    "İ",
    "ß",
    "ﬁ",
    "ẞΣΣ",
    "ǅ",
    "𝒳",
    "e\u0301",
    "שלום",
    "Ünïcode",
    "日本語",
    "\\",
    '"',
    "'",
    "%",
    "%s",
    "{}",
    "[]",
    "--",
  ],
  ...[
    "2026-01-01T00:00:00",
    "2026-01-01T00:00:00.123456Z",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00",
    "2026-02-30",
  ],
  ...[
    "10000-01-01T00:00:00Z",
    "Fri Jan 26 2024 01:00:00 GMT+0100",
    "1700000000",
    "99999999999999999999",
    "24:00",
    "now",
  ],
  ...["0xbeef8E42e8B5964fDD2b7ca8efA0d9aef38AA996", `0x${"0".repeat(40)}`, `0x${"1".repeat(130)}`, "1".repeat(32)],
  "a".repeat(100_000),
  "é".repeat(50_000),
  "😀".repeat(2_600),
  "\u0000".repeat(1_000),
  manyKilobytes,
];

const others = [
  "null",
  "true",
  "false",
  "[]",
  "{}",
  "[null]",
  "[[]]",
  "[{}]",
  '{"":null}',
  '{"a\\u0000":1}',
  '{"\\ud800":1}',
];
const notJson = [
  "",
  "NaN",
  "Infinity",
  "undefined",
  "'a'",
  "01",
  "1.",
  ".5",
  "+1",
  "tru",
  '"a',
  "[1,]",
  '{"a"}',
  "\u00a01",
];

const oddValues = [...numbers, ...strings.map((text) => JSON.stringify(text)), ...others];

/** Any change of metadata. */
export function changeOf({ keys, values }: Corpus): fc.Arbitrary<Change> {
  // Without fast-check's liking for small numbers, which would nearly always hit the envelope.
  const at = fc.noBias(fc.nat(1_000));
  const value = fc.oneof(
    { weight: 15, arbitrary: fc.constantFrom(...oddValues) },
    { weight: 1, arbitrary: fc.constantFrom(...notJson) },
    { weight: 10, arbitrary: fc.constantFrom(...values) },
    { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 2, stringUnit: "binary" }).map((any) => JSON.stringify(any)) },
  );
  const key = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...keys) },
    { weight: 1, arbitrary: fc.constantFrom(...strings) },
  );
  const brackets = fc.constantFrom({ open: "[", close: "]" }, { open: '{"a":', close: "}" });
  return fc.oneof(
    { weight: 12, arbitrary: fc.record({ kind: fc.constant("replace" as const), at, value }) },
    { weight: 10, arbitrary: fc.record({ kind: fc.constant("add" as const), at, key, value }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("repeat" as const), at, value }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("rename" as const), at, key }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("remove" as const, "wrap" as const), at }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("cut" as const), at }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(at, fc.constantFrom(2, 20, 1_000, 5_000), brackets)
        .map(([place, levels, pair]) => ({ kind: "nest" as const, at: place, levels, ...pair })),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("insert" as const),
        at,
        text: fc.constantFrom("\u0000", "\ufeff", " ", "\u00a0", ",", "}", "\\", '"', "\ud800"),
      }),
    },
  );
}

/** Metadata with the changes made to it, one after the other; a change that finds no place changes nothing. */
export function changed(metadata: string, changes: readonly Change[]): string {
  return changes.reduce(changedOnce, metadata);
}

function changedOnce(metadata: string, change: Change): string {
  if (change.kind === "cut") {
    return metadata.slice(0, change.at % (metadata.length + 1));
  }
  if (change.kind === "insert") {
    const at = change.at % (metadata.length + 1);
    return metadata.slice(0, at) + change.text + metadata.slice(at);
  }
  const root = parseTree(metadata);
  if (root === undefined) {
    return metadata;
  }
  changeTree(root, change);
  return textOf(root);
}

function changeTree(root: Tree, change: Exclude<Change, { kind: "cut" | "insert" }>): void {
  if (change.kind === "add" || change.kind === "repeat" || change.kind === "rename") {
    const objects = objectsOf(root);
    if (change.kind === "add") {
      objects[change.at % objects.length]?.members.push({ key: change.key, value: atom(change.value) });
      return;
    }
    const members = objects.flatMap((object) => object.members.map((member) => ({ object, member })));
    const chosen = members[change.at % members.length];
    if (change.kind === "rename" && chosen !== undefined) {
      chosen.member.key = change.key;
    }
    if (change.kind === "repeat") {
      chosen?.object.members.push({ key: chosen.member.key, value: atom(change.value) });
    }
    return;
  }
  const slots = slotsOf(root);
  const slot = slots[change.at % slots.length];
  if (slot === undefined) {
    return;
  }
  if (change.kind === "remove") {
    slot.remove();
  }
  if (change.kind === "replace") {
    slot.put(atom(change.value));
  }
  if (change.kind === "wrap") {
    slot.put({ kind: "list", items: [slot.value] });
  }
  if (change.kind === "nest") {
    const { open, close, levels } = change;
    slot.put(atom(open.repeat(levels) + textOf(slot.value) + close.repeat(levels)));
  }
}
