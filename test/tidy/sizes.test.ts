import { expect, it } from "vitest";
import { FILES, isCode, lines, SOURCES } from "./repository";

/** Tables and grammars that are better whole. Each has to be longer than the cap, or it leaves this list. */
const TABLES = [
  "test/catalog/figures.ts",
  "test/model/mistakes.ts",
  "test/sandbox/datadog-kinds.test.ts",
  "test/sandbox/datadog-settled.test.ts",
  "test/sandbox/pagerduty-sentry-kinds.test.ts",
];

const MOST = 400;
const sizes = SOURCES.map(lines).sort((a, b) => a - b);

function percentile(share: number): number {
  return sizes[Math.floor(sizes.length * share)] ?? 0;
}

it("half of the source files have at most 120 lines, nine in ten at most 250", () => {
  expect(sizes.length).toBeGreaterThan(100);
  expect(percentile(0.5)).toBeLessThanOrEqual(120);
  expect(percentile(0.9)).toBeLessThanOrEqual(250);
});

it(`no file has more than ${MOST} lines, but for the tables named here`, () => {
  const long = FILES.filter((file) => isCode(file) && lines(file) > MOST);
  expect(long).toEqual(TABLES);
});
