import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Options, UsageError } from "../../cli/command";
import { explainPolicy } from "../../cli/explain-policy";
import type { Io } from "../../cli/io";
import { RULES } from "../../policies/index";

async function explained(id?: string, format = "text", options: Options = {}): Promise<string> {
  const out: string[] = [];
  const io = { out: (text: string) => out.push(text), err: () => {}, cwd: tmpdir(), env: {} } as unknown as Io;
  expect(await explainPolicy(id, { ...options, format }, io)).toBe(0);
  return out.join("");
}

describe("explain policy", () => {
  it("prints the page of a rule", async () => {
    const page = await explained("required-tags");
    expect(page).toMatch(/^# Required tags\n/);
    for (const section of ["## Fails", "## Passes", "## Mend", "## Parameters"]) expect(page).toContain(section);
  });

  it("says in JSON what a rule is", async () => {
    expect(JSON.parse(await explained("tag-without-value", "json"))).toMatchObject({
      version: 1,
      id: "tag-without-value",
      pack: "tagging",
      level: "advisory",
      parameters: {},
      environments: null,
      page: expect.stringContaining("## Mend"),
    });
  });

  it("has a page to print for every rule, and lists them all by pack", async () => {
    for (const { id, title } of RULES) expect(await explained(id)).toContain(`# ${title}\n`);
    const list = await explained();
    for (const { id } of RULES) expect(list).toMatch(new RegExp(`^ {2}${id}( |$)`, "m"));
    expect(list).toContain("Pack tagging:\n  required-tags\n");
    expect(list).toContain("  tag-without-value (advisory)\n");
    expect(Math.max(...list.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(100);
    const { policies } = JSON.parse(await explained(undefined, "json")) as { policies: { id: string }[] };
    expect(policies.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
  });

  it("says how the catalog applies it, where there is one", async () => {
    const dir = mkdtempSync(join(tmpdir(), "watchbill-policies-"));
    try {
      cpSync(join(__dirname, "../../cli/template/catalog"), dir, { recursive: true });
      const set = "policies: {required-tags: {parameters: {keys: [team]}, environments: {dev: {level: advisory}}}}\n";
      writeFileSync(join(dir, "policies.yaml"), set);
      const page = await explained("required-tags", "text", { catalog: dir });
      expect(page).toMatch(
        /## In this catalog\n\n- dev: advisory, `keys` = `\["team"\]`\n- prod: mandatory, `keys` = `\["team"\]`$/,
      );
      expect(await explained("repeated-tag", "text", { catalog: dir })).toMatch(/- dev: advisory\n- prod: advisory$/);
      expect(JSON.parse(await explained("required-tags", "json", { catalog: dir }))).toMatchObject({
        environments: { dev: { level: "advisory", parameters: { keys: ["team"] } }, prod: { level: "mandatory" } },
      });
      writeFileSync(join(dir, "policies.yaml"), "teams: no\n");
      expect(await explained("required-tags", "text", { catalog: dir })).toContain("Not known: the catalog has errors");
    } finally {
      rmSync(dir, { recursive: true });
    }
    await expect(explained("required-tags", "text", { catalog: dir })).rejects.toThrow("there is no catalog folder");
  });

  it.each([
    ["required-tag", "Did you mean `required-tags`?"],
    ["error-count-as-ratio", "It is a rule of the linter: `watchbill explain rule error-count-as-ratio`."],
    ["zzzz", "`watchbill explain policy` lists them."],
  ])("of %s says where to look", async (id, hint) => {
    await expect(explained(id)).rejects.toThrow(UsageError);
    await expect(explained(id)).rejects.toThrow(hint);
  });
});
