/** T15: a forecast compared the wrong way round, or built on what cannot be forecast. */

import type { Call } from "../../metric/index";
import { callsIn, isExpression } from "../../metric/index";
import { callNamed, keywordOf, textAt } from "../facts/anomaly";
import { type Finding, NOTHING, type Rule } from "../rule";
import type { Subject } from "../subject";

/** [DOC forecasts] */
const NOT_FORECASTABLE: ReadonlySet<string> = new Set([
  "anomalies",
  "outliers",
  "cumsum",
  "integral",
  "robust_trend",
  "trend_line",
  "piecewise_constant",
]);

export const forecastDirection: Rule = {
  id: "forecast-direction",
  ref: "T15",
  severity: "warning",
  confidence: "likely",
  summary: "A forecast is compared against its aggregator, looks back, or forecasts what the vendor cannot.",
  needsQuery: true,
  needs: ["calls"],
  check: (subject) => {
    const call = callNamed(subject.calls, "forecast");
    if (!call) return NOTHING;
    const found = [...checkHead(subject), ...checkKeywords(call), ...checkNested(call)];
    return found.length === 0 ? NOTHING : found;
  },
};

function checkHead(subject: Subject): Finding[] {
  const { query } = subject;
  if (query.type !== "metric-monitor" || query.head?.type !== "aggregate") return [];
  const { aggregator, window } = query.head;
  const found: Finding[] = [];
  const { limit } = subject;
  const wrong = (aggregator.text === "max" && limit?.downward) || (aggregator.text === "min" && limit?.upward);
  if (limit && wrong) {
    const right = aggregator.text === "max" ? "min" : "max";
    found.push({
      message: `\`${aggregator.text}\` with \`${limit.op}\` asks whether all of the forecast crosses the line`,
      hint: `Write \`${right}\`: one point is enough.`,
      path: "query",
      span: aggregator.span,
    });
  }
  if (window?.type === "window" && window.kind === "last") {
    const hint = "Write how far to look ahead, e.g. `next_1d`.";
    found.push({ message: "a forecast over a window that looks back", hint, path: "query", span: window.span });
  }
  return found;
}

function checkKeywords(call: Call): Finding[] {
  const algorithm = textAt(call, 1);
  const foreign = algorithm === "linear" ? ["seasonality"] : algorithm === "seasonal" ? ["history", "model"] : [];
  return foreign.flatMap((name) => {
    const keyword = keywordOf(call, name);
    if (!keyword) return [];
    return [
      {
        message: `\`${name}\` has no effect on a ${algorithm} forecast`,
        hint: "Remove it.",
        path: "query",
        span: keyword.span,
      },
    ];
  });
}

function checkNested(call: Call): Finding[] {
  const [inner] = call.arguments;
  if (!inner || !isExpression(inner)) return [];
  return callsIn(inner)
    .filter(({ name }) => NOT_FORECASTABLE.has(name.text))
    .map(({ name }) => ({
      message: `\`${name.text}\` may not stand inside \`forecast\``,
      hint: `Forecast the metric itself, without \`${name.text}\`.`,
      path: "query",
      span: name.span,
    }));
}
