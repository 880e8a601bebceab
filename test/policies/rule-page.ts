/** A rule's page in docs/policies: its blocks of examples, and the parts that are made from the rule. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Rule } from "../../policies/index";

export const PAGES_FOLDER = join(__dirname, "../../docs/policies");

export function pageOf(id: string): string {
  return readFileSync(join(PAGES_FOLDER, `${id}.md`), "utf8");
}

export interface Example {
  /** `states`: passes, and is told what is only stated. */
  expected: "fails" | "passes" | "states";
  /** A fragment of a catalog, or resources that no catalog made. */
  of: "catalog" | "resources";
  environment: string;
  /** The line of the page at which its fence stands. */
  line: number;
  text: string;
}

/** Every block of a page that is an example; throws on words behind `yaml` that mean nothing. */
export function examplesOf(page: string): Example[] {
  const examples: Example[] = [];
  for (const match of page.matchAll(/^```yaml ([^\n]*)\n([\s\S]*?)^```$/gm)) {
    const [, words = "", text = ""] = match;
    const line = page.slice(0, match.index).split("\n").length;
    const [expected, ...more] = words.trim().split(/ +/);
    if (expected !== "fails" && expected !== "passes" && expected !== "states")
      throw new Error(`line ${line}: \`${words}\` is no example`);
    const example: Example = { expected, of: "catalog", environment: "prod", line, text };
    for (const word of more)
      if (word === "resources") example.of = "resources";
      else if (word.startsWith("in=")) example.environment = word.slice(3);
      else throw new Error(`line ${line}: \`${word}\` means nothing; write \`resources\` or \`in=<environment>\``);
    examples.push(example);
  }
  return examples;
}

/** The page with its first lines and its last sections made from the rule; what stands between is the writer's. */
export function withMadeParts(rule: Rule, page: string): string {
  const starts = ["\n## Parameters\n", "\n## Clauses\n"].map((title) => page.indexOf(title)).filter((at) => at >= 0);
  const written = page.slice(0, Math.min(page.length, ...starts)).trimEnd();
  const lines = written.split("\n");
  const body = lines.slice(madeLines(rule, lines)).join("\n").trim();
  const tail = [parameterSection(rule), clauseSection(rule)].filter((section) => section !== "");
  return `${[`${headOf(rule)}\n\n${body}`, ...tail].join("\n\n")}\n`;
}

/** How many lines of the beginning are made from the rule: of a new page its title at most, what follows is the writer's. */
function madeLines({ id }: Rule, lines: readonly string[]): number {
  if (!lines[0]?.startsWith("# ")) return 0;
  return lines[2]?.startsWith(`\`${id}\` · pack `) ? 5 : 1;
}

function headOf({ id, pack, severity, title, summary, needsBase, needsCatalog }: Rule): string {
  const level = severity === "error" ? "mandatory" : "advisory";
  const needs = needsBase ? " · only with `--policies-from`" : needsCatalog ? " · only where there is a catalog" : "";
  return `# ${title}\n\n\`${id}\` · pack ${pack} · ${level} unless the catalog says otherwise${needs}\n\n${summary}`;
}

function parameterSection({ id, parameters = {} }: Rule): string {
  const names = Object.keys(parameters);
  if (names.length === 0) return "";
  const rows = Object.entries(parameters).map(
    ([name, parameter]) =>
      `| \`${name}\` | \`${JSON.stringify(parameter.default)}\` | ${parameter.description.replaceAll("|", "\\|")} |`,
  );
  return [
    "## Parameters",
    "",
    `Set in the catalog under \`policies.${id}.parameters\`.`,
    "",
    "| parameter | default | what it is |",
    "|---|---|---|",
    ...rows,
  ].join("\n");
}

function clauseSection({ clauses = [] }: Rule): string {
  if (clauses.length === 0) return "";
  return ["## Clauses", "", ...clauses.map(({ framework, clause }) => `- ${framework} ${clause}`)].join("\n");
}

const MARK = "<!-- made from the rules";

/** The index of the pages with its tables made from the rules; what stands before them is the writer's. */
export function withTables(rules: readonly Rule[], index: string): string {
  const start = index.indexOf(MARK);
  const comment = index.slice(start, index.indexOf("-->", start) + 3);
  const packs = [...new Set(rules.map(({ pack }) => pack))];
  const tables = packs.map((pack) => {
    const rows = rules
      .filter((rule) => rule.pack === pack)
      .map(({ id, severity, summary, clauses = [] }) => {
        const level = severity === "error" ? "mandatory" : "advisory";
        const asked = clauses.map(({ framework, clause }) => `${framework} ${clause}`).join(", ");
        return `| [${id}](${id}.md) | ${level} | ${summary.replaceAll("|", "\\|")} | ${asked} |`;
      });
    return [`## ${pack}`, "", "| rule | level | what holds | asked by |", "|---|---|---|---|", ...rows].join("\n");
  });
  return `${[index.slice(0, start) + comment, ...tables].join("\n\n")}\n`;
}
