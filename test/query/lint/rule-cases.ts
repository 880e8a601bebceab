/** A rule's test is a table: a monitor, what is found in it, and what the fix makes of the text. */

import { describe, expect, it } from "vitest";
import { type Fix, type LintOptions, lint, type MonitorInput, ruleById } from "../../../query/lint/index";
import { createMetrics, readMetricTable } from "../../../query/units/index";

export interface RuleCase {
  /** What the case shows. */
  shows: string;
  monitor: Partial<MonitorInput>;
  /** Severity, path and a part of the message of each finding; absent: nothing is found. */
  finds?: [severity: "error" | "warning" | "info", path: string, message: string][];
  /** What the first finding's hint says. */
  hint?: string;
  /** The rule says that it cannot decide. */
  notChecked?: true;
  /** The text at the first finding's path after its fix. */
  fixed?: string;
  /** The first finding's fix, where it changes no text. */
  fix?: Fix;
  /** No finding has a fix. */
  noFix?: true;
  /** Other monitors of the run, before this one. */
  beside?: MonitorInput[];
  /** The target of every objective, in percent. */
  target?: number;
  /** Rows of a table of metrics: `name<tab>type<tab>unit`. */
  table?: string;
}

const NEUTRAL: MonitorInput = {
  type: "query alert",
  query: "avg(last_5m):avg:acme.load{*} > 1",
  name: "Load",
  message: "Load",
};

export function checkRule(id: string, cases: readonly RuleCase[]): void {
  const rule = ruleById(id);
  describe(id, () => {
    it("is registered", () => expect(rule).toBeDefined());
    it.each(cases)(
      "$shows",
      ({ monitor, finds = [], notChecked, hint, fixed, fix, noFix, beside = [], target, table }) => {
        const input: MonitorInput = { ...NEUTRAL, ...monitor };
        const options: LintOptions = { rules: [rule!], ...(table === undefined ? {} : knownFrom(table)) };
        if (target !== undefined) options.objectiveTarget = () => target;
        const result = lint([...beside, input], options);
        const own = result.findings.filter(({ monitor: index }) => index === beside.length);
        const found = own.filter(({ diagnostic }) => diagnostic.code === id);
        const shown = found.map(({ diagnostic: { severity, path, message } }) => [severity, path, message]);
        expect(shown).toEqual(
          finds.map(([severity, path, message]) => [severity, path, expect.stringContaining(message)]),
        );
        expect(result.notChecked).toBe(notChecked ? 1 : 0);
        for (const { diagnostic } of found) expect(diagnostic.hint).toBeTruthy();
        if (fix !== undefined) expect(found[0]?.fix).toEqual(fix);
        if (hint !== undefined) expect(found[0]?.diagnostic.hint).toContain(hint);
        if (noFix) for (const { fix: offered } of found) expect(offered).toBeUndefined();
        if (fixed !== undefined) {
          const [first] = found;
          expect(applied(textAt(input, first!.diagnostic.path ?? ""), first!.fix)).toBe(fixed);
        }
      },
    );
  });
}

function knownFrom(table: string): Pick<LintOptions, "metric" | "neighbours"> {
  const { lookup, neighbours } = createMetrics([
    readMetricTable(`metric\ttype\tunit\tper_unit\tinterval\n${table}`, "table").table,
  ]);
  return { metric: lookup, neighbours };
}

function textAt(input: MonitorInput, path: string): string {
  let value: unknown = input;
  for (const key of path.split(".")) value = (value as Record<string, unknown>)[key];
  return String(value);
}

function applied(text: string, fix: Fix | undefined): string {
  if (fix?.type !== "text") throw new Error("no fix of a text");
  return text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end);
}
