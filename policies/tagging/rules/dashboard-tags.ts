/** Dashboards have tags for teams alone, five at most. */

import type { Rule } from "../../rule";
import { eachKnownTag, tagParts } from "../tagged";

/** Datadog refuses more. */
const MOST = 5;

export const dashboardTags: Rule = {
  id: "dashboard-tags",
  pack: "tagging",
  severity: "error",
  title: "Tags of dashboards",
  summary: `A dashboard has \`team:\` tags alone, ${MOST} at most: Datadog refuses others.`,
  ...eachKnownTag(function* ({ resource, tagged, tags }) {
    if (tagged.title !== "Datadog dashboard") return;
    const about = { type: "violated", resource, property: "tags" } as const;
    const others = tags.filter((tag) => tagParts(tag).key !== "team");
    if (others.length > 0)
      yield {
        ...about,
        value: others.join(", "),
        message: `the dashboard has ${others.map((tag) => `\`${tag}\``).join(", ")}, and Datadog takes \`team:\` tags alone`,
        fix: "Say it in the dashboard's title or description instead.",
      };
    if (tags.length > MOST)
      yield {
        ...about,
        value: tags.join(", "),
        message: `the dashboard has ${tags.length} tags, and Datadog takes ${MOST} at most`,
        fix: `Keep ${MOST} at most: the teams that answer for it.`,
      };
  }),
};
