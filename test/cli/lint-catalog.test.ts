/** `watchbill lint` over a catalog: what it shows, and what `--fix` writes. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Folder, openFolder } from "./run-command";

let folder: Folder;
const FILE = "catalog/more.yaml";
const BEFORE = `# what the shop's workers log
services:
  worker:
    system: shop
    runbook: https://runbooks.example.com/worker
    monitors:
      failures:
        type: logs
        query: "status:error and @job:(mail or invoice)"   # both go to customers
        above: { high: 5 }
`;
const AFTER = BEFORE.replace(" and ", " AND ").replace("mail or invoice", "mail OR invoice");

beforeEach(() => {
  folder = openFolder("starter");
  writeFileSync(join(folder.dir, FILE), BEFORE);
});
afterEach(() => folder.close());

it("shows the same findings as check, which asks the policies too, at the catalog's line", async () => {
  const linted = await folder.run(["lint", "--format", "json"]);
  const checked = await folder.run(["check", "--format", "json"]);
  expect(linted.code).toBe(checked.code);
  const { diagnostics, summary } = JSON.parse(linted.out) as Report;
  expect(JSON.parse(checked.out)).toMatchObject({ diagnostics, summary });
  expect(diagnostics.map(({ code, file, line, column }) => [code, file, line, column])).toEqual([
    ["search-lower-case-operator", FILE, 9, 30],
    ["search-lower-case-operator", FILE, 9, 45],
  ]);
  expect(summary.monitors).toBeGreaterThan(0);
  expect(summary.notChecked).toBeGreaterThanOrEqual(0);
});

it("with --fix changes the words and keeps comment, quotes and layout; then there is nothing left", async () => {
  const first = await folder.run(["lint", "--fix"]);
  expect(readFileSync(join(folder.dir, FILE), "utf8")).toBe(AFTER);
  expect(first.err.trim().split("\n").sort()).toEqual([
    `${FILE}:9:16 fixed \`and\` → \`AND\``,
    `${FILE}:9:16 fixed \`or\` → \`OR\``,
  ]);
  expect(first.code).toBe(0);
  const second = await folder.run(["lint", "--fix"]);
  expect(second.err).toBe("");
  expect(readFileSync(join(folder.dir, FILE), "utf8")).toBe(AFTER);
});

it("prints the waivers that it used, as annotations too", async () => {
  const at = BEFORE.indexOf("        above:");
  const waiver = `        waivers: [{ rule: search-lower-case-operator, reason: It is a name., until: 2999-12-31 }]\n`;
  writeFileSync(join(folder.dir, FILE), BEFORE.slice(0, at) + waiver + BEFORE.slice(at));
  const ran = await folder.run(["lint", "--format", "github"]);
  expect(ran).toMatchObject({ code: 0, err: "" });
  expect(ran.out).toMatch(
    /^::notice file=catalog\/more.yaml,line=10,col=27,endLine=10,endColumn=53,title=search-lower-case-operator is waived::accepted until 2999-12-31: .*It is a name/,
  );
});

it("refuses options of the catalog beside files", async () => {
  const ran = await folder.run(["lint", FILE, "--env", "prod"]);
  expect(ran.code).toBe(2);
  expect(ran.err).toContain("--env goes with the catalog");
});

interface Report {
  diagnostics: { code: string; file: string; line: number; column: number }[];
  summary: { monitors: number; notChecked: number };
}
