/** Q27: a metric that a close list of its name space does not have. */

import type { Word } from "../../lexer/index";
import { nearest } from "../../text/index";
import { isOneStepApart } from "../../units/index";
import { type Finding, NOTHING, type Rule } from "../rule";

/** Lists leave out parts of a histogram or summary: who lists `.sum` means `.quantile` as well. */
function isPartOfListed(metric: string, names: readonly string[]): boolean {
  const dot = metric.lastIndexOf(".");
  const [base, part] = [metric.slice(0, dot), metric.slice(dot + 1)];
  return PARTS.includes(part) && PARTS.some((other) => names.includes(`${base}.${other}`));
}

const PARTS: readonly string[] = ["bucket", "count", "quantile", "sum"];

export const unknownMetric: Rule = {
  id: "unknown-metric",
  ref: "Q27",
  severity: "warning",
  confidence: "possible",
  summary: "No list has the metric, although one lists its name space: a misspelling, or a metric of your own.",
  needsQuery: true,
  needs: ["series"],
  check: (subject, context) => {
    const { neighbours } = context;
    if (!neighbours) return NOTHING;
    const answers = context.notes("unknown-metric", () => new Map<string, Unlisted | undefined>());
    const first = new Map<string, { metric: Word; unlisted: Unlisted; others: Set<string> }>();
    for (const { metric } of subject.series) {
      const name = metric.text;
      if (name.includes("${") || name.includes("%{")) continue;
      if (!answers.has(name)) answers.set(name, judge(name, neighbours(name)));
      const unlisted = answers.get(name);
      if (!unlisted) continue;
      const known = first.get(unlisted.space);
      if (!known) first.set(unlisted.space, { metric, unlisted, others: new Set() });
      else if (name !== known.metric.text) known.others.add(name);
    }
    return [...first.values()].map(
      ({ metric, unlisted: { space, listed, near, severity }, others }): Finding => ({
        message: `no list has \`${metric.text}\`${others.size > 0 ? ` (nor ${others.size} more of this query)` : ""}, and ${listed === 1 ? "one other name" : `${listed} other names`} of \`${space}\` ${listed === 1 ? "is" : "are"} listed`,
        hint: near
          ? `Did you mean \`${near}\`?`
          : "Check the name; a metric of your own belongs into the table of `watchbill metrics pull`.",
        severity,
        path: "query",
        span: metric.span,
      }),
    );
  },
};

interface Unlisted {
  space: string;
  /** How many names of the name space are listed. */
  listed: number;
  near: string | undefined;
  severity: "warning" | "info";
}

function judge(name: string, names: readonly string[] | undefined): Unlisted | undefined {
  if (!names) return undefined;
  const near = names.find((listed) => isOneStepApart(listed, name)) ?? nearest(name, names);
  const severity = near !== undefined && !isPartOfListed(name, names) ? "warning" : "info";
  return { space: name.slice(0, name.indexOf(".")), listed: names.length, near, severity };
}
