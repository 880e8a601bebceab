/** Q20: functions that a monitor cannot use. */

import { FUNCTIONS } from "../../metric/index";
import { type Finding, NOTHING, type Rule } from "../rule";

/** The vendor's own words are plain for these [DOC smoothing, troubleshooting-no-data]; the rest is our reading. */
const REFUSED: ReadonlySet<string> = new Set(["autosmooth", "cumsum"]);

export const notInMonitors: Rule = {
  id: "not-in-monitors",
  ref: "Q20",
  severity: "error",
  confidence: "certain",
  summary: "The function is for dashboards: in a monitor its value depends on the time frame looked at.",
  needsQuery: true,
  check: (subject) => {
    const found: Finding[] = [];
    for (const { name } of subject.calls) {
      const reason = FUNCTIONS.get(name.text)?.notInMonitors;
      if (reason === undefined) continue;
      found.push({
        message: `\`${name.text}\` has no place in a monitor`,
        hint: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`,
        severity: REFUSED.has(name.text) ? "error" : "warning",
        path: "query",
        span: name.span,
      });
    }
    return found.length === 0 ? NOTHING : found;
  },
};
