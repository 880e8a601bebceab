/** `watchbill explain policy`: the rules of the packs, and the page of one. Needs no catalog. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../bin/package-root";
import { wrap } from "../diagnostics/index";
import type { Rule } from "../policies/index";
import { EXIT, type Options, UsageError } from "./command";
import type { Io } from "./io";

export async function explainPolicy(id: string | undefined, { format }: Options, io: Io): Promise<number> {
  const { RULES } = await import("../policies/index");
  if (id === undefined) {
    const policies = RULES.map(factsOf);
    io.out(format === "json" ? JSON.stringify({ version: 1, policies }, null, 2) : listText(RULES));
    return EXIT.ok;
  }
  const rule = RULES.find((one) => one.id === id);
  if (!rule) throw new UsageError(`there is no policy "${id}". ${await hintFor(id, RULES)}`);
  const page = readFileSync(join(packageRoot(), "docs", "policies", `${id}.md`), "utf8");
  io.out(format === "json" ? JSON.stringify({ version: 1, ...factsOf(rule), page }, null, 2) : page);
  return EXIT.ok;
}

function factsOf({ id, pack, severity, title, summary, parameters = {}, clauses = [], needsCatalog }: Rule) {
  return {
    id,
    pack,
    level: levelOf(severity),
    title,
    summary,
    needsCatalog: needsCatalog === true,
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, { description, default: value }]) => [
        name,
        { description, default: value },
      ]),
    ),
    clauses,
  };
}

function listText(rules: readonly Rule[]): string {
  const packs = [...new Set(rules.map(({ pack }) => pack))];
  return [
    ...packs.flatMap((pack) => [
      `Pack ${pack}:`,
      ...rules
        .filter((rule) => rule.pack === pack)
        .flatMap(({ id, severity, summary }) => [
          `  ${id}${severity === "error" ? "" : ` (${levelOf(severity)})`}`,
          ...wrap(summary, "      "),
        ]),
      "",
    ]),
    ...wrap("`watchbill explain policy <id>` shows what fails, what passes, and how to mend it.", ""),
  ].join("\n");
}

/** Unless the catalog says otherwise. */
function levelOf(severity: Rule["severity"]): string {
  return severity === "error" ? "mandatory" : "advisory";
}

async function hintFor(id: string, rules: readonly Rule[]): Promise<string> {
  const { nearest } = await import("../model/index");
  const near = nearest(
    id,
    rules.map((rule) => rule.id),
  );
  if (near !== undefined) return `Did you mean \`${near}\`?`;
  const { ruleById } = await import("../query/index");
  return ruleById(id)
    ? `It is a rule of the linter: \`watchbill explain rule ${id}\`.`
    : "`watchbill explain policy` lists them.";
}
