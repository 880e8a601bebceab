import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hasCorpus } from "../text/corpus";
import { draw, judgedFindings } from "./precision-sample";

const PAGE = readFileSync(join(__dirname, "../../../docs/lint-precision.md"), "utf8");

/** Monitor, rule and verdict of each row of the page's last draw. */
const ROWS = PAGE.slice(PAGE.indexOf("## The second draw"), PAGE.indexOf("## What else"))
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| monitor "))
  .map((line) =>
    line
      .split("|")
      .slice(1, 4)
      .map((cell) => cell.trim()),
  );

describe("the page about precision", () => {
  it("judges a hundred findings, as many as its first table says", () => {
    const tally = (verdict: string) => ROWS.filter(([, , given]) => given === verdict).length;
    expect(ROWS).toHaveLength(100);
    expect(PAGE).toContain(
      `${tally("true")} of ${tally("true")} | ${tally("worth it")} of ${tally("worth it") + tally("not worth it")} `,
    );
    expect(tally("false")).toBe(0);
    expect(tally("not worth it") / (100 - tally("true"))).toBeLessThan(0.1);
  });
});

describe.skipIf(!hasCorpus)("the draw", () => {
  const findings = judgedFindings();

  it("is the same for the same seed, and has nothing twice", () => {
    const drawn = draw(findings, 7, 100);
    expect(draw(findings, 7, 100)).toEqual(drawn);
    expect(draw(findings, 8, 100)).not.toEqual(drawn);
    expect(draw(findings, 7, findings.length)).toHaveLength(findings.length);
  });

  it("has nothing on the page that is no longer found", () => {
    const found = new Set(
      findings.map(({ diagnostic: { code, file = "" } }) => `${file.replace(/\.json$/, "")} ${code}`),
    );
    expect(ROWS.map(([monitor, rule]) => `${monitor} ${rule}`).filter((row) => !found.has(row))).toEqual([]);
  });
});
