import { handler, isNull, reject, textMemberOf, value } from "#spec";

/** A read must not take the name of a variable that every procedure has. */
export const spec = handler({
  entity: "Track",
  action: "Example",
  reads: ({ tx }) => ({ found: value(textMemberOf(tx.json, "found")) }),
  rules: ({ found }) => [reject(isNull(found), "found", "it is found")],
  writes: () => [],
});
