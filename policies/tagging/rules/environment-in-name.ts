/** What belongs to one environment and has no `env` tag says it in its name or its description. */

import type { EnvironmentInfo } from "../../../model/index";
import { eachOf, type Rule } from "../../rule";
import { UNKNOWN } from "../../values";
import { NAMED, type NamedKind, namedOf, textOf } from "../names";

/** Not what all environments of an account share: teams, people, schedules, escalation policies, projects. */
const KINDS = [
  "datadog/dashboard",
  "pagerduty/business-service",
  "pagerduty/service",
  "sentry/issue-alert",
  "sentry/key",
  "sentry/metric-alert",
] as const satisfies NamedKind[];

export const environmentInName: Rule = {
  id: "environment-in-name",
  pack: "tagging",
  severity: "error",
  title: "The environment in the name",
  summary:
    "What belongs to one environment and cannot have an `env` tag says its environment in its name or description.",
  ...eachOf(KINDS, function* (resource, { environment, catalog }) {
    const { title, name: property } = NAMED[resource.kind as (typeof KINDS)[number]];
    const name = textOf(resource, namedOf(resource)?.name ?? property);
    const description = textOf(resource, "description");
    const texts = [name, description].filter((text) => typeof text === "string");
    // The owner's stack holds the keys of every environment.
    const tenants = resource.kind === "sentry/key" && environment.owner ? (catalog?.tenants ?? []) : [];
    const environments = tenants.length > 0 ? tenants : [environment];
    if (environments.some((one) => texts.some((text) => says(text, one)))) return;
    const about = { resource, property, value: texts.join("; ") };
    if (name === UNKNOWN || description === UNKNOWN) {
      yield { type: "undecided", ...about, message: `the ${title}: its name or description is not known yet` };
      return;
    }
    // Without a catalog its name alone is known, and `production` may be in it for `prod`.
    if (environment.tag === "") {
      const message = `the ${title} \`${name ?? ""}\` does not say \`${environment.name}\`, and without a catalog nobody knows what else it is called`;
      yield { type: "undecided", ...about, message };
      return;
    }
    yield {
      type: "violated",
      ...about,
      message: `the ${title} \`${name ?? ""}\` says nowhere that it is of ${environment.name}`,
      fix: `Write ${wordsFor(environment)
        .map((word) => `\`${word}\``)
        .join(" or ")} into its name or description.`,
    };
  }),
};

function wordsFor({ name, tag, title }: EnvironmentInfo): string[] {
  return [...new Map([name, tag, title].flatMap((word) => (word === "" ? [] : [[word.toLowerCase(), word]]))).values()];
}

/** As a word of its own: `reproduction` says nothing of production. */
function says(text: string, environment: EnvironmentInfo): boolean {
  const words = ` ${text.toLowerCase().replace(/[^\p{L}\p{Nd}]+/gu, " ")} `;
  return wordsFor(environment).some((word) =>
    words.includes(` ${word.toLowerCase().replace(/[^\p{L}\p{Nd}]+/gu, " ")} `),
  );
}
