/** `docs/rules/README.md` lists every rule and every row of the rule catalogue; UPDATE_GOLDEN=1 rewrites its first table. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RULES } from "../../../query/lint/index";

const FILE = join(__dirname, "../../../docs/rules/README.md");

const SIZES = { T: 15, Q: 32, U: 7, N: 16, G: 9, M: 14, P: 2, C: 5, S: 5, D: 3 };
const CATALOGUE = Object.entries(SIZES).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
);

/** The first release: what is cheap and precise, and what the units of metrics add. */
const FIRST =
  `T1 T2 T3 T4 T6 T8 T11 T13 Q2 Q12 Q13 Q14 Q18 Q20 Q21 N3 N4 N5 N14 N15 G2 G3 G4 G5 M2 M3 M5 M6 M7 P2 C1 S1 S2
  Q1 Q3 Q27 U1 U2 U4 U5`.split(/\s+/);

const row = ({ id, severity, confidence, ref, summary }: (typeof RULES)[number]) =>
  `| [${id}](${id}.md) | ${severity} | ${confidence} | ${ref} | ${summary.replaceAll("|", "\\|")} |`;

function tableOf(page: string, heading: string): string[] {
  const lines = page.slice(page.indexOf(`## ${heading}\n`)).split("\n");
  const first = lines.findIndex((line) => line.startsWith("|---"));
  const rest = lines.slice(first + 1);
  return rest.slice(
    0,
    rest.findIndex((line) => !line.startsWith("|")),
  );
}

describe("the index of the rules", () => {
  const page = readFileSync(FILE, "utf8");

  it("has a row for each, sorted", () => {
    const rows = [...RULES].sort((a, b) => (a.id < b.id ? -1 : 1)).map(row);
    const shown = tableOf(page, "Rules");
    if (process.env.UPDATE_GOLDEN) writeFileSync(FILE, page.replace(shown.join("\n"), rows.join("\n")));
    else expect(shown).toEqual(rows);
  });

  const built = new Set(RULES.map(({ ref }) => ref));
  const first = (line: string) => line.split("|")[1]?.trim() ?? "";
  const elsewhere = tableOf(page, "Rows of the catalogue without a rule of their own").map(first);
  const without = tableOf(page, "Rows of the catalogue that are not built").map(first);

  it("accounts for every row of the catalogue, once", () => {
    expect(CATALOGUE).toHaveLength(108);
    const accounted = [...elsewhere, ...without];
    expect(accounted.filter((ref) => built.has(ref))).toEqual([]);
    expect([...CATALOGUE.filter((ref) => built.has(ref)), ...accounted].sort()).toEqual([...CATALOGUE].sort());
  });

  it("has the whole first release", () => {
    expect(FIRST.filter((ref) => !built.has(ref) && !elsewhere.includes(ref))).toEqual([]);
  });
});
