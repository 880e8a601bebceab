import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const PURE = ["query", "model", "vendors", "diagnostics", "policies/paging", "policies/retention", "policies/tagging"].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    pool: "forks",
    // Vitest leaves one core free by itself, which is half of a small machine.
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          // Of functions alone: nothing is left behind for the next file, so that what they import is loaded once.
          name: "pure",
          include: PURE,
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/e2e/**", "test/crash/**", ...PURE],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 900_000,
        },
      },
      {
        extends: true,
        test: {
          name: "crash",
          include: ["test/crash/**/*.test.ts"],
          testTimeout: 1_200_000,
          hookTimeout: 900_000,
        },
      },
    ],
  },
});
