/** A finding about a class stands at the value that holds in the environment: what the environment says of it, else what the class says. */

import { expect, it } from "vitest";
import type { PolicyId } from "../../../model/index";
import { configurationOf } from "../../../policies/index";
import { compiled, type Fragment, saidBy, stackFor } from "../example";

const prod = (retention: Fragment): Fragment => ({ environments: { prod: { retention } } });
const regions = (all: Record<string, string>): Fragment => ({
  retentionClasses: Object.fromEntries(Object.entries(all).map(([key, region]) => [key, { archive: { region } }])),
});
const REGIONS = { "archive-region": { parameters: { regions: ["eu-central-1"] } } };

it.each<[PolicyId, Fragment, shown: string]>([
  ["not-immediately-available", prod({ security: { searchableDays: 30 } }), "searchableDays: 30"],
  ["not-immediately-available", { retentionClasses: { security: { searchableDays: 31 } } }, "searchableDays: 31"],
  [
    "retention-too-short",
    { retentionClasses: { application: { days: 30 } }, ...prod({ security: { days: 181 } }) },
    "days: 181",
  ],
  ["retention-contradiction", prod({ application: { days: 10 } }), "days: 10"],
  ["protected-class-limited", prod({ audit: { dailyLimit: 1_000_000 } }), "dailyLimit: 1000000"],
  ["protected-class-excluded", { environments: { prod: { sampling: { logs: "10%" } } } }, "logs: 10%"],
  [
    "archive-region",
    { policies: REGIONS, ...regions({ audit: "us-east-1", security: "eu-central-1", application: "eu-central-1" }) },
    "region: us-east-1",
  ],
  ["protected-class-excluded", prod({ audit: { sample: "20%" } }), "sample: 20%"],
])("%s at %j", (rule, fragment, shown) => {
  const checked = compiled(fragment);
  const lines = checked.text.split("\n");
  const found = saidBy(rule, stackFor(checked), configurationOf(checked)).filter(
    ({ policy }) => policy?.state === "violated",
  );
  expect(found.length).toBeGreaterThan(0);
  expect(new Set(found.map(({ line }) => lines[line - 1]?.trim()))).toEqual(new Set([shown]));
});
