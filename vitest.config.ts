import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    // A process for each file, so that a test may kill, crash or exhaust its own. They share the Postgres of global-setup.ts.
    pool: "forks",
    maxWorkers: Math.min(availableParallelism(), 8),
    // Far beyond what anything takes, even where others use the machine: a test that is slow is not wrong.
    testTimeout: 900_000,
    hookTimeout: 300_000,
  },
});
