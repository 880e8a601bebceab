/** One run over a catalog that breaks ten policies of three packs, word for word in every format; and nothing is lost in any. */

import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALL_POLICY_IDS, POLICY_IDS } from "../../model/index";
import { ROOT } from "../e2e/workspace";
import { expectTranscript, type Folder, openFolder, tooWide } from "./run-command";

const BROKEN = [
  "archive-region",
  "contradictory-tags",
  "late-answer",
  "one-person",
  "personal-data-unscanned",
  "protected-class-excluded",
  "retention-too-short",
  "uncovered-time",
  "unknown-tag-value",
  "watched-environment",
];
const FIXED_DATE = join(ROOT, "test", "fixtures", "fixed-date.cjs");
const FORMATS = ["text", "json", "sarif", "github", "markdown"] as const;
type Format = (typeof FORMATS)[number];

let folder: Folder;
const printed = new Map<Format, string>();

beforeAll(() => {
  folder = openFolder("empty");
  rmSync(join(folder.dir, "catalog"), { recursive: true, force: true });
  cpSync(join(ROOT, "test", "fixtures", "catalogs", "violations"), join(folder.dir, "catalog"), { recursive: true });
});
afterAll(() => folder.close());

describe("ten violations in one run", () => {
  it.each(FORMATS)("as %s", async (format) => {
    const args = ["check", ...(format === "text" ? [] : ["--format", format])];
    const ran = await folder.run(args, { NODE_OPTIONS: `--require ${FIXED_DATE}` });
    expect(ran).toMatchObject({ code: 1, err: "" });
    expectTranscript(`violations-${format}`, args, ran);
    printed.set(format, ran.out);
  });

  it("are ten rules of all three packs", () => {
    const found = rulesIn.json(printed.get("json") ?? "");
    expect(found).toEqual(BROKEN);
    for (const ids of Object.values(POLICY_IDS))
      expect((ids as readonly string[]).some((id) => found.includes(id))).toBe(true);
  });

  it.each(FORMATS)("lose nothing as %s: rules, places, clauses, fixes and what is accepted", (format) => {
    const text = printed.get(format) ?? "";
    expect(rulesIn[format](text)).toEqual(BROKEN);
    expect(text).toContain("Her new");
    expect(text).toContain("person-without-phone");
    // SARIF tells of rules that found something.
    if (format !== "github" && format !== "sarif") expect(text).toContain("no-repeat");
    expect(text).toMatch(/PCI DSS.{0,20}10\.5\.1|"framework": "PCI DSS",\s+"clause": "10\.5\.1"/);
    expect(text).toContain("Did you mean `team:shop`?");
  });

  it("are said once: advice about the same line stands back behind the policy", () => {
    const { diagnostics } = JSON.parse(printed.get("json") ?? "");
    const codes = (diagnostics as { code: string }[]).map(({ code }) => code);
    for (const code of ["slow-answer", "uncovered-hours", "unscanned"]) expect(codes).not.toContain(code);
    // Its policy is waived here: the advice is not.
    expect(printed.get("text")).toContain("warning [no-phone]");
  });

  it("fit a terminal of 100 columns", () => {
    expect(tooWide(printed.get("text") ?? "")).toEqual([]);
  });

  it("have in SARIF a rule with help for each, and a place for every result", () => {
    const [run] = JSON.parse(printed.get("sarif") ?? "").runs;
    for (const { fullDescription, help, id, shortDescription } of run.tool.driver.rules)
      if (BROKEN.includes(id)) {
        expect([shortDescription?.text, fullDescription?.text]).not.toContain(undefined);
        expect(help.text).toContain(`watchbill explain policy ${id}`);
      }
    for (const { locations } of run.results) expect(locations).toHaveLength(1);
    expect(run.results.filter(({ suppressions }: { suppressions?: unknown }) => suppressions)).toHaveLength(1);
  });
});

/** The policies' rules a format tells findings of. */
const rulesIn: Record<Format, (text: string) => string[]> = {
  text: (text) => policies(text.matchAll(/^(?:error|warning) \[([a-z-]+)\]/gm)),
  github: (text) => policies(text.matchAll(/^::(?:error|warning) .*title=([a-z-]+)::/gm)),
  markdown: (text) => policies(text.matchAll(/^\*\*`([a-z-]+)`\*\*/gm)),
  json: (text) =>
    sorted(
      (JSON.parse(text).diagnostics as { code: string; policy: { state: string } | null }[]).flatMap(
        ({ code, policy }) => (policy?.state === "violated" ? [code] : []),
      ),
    ),
  sarif: (text) =>
    sorted(
      (
        JSON.parse(text).runs[0].results as {
          ruleId: string;
          level: string;
          suppressions?: unknown;
          properties?: unknown;
        }[]
      ).flatMap(({ level, properties, ruleId, suppressions }) =>
        properties && !suppressions && level !== "note" ? [ruleId] : [],
      ),
    ),
};

function policies(matches: Iterable<RegExpMatchArray>): string[] {
  const ids: ReadonlySet<string> = new Set(ALL_POLICY_IDS);
  return sorted([...matches].flatMap(([, id]) => (id !== undefined && ids.has(id) ? [id] : [])));
}

function sorted(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}
