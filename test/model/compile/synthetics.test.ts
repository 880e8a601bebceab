import { describe, expect, it } from "vitest";
import { compileService } from "./compile-yaml";

describe("tests from outside", () => {
  const { body } = compileService(`    synthetics:
      page: { type: http, title: Page, severity: high, url: "https://example.com/", within: 2s, contains: Hello, json: { "$.ok": true }, headers: { Accept: text/html }, locations: ["aws:us-east-1", "aws:eu-west-1"], failingLocations: 2, every: 1min }
      cert: { type: tls, severity: medium, host: example.com, validFor: 21d, every: 1d }
      port: { type: tcp, severity: medium, host: example.com, port: 5432, paused: true }
      name: { type: dns, severity: medium, host: example.com, record: AAAA }`);

  it("ask for a page and look at the answer", () => {
    expect(body("datadog/synthetics-test/shop-web-page")).toMatchObject({
      name: "[prod] Web shop: Page",
      subtype: "http",
      status: "live",
      locations: ["aws:eu-west-1", "aws:us-east-1"],
      requestDefinition: { method: "GET", url: "https://example.com/", timeout: 30 },
      requestHeaders: { Accept: "text/html" },
      assertions: [
        { type: "statusCode", operator: "is", target: "200" },
        { type: "responseTime", operator: "lessThan", target: "2000" },
        { type: "body", operator: "contains", target: "Hello" },
        {
          type: "body",
          operator: "validatesJSONPath",
          targetjsonpath: { jsonpath: "$.ok", operator: "is", targetvalue: "true" },
        },
      ],
      optionsList: { tickEvery: 60, minLocationFailed: 2, monitorPriority: 2 },
    });
    expect(body("datadog/synthetics-test/shop-web-page").message).toContain("@pagerduty-shop-web-prod @slack-ops");
  });

  it.each([
    ["cert", "ssl", { type: "certificate", operator: "isInMoreThan", target: "21" }],
    ["port", "tcp", { type: "connection", operator: "is", target: "established" }],
    ["name", "dns", { type: "recordSome", operator: "matches", property: "AAAA", target: ".+" }],
  ])("%s is a %s test", (key, subtype, assertion) => {
    const test = body(`datadog/synthetics-test/shop-web-${key}`);
    expect(test.subtype).toBe(subtype);
    expect(test.assertions).toContainEqual(assertion);
    expect(test.status).toBe(key === "port" ? "paused" : "live");
  });

  it("of a certificate are named after the days they test", () => {
    expect(body("datadog/synthetics-test/shop-web-cert").name).toBe(
      "[prod] Web shop: Certificate is valid for 21 more days",
    );
  });
});
