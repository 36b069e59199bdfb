import { gt, handler, reject, sql } from "#spec";

export const spec = handler({
  entity: "Track",
  action: "Example",
  rules: () => [reject(gt(sql<number>("numeric")`1`, 0.5), "too_much", "it is too much")],
  writes: () => [],
});
