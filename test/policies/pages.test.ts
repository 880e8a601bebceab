import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Diagnostic } from "../../diagnostics/index";
import { ALL_POLICY_IDS, checkCatalog, POLICY_IDS, type PolicyId } from "../../model/index";
import { checkPolicies, configurationOf, RULES } from "../../policies/index";
import { compiled, type Declared, type Fragment, saidBy, stackFor, stackWith, wordsOf } from "./example";
import { type Example, examplesOf, PAGES_FOLDER, withMadeParts, withTables } from "./rule-page";

const ROOT = join(__dirname, "../..");
const PACKS_FOLDER = join(ROOT, "policies");

describe("the catalog that examples are laid over", () => {
  it("is free of findings in every environment", () => {
    const checked = compiled();
    expect(wordsOf(checked.diagnostics)).toEqual([]);
    const found = checkPolicies(checked).diagnostics.filter(({ policy }) => policy?.state !== "stated");
    expect(wordsOf(found)).toEqual([]);
  });
});

describe("what is shipped", () => {
  it.each(["catalog", "cli/template/catalog"])("%s breaks no rule in any environment", (folder) => {
    const checked = checkCatalog(join(ROOT, folder), { cwd: ROOT });
    const { diagnostics, evaluations } = checkPolicies(checked);
    expect(evaluations.length).toBeGreaterThan(1);
    expect(wordsOf(diagnostics.filter(({ policy }) => policy?.state !== "stated"))).toEqual([]);
  });
});

describe("every rule", () => {
  it("stands once in the registry, among the ids a catalog may name, and in a file of its pack", () => {
    expect(RULES.map(({ id }) => id).sort()).toEqual([...ALL_POLICY_IDS].sort());
    for (const [pack, ids] of Object.entries(POLICY_IDS)) {
      const rules = RULES.filter((rule) => rule.pack === pack);
      expect(rules.map(({ id }) => id).sort()).toEqual([...ids].sort());
      const files = readdirSync(join(PACKS_FOLDER, pack, "rules"))
        .filter((name) => name !== "index.ts")
        .map((name) => name.replace(/\.ts$/, ""));
      expect(files.sort()).toEqual([...ids].sort());
    }
  });

  it("has a page, and every page a rule", () => {
    const pages = readdirSync(PAGES_FOLDER).filter((name) => name !== "README.md");
    expect(pages.sort()).toEqual(RULES.map(({ id }) => `${id}.md`).sort());
  });

  it("stands in the index of the pages", () => {
    const path = join(PAGES_FOLDER, "README.md");
    const index = readFileSync(path, "utf8");
    const made = withTables(RULES, index);
    if (process.env.UPDATE_GOLDEN) writeFileSync(path, made);
    else expect(index).toBe(made);
  });

  it("gets a page's head without losing what its writer wrote", () => {
    const [rule] = RULES;
    if (!rule) throw new Error("no rules");
    const written = "Why it matters.\n\n## Fails\n\n## Passes\n\n## Mend";
    const made = withMadeParts(rule, `# A title\n\n${written}\n`);
    expect(made).toContain(`${rule.summary}\n\n${written}\n`);
    expect(withMadeParts(rule, made)).toBe(made);
  });

  it("is set and waived as the index of the pages shows it", () => {
    const index = readFileSync(join(PAGES_FOLDER, "README.md"), "utf8");
    const fragments = [...index.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(
      ([, text = ""]) => parse(text) as Fragment,
    );
    expect(fragments).toHaveLength(2);
    for (const fragment of fragments) expect(compiled(fragment).specs.length).toBeGreaterThan(0);
    const tagged = ({ policies }: Fragment, more: Fragment) =>
      checkPolicies(compiled({ policies, ...more })).diagnostics.filter(({ code }) => code === "required-tags");
    const [{ policies, ...tags } = {}] = fragments as (Fragment & { policies?: Fragment })[];
    expect(tagged({ policies }, tags)).toEqual([]);
    expect(new Set(tagged({ policies }, {}).map(({ hint }) => hint))).toEqual(
      new Set([
        "Add `cost-center:…` to `tags` of the retention class.",
        "Add `cost-center:…` to `tags` of the system `shop`.",
      ]),
    );
  });

  it("has parameters whose defaults it takes itself", () => {
    for (const { id, parameters = {} } of RULES)
      for (const [name, { default: value, problem }] of Object.entries(parameters))
        expect(`${id} ${name} ${problem?.(value) ?? "fine"}`).toBe(`${id} ${name} fine`);
  });
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))("the page of %s", (id, rule) => {
  const path = join(PAGES_FOLDER, `${id}.md`);
  const page = existsSync(path) ? readFileSync(path, "utf8") : "";

  it("says what the rule says of itself", () => {
    const made = withMadeParts(rule, page);
    if (process.env.UPDATE_GOLDEN && page !== "") writeFileSync(path, made);
    else expect(page).toBe(made);
    for (const section of ["\n## Fails\n", "\n## Passes\n", "\n## Mend\n"]) expect(page).toContain(section);
  });

  const examples = examplesOf(page);

  it("shows what fails and what passes", () => {
    const shown = examples.map(({ expected }) => expected);
    expect(shown).toContain("fails");
    expect(shown).toContain("passes");
  });

  it.each(examples.map((example) => [`${example.expected} at line ${example.line}`, example] as const))(
    "%s",
    (_, example) => {
      const findings = saidOf(id, example);
      const states = new Set(findings.map(({ policy }) => policy?.state));
      if (example.expected === "passes") expect(wordsOf(findings)).toEqual([]);
      else if (example.expected === "states") expect(states).toEqual(new Set(["stated"]));
      else expect([...states]).toContainEqual(expect.stringMatching(/violated|stated/));
    },
  );
});

/** The levels, parameters and waivers that a fragment of a catalog sets count. */
function saidOf(id: PolicyId, { of, text, environment }: Example): Diagnostic[] {
  const tree = (parse(text) ?? {}) as Fragment;
  if (of === "catalog") {
    const checked = compiled(tree);
    return saidBy(id, stackFor(checked, environment), configurationOf(checked));
  }
  const { resources, ...others } = tree as { resources?: Record<string, Declared> };
  if (!resources || Object.keys(others).length > 0) throw new Error("write `resources:` and nothing beside it");
  return saidBy(id, stackWith(resources, environment));
}
