/** PagerDuty services and Sentry projects begin with the name of the service they are for. */

import { nearest } from "../../../model/index";
import { eachOf, type Rule } from "../../rule";
import { textAt, UNKNOWN } from "../../values";
import { factsOf } from "../catalog-facts";
import { NAMED } from "../names";

const PROPERTIES = { "pagerduty/service": "name", "sentry/project": "slug" } as const;
const KINDS = Object.keys(PROPERTIES) as (keyof typeof PROPERTIES)[];

export const serviceInName: Rule = {
  id: "service-in-name",
  pack: "tagging",
  severity: "error",
  title: "The service in the name",
  summary:
    "The name of a PagerDuty service and the slug of a Sentry project begin with the name of a service of the catalog.",
  needsCatalog: true,
  ...eachOf(KINDS, function* (resource, stack) {
    const kind = resource.kind as (typeof KINDS)[number];
    const property = PROPERTIES[kind];
    const { title } = NAMED[kind];
    const text = textAt(resource.body, property);
    const about = { resource, property };
    if (text === UNKNOWN) {
      yield { type: "undecided", ...about, message: `the ${title}: its ${property} is not known yet` };
      return;
    }
    const names = factsOf(stack)?.names ?? new Set();
    const name = text ?? "";
    if (beginnings(name).some((beginning) => names.has(beginning))) return;
    const near = nearest(name.replace(/-[^-]*$/, ""), names);
    yield {
      type: "violated",
      ...about,
      value: name,
      message:
        text === undefined
          ? `the ${title} says no ${property}`
          : `the ${title} \`${name}\` is named for no service of the catalog`,
      fix: near ? `Begin it with \`${near}\`.` : "Begin it with the name of its service, `<system>-<service>`.",
    };
  }),
};

/** `a-b-c`, `a-b`, `a`: what the name of a service may be in it. */
function beginnings(name: string): string[] {
  const words = name.split("-");
  return words.map((_, place) => words.slice(0, words.length - place).join("-"));
}
