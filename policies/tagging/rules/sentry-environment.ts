/** A Sentry alert names the environment of its stack; one that names none fires for all. */

import { eachOf, type Rule } from "../../rule";
import { textAt, UNKNOWN } from "../../values";

export const sentryEnvironment: Rule = {
  id: "sentry-environment",
  pack: "tagging",
  severity: "error",
  title: "The environment of Sentry's alerts",
  summary: "A Sentry alert looks at the environment of its stack: one that names none fires for the errors of all.",
  clauses: [{ framework: "ISO 27001", clause: "A.8.31" }],
  ...eachOf(["sentry/issue-alert", "sentry/metric-alert"], function* (resource, { environment }) {
    const value = textAt(resource.body, "environment");
    const about = { resource, property: "environment" };
    if (value === UNKNOWN)
      yield { type: "undecided", ...about, message: "the Sentry alert: its environment is not known yet" };
    else if (value && environment.tag === "")
      yield {
        type: "undecided",
        ...about,
        value,
        message: `the Sentry alert looks at \`${value}\`, and without a catalog nobody knows the tag of ${environment.name}`,
      };
    else if (value !== environment.tag)
      yield {
        type: "violated",
        ...about,
        value: value ?? "",
        message: value
          ? `the Sentry alert looks at \`${value}\` in the stack of ${environment.name}, whose environment is \`${environment.tag}\``
          : "the Sentry alert names no environment, so that it fires for the errors of all",
        fix: `Write \`environment: ${environment.tag || "<the environment's tag>"}\`.`,
      };
  }),
};
