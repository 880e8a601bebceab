/** Where a finding stands is where it is mended: one mistake is told at its own line, whatever it does to how many resources. */

import { describe, expect, it } from "vitest";
import type { PolicyId } from "../../../model/index";
import { type Compiled, compiled, type Fragment, saidBy, stackFor } from "../example";

/** `line of the catalog | message`, each once. */
function said(rule: PolicyId, fragment: Fragment): string[] {
  const checked: Compiled = compiled(fragment);
  const lines = checked.text.split("\n");
  const found = saidBy(rule, stackFor(checked)).map(
    ({ line, column, message }) => `${lines[line - 1]?.slice(column - 1)} | ${message}`,
  );
  return [...new Set(found)];
}

describe("a finding of paging stands where it is mended", () => {
  it("says a missing runbook once, at the service", () => {
    expect(
      said("page-without-runbook", { systems: { shop: { runbook: null } }, services: { checkout: { runbook: null } } }),
    ).toEqual(["checkout: | the service `checkout` pages and has no runbook that its messages could name"]);
  });

  it("shows the notice by which somebody with a telephone is told", () => {
    const message = "`cleo` is on call and is told of what is urgent by e-mail alone, which wakes nobody";
    expect(said("person-without-phone", { people: { cleo: { notifications: { high: [{ by: "email" }] } } } })).toEqual([
      `email | ${message}`,
    ]);
  });

  it("shows the organisation's notice where it is the organisation's", () => {
    const [one, ...more] = said("person-without-phone", {
      organisation: { notifications: { high: [{ by: "email" }] } },
      people: { cleo: { notifications: null } },
    });
    expect(one).toMatch(/^email \| /);
    expect(more.length).toBeGreaterThan(0);
  });

  it("begins where the entry's key does, not at the beginning of its line", () => {
    const alone = { steps: [{ notify: ["shop-primary"], escalateAfter: "5min" }] };
    expect(said("one-level", { escalations: { shop: alone } })[0]).toMatch(/^shop: \| /);
  });

  const LATE = [{ by: "phone", after: "30min" }];
  const slow = { escalations: { shop: { steps: [{ notify: ["shop-primary"], escalateAfter: "20min" }] } } };
  const step = "Change `escalateAfter` of the first step to `5min` or sooner, or promise less.";
  const notice = "Change `after: 30min` under `notifications: high:` to `5min` or sooner, or promise less.";
  const timeout = "Change `acknowledgeTimeout` to `30min`.";
  it.each<[PolicyId, shown: string, fix: string, Fragment]>([
    ["late-answer", "20min", step, slow],
    ["late-answer", "30min", notice, { people: { ana: { notifications: { high: LATE } } } }],
    ["late-answer", "30min", notice, { organisation: { notifications: { high: LATE } } }],
    ["no-repeat", "0", "Change `repeat` to `1` or more.", { escalations: { shop: { repeat: 0 } } }],
    [
      "no-acknowledgement-timeout",
      "600min",
      timeout,
      { services: { checkout: { pagerduty: { acknowledgeTimeout: "600min" } } } },
    ],
  ])("shows the value that is to be changed: %s at `%s`", (rule, shown, fix, fragment) => {
    const checked = compiled(fragment);
    const lines = checked.text.split("\n");
    const found = saidBy(rule, stackFor(checked)).map(
      ({ column, hint, line }) => `${lines[line - 1]?.slice(column - 1)} | ${hint}`,
    );
    expect(new Set(found)).toEqual(new Set([`${shown} | ${fix}`]));
  });
});
