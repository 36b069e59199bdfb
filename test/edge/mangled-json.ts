import fc from "fast-check";

/** Pieces that matter to a tokenizer, to put in at random places. */
const pieces = [
  ...'{}[]",:\\ud80cE.+-eE0123456789 \t\n\r',
  "\\u",
  "\\u0000",
  "\\ud83d",
  "\\ude00",
  "\\\\",
  '\\"',
  "\ud83d",
  "\ude00",
  "\0",
  "\x1f",
  "\x7f",
  "\ufeff",
  "\ue000",
  "true",
  "null",
  "NaN",
  "-0",
  "1e5",
  "1e400",
  "1e99999",
  "0.1",
  "[[[[",
  "]]]]",
];

/** JSON texts of any shape, whole or with a few edits: a piece put in, characters taken out, two texts put together. */
export function mangledJson(): fc.Arbitrary<string> {
  const value = fc.jsonValue({ stringUnit: "binary", maxDepth: 4 });
  const text = fc.oneof(
    value.map((it) => JSON.stringify(it)),
    value.map((it) => JSON.stringify({ cid: "bafy", data: it }, null, 1)),
  );
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.nat(3),
    put: fc.oneof(fc.constantFrom(...pieces), fc.constant("")),
  });
  return fc.tuple(text, fc.array(edit, { maxLength: 3 })).map(([whole, edits]) =>
    edits.reduce((current, { at, remove, put }) => {
      const position = Math.floor(at * current.length);
      return current.slice(0, position) + put + current.slice(position + remove);
    }, whole),
  );
}
