import { handler } from "../../../../codegen/spec/index.ts";

export const spec = handler({
  entity: "Track",
  action: "Example",
  reads: () => ({ answer: 42 }),
  rules: () => [],
  writes: () => [],
});
