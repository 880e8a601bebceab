/** G7: groups of which there are new ones every hour. */

import { isMetricType } from "../../monitor/index";
import { groupsIn } from "../facts/groups";
import { NOTHING, type Rule } from "../rule";

/** One value per request, session, user or short-lived process. */
const UNBOUNDED: ReadonlySet<string> = new Set([
  "container_id",
  "request_id",
  "trace_id",
  "span_id",
  "session_id",
  "correlation_id",
  "@usr.id",
  "@usr.email",
  "@session.id",
  "@request_id",
  "@http.request_id",
  "@trace_id",
  "@network.client.ip",
  "@http.url",
  "@view.url",
]);

export const costlyGroup: Rule = {
  id: "costly-group",
  ref: "G7",
  severity: "warning",
  confidence: "likely",
  summary: "A group key has a new value for every request, user or container: groups pile up to the vendor's cap.",
  needsQuery: true,
  needs: ["groups"],
  check: (subject) => {
    // Detections per address or user are what event monitors on attacks are for.
    if (!isMetricType(subject.type)) return NOTHING;
    const key = groupsIn(subject).keys.find((name) => UNBOUNDED.has(name));
    if (key === undefined) return NOTHING;
    return [
      {
        message: `\`${key}\` has a new value all the time: every one becomes a group`,
        hint: "Group by what lives longer, e.g. `service` or `kube_deployment`.",
        path: "query",
      },
    ];
  },
};
