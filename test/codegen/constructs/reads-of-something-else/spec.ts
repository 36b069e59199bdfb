import { handler } from "#spec";

export const spec = handler({
  entity: "Track",
  action: "Example",
  reads: () => ({ answer: 42 }),
  rules: () => [],
  writes: () => [],
});
