/** `watchbill explain policy`: the rules of the packs, and the page of one with what the catalog sets of it. Works without a catalog. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../bin/package-root";
import { hasErrors, wrap } from "../diagnostics/index";
import type { Applied, Rule } from "../policies/index";
import { EXIT, type Options, UsageError } from "./command";
import type { Io } from "./io";
import { findProject, projectAt } from "./project";

export async function explainPolicy(id: string | undefined, options: Options, io: Io): Promise<number> {
  const { format } = options;
  const { RULES } = await import("../policies/index");
  if (id === undefined) {
    const policies = RULES.map(factsOf);
    io.out(format === "json" ? JSON.stringify({ version: 1, policies }, null, 2) : listText(RULES));
    return EXIT.ok;
  }
  const rule = RULES.find((one) => one.id === id);
  if (!rule) throw new UsageError(`there is no policy "${id}". ${await hintFor(id, RULES)}`);
  const page = readFileSync(join(packageRoot(), "docs", "policies", `${id}.md`), "utf8");
  const environments = await appliedIn(rule, options, io);
  if (format === "json")
    io.out(JSON.stringify({ version: 1, ...factsOf(rule), environments: environments ?? null, page }, null, 2));
  else if (environments === null)
    io.out(`${page}\n## In this catalog\n\nNot known: the catalog has errors, see \`watchbill check\`.`);
  else io.out(environments ? `${page}\n${appliedText(rule, environments)}` : page);
  return EXIT.ok;
}

type ByEnvironment = Record<string, Applied>;

/** How the catalog applies it; undefined where there is none, null where it cannot be read. */
async function appliedIn(rule: Rule, options: Options, io: Io): Promise<ByEnvironment | null | undefined> {
  const { catalog } = projectAt(io);
  if (options.catalog === undefined && io.env.WATCHBILL_CATALOG === undefined && !existsSync(catalog)) return undefined;
  const project = findProject(options, io);
  const { compileCatalog } = await import("../model/index");
  const { configurationOf } = await import("../policies/index");
  const compiled = compileCatalog(project.catalog, {
    cwd: io.cwd,
    ...(project.policiesFrom !== undefined && { policiesFrom: project.policiesFrom }),
  });
  if (hasErrors(compiled.diagnostics)) return null;
  const { applied } = configurationOf(compiled);
  return Object.fromEntries(compiled.environments.map(({ name }) => [name, applied(rule, name)]));
}

/** Parameters are told where they are not the rule's own. */
function appliedText({ parameters: known = {} }: Rule, environments: ByEnvironment): string {
  const lines = Object.entries(environments).map(([name, { level, parameters }]) => {
    const set = Object.entries(parameters)
      .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(known[key]?.default))
      .map(([key, value]) => `, \`${key}\` = \`${JSON.stringify(value)}\``);
    return `- ${name}: ${level}${set.join("")}`;
  });
  return ["## In this catalog", "", ...lines].join("\n");
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
