/** Q20: functions that a monitor cannot use, and the variables of dashboards, which are nothing in a monitor. */

import { FUNCTIONS, type Series, seriesIn, walkFilter } from "../../metric/index";
import type { TextSpan } from "../../text/index";
import { filterOf } from "../facts/scope";
import { type Finding, NOTHING, type Rule } from "../rule";
import type { Subject } from "../subject";

/** The vendor's own words are plain for these [DOC smoothing, troubleshooting-no-data]; the rest is our reading. */
const REFUSED: ReadonlySet<string> = new Set(["autosmooth", "cumsum"]);

export const notInMonitors: Rule = {
  id: "not-in-monitors",
  ref: "Q20",
  severity: "error",
  confidence: "certain",
  summary:
    "The function or variable is for dashboards: a monitor has no time frame that somebody looks at, and nobody who chooses.",
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
    for (const { series, path } of allSeries(subject)) {
      for (const { text, span } of dashboardVariables(series)) {
        found.push({
          message: `\`${text}\` is a variable of dashboards; in a monitor nobody chooses its value`,
          hint: "Write the tag itself, e.g. `env:prod`.",
          path,
          span,
        });
      }
    }
    return found.length === 0 ? NOTHING : found;
  },
};

function allSeries(subject: Subject): { series: Series; path: string }[] {
  const own = subject.series.map((series) => ({ series, path: "query" }));
  const declared = subject.variables().flatMap(({ parsed: { query }, path }) => {
    const expressions = query.type === "metric-expressions" ? query.expressions : [];
    return expressions.flatMap((expression) => seriesIn(expression).map((series) => ({ series, path })));
  });
  return [...own, ...declared];
}

/** `$env`, and values such as `env:$env.value`; `${…}` is another tool's. */
function dashboardVariables(series: Series): { text: string; span: TextSpan }[] {
  const found: { text: string; span: TextSpan }[] = [];
  const filter = filterOf(series);
  if (!filter) return found;
  walkFilter(filter, (node) => {
    if (node.type === "template-variable" && VARIABLE.test(node.text)) found.push({ text: node.text, span: node.span });
    if (node.type === "tag" && node.value !== undefined && VARIABLE.test(node.value))
      found.push({ text: `${node.key}:${node.value}`, span: node.span });
    if (node.type === "in")
      for (const { text, span } of node.values) if (VARIABLE.test(text)) found.push({ text, span });
  });
  return found;
}

const VARIABLE = /^\$[a-z_]/i;
