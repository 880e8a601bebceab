/** What `watchbill explain <what>` without a name lists: what there is to be explained. */

import { wrap } from "../diagnostics/index";
import type { ResolvedEnvironment } from "../model/index";
import type { ruleById } from "../query/index";

type Rule = Pick<NonNullable<ReturnType<typeof ruleById>>, "id" | "summary">;

/** The rules of the linter, each with what it is about below it. */
export function rulesText(rules: readonly Rule[]): string {
  return [
    "The rules of the linter:",
    ...rules.flatMap(({ id, summary }) => [`  ${id}`, ...wrap(summary, "      ")]),
    "",
    ...wrap("The detection rules of the catalog: `watchbill explain rule <service>/<rule>`.", ""),
    "The findings of check: docs/errors.md.",
  ].join("\n");
}

const PARTS = {
  monitor: "monitors",
  objective: "objectives",
  slo: "objectives",
  test: "synthetics",
  dashboard: "dashboards",
} as const;

/** The names of one kind of thing in an environment, sorted. */
export function namesOf(what: string, { retentionClasses, services }: ResolvedEnvironment): string[] {
  const part = (PARTS as Readonly<Record<string, (typeof PARTS)[keyof typeof PARTS]>>)[what];
  const names = part
    ? services.flatMap((service) => service[part].map(({ name }) => name))
    : retentionClasses.map(({ key }) => key);
  return names.sort();
}

export function namesText(what: string, environment: ResolvedEnvironment): string {
  const names = namesOf(what, environment);
  if (names.length === 0) return `There is no ${what} in ${environment.name}.`;
  return [`In ${environment.name}:`, ...names.map((name) => `  ${name}`)].join("\n");
}
