/**
 * Recorded traffic of the real Datadog, played against the sandbox: status and shape of every answer. The page that
 * names the gaps is held equal to what is found.
 */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { CORPUS } from "../query/text/corpus";
import { parityPage, rowsBelow } from "../vendors/parity-page";
import { type Recorded, type Result, replay, seenInRecordings } from "./replay";

const FILE = join(CORPUS, "recorded/datadog.jsonl");
const LEAST_SHARE = 0.95;

describe.skipIf(!existsSync(FILE))("the sandbox answers as Datadog did", () => {
  const results: Result[] = [];

  beforeAll(async () => {
    const recordings = readFileSync(FILE, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Recorded);
    const seen = seenInRecordings(recordings);
    const cases = new Map<string, Recorded[]>();
    for (const one of recordings) cases.set(one.case, [...(cases.get(one.case) ?? []), one]);
    for (const steps of cases.values()) {
      results.push(
        ...(await replay(
          steps.sort((a, b) => a.step - b.step),
          seen,
        )),
      );
    }
  }, 120_000);

  it("in status and shape, at least 95 of 100 times", () => {
    expect(results.length).toBeGreaterThan(2000);
    const agreed = results.filter(({ problems }) => problems.length === 0);
    expect(agreed.length / results.length).toBeGreaterThanOrEqual(LEAST_SHARE);
    const number = (n: number) => n.toLocaleString("en");
    expect(parityPage()).toContain(`${number(agreed.length)}\nof ${number(results.length)} agree`);
  });

  it("but for the gaps that docs/sandbox-parity.md names, with a reason", () => {
    const found = new Map<string, number>();
    for (const { route, problems } of results) {
      for (const problem of new Set(problems)) {
        const key = `${route} | ${problem}`;
        found.set(key, (found.get(key) ?? 0) + 1);
      }
    }
    const listed = rowsBelow("### The API and recorded traffic").map(
      ([route, gap, times]) => `${route} | ${gap} | ${times}`,
    );
    expect([...found].map(([gap, times]) => `${gap} | ${times}`).sort()).toEqual(listed.sort());
  });
});
