import { describe, expect, it } from "vitest";
import { UsageError } from "../../cli/command";
import { explainPolicy } from "../../cli/explain-policy";
import type { Io } from "../../cli/io";
import { RULES } from "../../policies/index";

async function explained(id?: string, format = "text"): Promise<string> {
  const out: string[] = [];
  const io = { out: (text: string) => out.push(text), err: () => {} } as unknown as Io;
  expect(await explainPolicy(id, { format }, io)).toBe(0);
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

  it.each([
    ["required-tag", "Did you mean `required-tags`?"],
    ["error-count-as-ratio", "It is a rule of the linter: `watchbill explain rule error-count-as-ratio`."],
    ["zzzz", "`watchbill explain policy` lists them."],
  ])("of %s says where to look", async (id, hint) => {
    await expect(explained(id)).rejects.toThrow(UsageError);
    await expect(explained(id)).rejects.toThrow(hint);
  });
});
