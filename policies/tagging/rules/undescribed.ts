/** PagerDuty has no tags: what a thing is for stands in its description, or nowhere. */

import { eachOf, type Rule } from "../../rule";
import { textAt, UNKNOWN } from "../../values";
import { NAMED, type NamedKind } from "../names";

const KINDS = [
  "pagerduty/business-service",
  "pagerduty/escalation-policy",
  "pagerduty/schedule",
  "pagerduty/service",
  "pagerduty/team",
] as const satisfies NamedKind[];

/** What the provider writes where a program says nothing. */
const PROVIDERS_OWN = ["Managed by Pulumi", "Managed by Terraform"];

export const undescribed: Rule = {
  id: "undescribed",
  pack: "tagging",
  severity: "error",
  title: "Descriptions in place of tags",
  summary: "What PagerDuty has no tags for says in its description what it is for, or what manages it.",
  ...eachOf(KINDS, function* (resource) {
    const description = textAt(resource.body, "description");
    const { title } = NAMED[resource.kind as (typeof KINDS)[number]];
    const about = { resource, property: "description" };
    if (description === UNKNOWN) {
      yield { type: "undecided", ...about, message: `the ${title}: its description is not known yet` };
      return;
    }
    const text = description?.trim() ?? "";
    if (text !== "" && !PROVIDERS_OWN.includes(text)) return;
    yield {
      type: "violated",
      ...about,
      value: text,
      message:
        text === ""
          ? `the ${title} has no description, and the provider writes \`${PROVIDERS_OWN[0]}\``
          : `the description \`${text}\` of the ${title} says nothing about it`,
      fix: "Say in a sentence what it is for.",
    };
  }),
};
