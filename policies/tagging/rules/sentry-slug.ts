/** A Sentry project says its slug, in the form that Sentry keeps: it is the project's id, and part of every address. */

import { eachOf, type Rule } from "../../rule";
import { textAt, UNKNOWN } from "../../values";

const KINDS = ["sentry/project", "sentry/team"] as const;
const FORM = /^(?!\d+$)[a-z0-9_-]{1,50}$/;

export const sentrySlug: Rule = {
  id: "sentry-slug",
  pack: "tagging",
  severity: "error",
  title: "Slugs of Sentry",
  summary:
    "A Sentry project or team says its slug in lower-case letters, digits, `-` and `_`: without one Sentry makes it of the name.",
  ...eachOf(KINDS, function* (resource) {
    const title = resource.kind === "sentry/team" ? "Sentry team" : "Sentry project";
    const slug = textAt(resource.body, "slug");
    const about = { resource, property: "slug" };
    if (slug === UNKNOWN) yield { type: "undecided", ...about, message: `the ${title}: its slug is not known yet` };
    else if (slug === undefined || slug === "")
      yield {
        type: "violated",
        ...about,
        message: `the ${title} says no slug, so that Sentry makes one of its name, and another one where that is taken`,
        fix: "Say its slug.",
      };
    else if (!FORM.test(slug))
      yield {
        type: "violated",
        ...about,
        value: slug,
        message: `the slug \`${slug}\` of the ${title} is not in Sentry's form`,
        fix: "Write lower-case letters, digits, `-` and `_`, fifty at most and not digits alone.",
      };
  }),
};
