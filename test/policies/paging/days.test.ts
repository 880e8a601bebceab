/**
 * What is found of whom is called and when is the same whichever day it is asked: at the ends of months and years, on the days on which
 * clocks change in Europe and in America, and on every day of the week.
 */

import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { PolicyId } from "../../../model/index";
import { DEFAULTS, evaluate, RULES, type Stack, stackOf } from "../../../policies/index";
import { compiled, type Fragment, stackFor } from "../example";
import { examplesOf, pageOf } from "../rule-page";

const DAYS = [
  ...["2026-12-31", "2027-01-01", "2027-02-28", "2028-02-28", "2028-02-29", "2028-03-01"],
  ...["2027-03-13", "2027-03-14", "2027-03-27", "2027-03-28", "2027-10-30", "2027-10-31", "2027-11-06", "2027-11-07"],
  // Monday to Sunday.
  ...["2027-06-07", "2027-06-08", "2027-06-09", "2027-06-10", "2027-06-11", "2027-06-12", "2027-06-13"],
];

/** Those that look at a clock. */
const TIMED: readonly PolicyId[] = [
  "uncovered-time",
  "one-person",
  "one-level",
  "late-answer",
  "muted-page",
  "no-repeat",
];
const rules = RULES.filter(({ id }) => TIMED.includes(id));

/** Without the first time at which it is so and who is called then: both are counted from today. */
function said(stack: Stack): string[] {
  return evaluate(stack, rules, DEFAULTS)
    .findings.filter(({ policy }) => policy?.state === "violated")
    .map(
      ({ code, line, message, subject }) =>
        `${code} ${line} ${subject} ${message.replace(/( \(`\w+` …\))? from \d{4}-.*$/, "")}`,
    );
}

describe("asked on another day", () => {
  it.each(DAYS)("the catalog that breaks nothing breaks nothing (%s)", (today) => {
    expect(said(stackFor(compiled({}, today)))).toEqual([]);
  });

  const broken = TIMED.flatMap((id) =>
    examplesOf(pageOf(id))
      // What begins or ends on a day is another thing behind it.
      .filter(({ expected, of, text }) => expected === "fails" && of === "catalog" && !/\d{4}-\d\d-\d\d/.test(text))
      .map(({ text, line }) => [`${id}, line ${line}`, parse(text) as Fragment] as const),
  );
  it.each(broken)("what is broken is found alike (%s)", (_, fragment) => {
    const stack = stackFor(fragment);
    const first = said(stack);
    expect(first).not.toEqual([]);
    for (const today of DAYS) expect([today, ...said(asked(stack, today))]).toEqual([today, ...first]);
  });
});

/** The resources are the same on each of these days. */
function asked({ catalog, environment, resources }: Stack, today: string): Stack {
  return stackOf(environment, catalog && { ...catalog, today }, resources);
}
