/** A secret is there and may not be read: no rule takes it for absent, which would be silent of it or say what is not so. */

import { describe, expect, it } from "vitest";
import { itemsAt, numberAt, secretAt, textAt, UNKNOWN, valueAt } from "../../policies/values";
import { saidBy, stackWith } from "./example";

const MONITOR = "datadog:index/monitor:Monitor";
const secret = (value: unknown) => ({ "fn::secret": value });

describe("a secret value", () => {
  const body = { text: { $secret: "text" }, list: ["a", { $secret: "list.1" }], whole: { $secret: "whole" } };

  it("is not known, whoever reads it", () => {
    expect(textAt(body, "text")).toBe(UNKNOWN);
    expect(numberAt(body, "text")).toBe(UNKNOWN);
    expect(valueAt(body, "whole.part")).toBe(UNKNOWN);
    expect(itemsAt(body, "list")).toEqual(["a", UNKNOWN]);
  });

  it("is told from what is only not known yet", () => {
    expect(secretAt(body, "text")).toBe(true);
    expect(secretAt(body, "whole.part")).toBe(true);
    expect(secretAt(body, "list.0")).toBe(false);
    expect(secretAt({ text: { $unknown: true } }, "text")).toBe(false);
  });
});

describe("somebody's monitor with a secret", () => {
  const properties = {
    type: "metric alert",
    name: "[prod] Checkout: errors",
    query: "avg(last_5m):avg:shop.errors{env:production} > 5",
    priority: "1",
    message: "{{#is_alert}}Down @pagerduty-shop-checkout-prod{{/is_alert}}",
  };

  it.each([
    ["draftStatus", "draft"],
    ["message", "nobody is told"],
    ["priority", "1"],
  ])("%s is left open, neither passed nor found", (property, value) => {
    const stack = stackWith({ mine: { type: MONITOR, properties: { ...properties, [property]: secret(value) } } });
    const said = saidBy("unpaged-alert", stack).filter(({ policy }) => policy?.resource?.endsWith("/mine"));
    expect(said.map(({ policy }) => policy?.state)).toEqual(["undecided"]);
  });
});
