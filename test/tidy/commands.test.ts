/** The README's table of commands is the registry of commands; UPDATE_GOLDEN=1 writes it anew. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { COMMANDS } from "../../cli/commands/index";
import { ROOT, read } from "./repository";

const HEAD = "| command | what it does |\n| --- | --- |\n";

function commandTable(): string {
  const rows = COMMANDS.map(({ name, summary, arguments: positional = [] }) => {
    const usage = [
      name,
      ...positional.map(({ syntax, choices }) => (choices ? choices.join("\\|") : syntax)),
      ...(name === "destroy" ? ["--env <name>"] : []),
    ];
    return `| \`watchbill ${usage.join(" ")}\` | ${summary} |`;
  });
  return `${HEAD}${rows.join("\n")}\n`;
}

it("the README's table names every command and says what it does", () => {
  const readme = read("README.md");
  const section = /(?<=^## Commands\n\n)(?:\|.*\n)+/m;
  const there = section.exec(readme)?.[0];
  if (process.env.UPDATE_GOLDEN) writeFileSync(join(ROOT, "README.md"), readme.replace(section, commandTable));
  else expect(there).toBe(commandTable());
});

it("every command has a summary, an example that calls it, and options that say what they do", () => {
  for (const { name, summary, examples, options } of COMMANDS) {
    expect(summary, name).not.toBe("");
    expect(examples.length, name).toBeGreaterThan(0);
    for (const example of examples) expect(example).toMatch(new RegExp(`^watchbill ${name}\\b`));
    for (const { flags, description } of options) expect(description, `${name} ${flags}`).not.toBe("");
  }
});

it("an option that several commands have means the same in all", () => {
  const meanings = new Map<string, Set<string>>();
  for (const { options } of COMMANDS)
    for (const { flags } of options) {
      const long = /--[a-z-]+/.exec(flags)?.[0] ?? flags;
      meanings.set(long, (meanings.get(long) ?? new Set()).add(flags));
    }
  expect([...meanings].filter(([, flags]) => flags.size > 1)).toEqual([]);
});
