import { describe, expect, it } from "vitest";
import { FIGURES } from "./figures";
import { shipped, specAt } from "./shipped";

describe("the customers' figures", () => {
  it.each(FIGURES)("$system: $says", ({ resource, has }) => {
    const found = specAt(resource);
    expect(found, resource).toBeDefined();
    expect(found?.body).toMatchObject(has);
  });
});

/** Figures that no vendor has a field for: what the catalog states, and the pages say. */
describe("what is stated", () => {
  const prod = shipped.resolved.find(({ name }) => name === "prod");

  it.each([
    ["critical", "immediately: 5 minutes", 5 * 60],
    ["high", "30 minutes", 30 * 60],
    ["medium", "2 hours", 2 * 3600],
    ["low", "24 hours", 24 * 3600],
  ])("%s is answered within %s", (severity, _, seconds) => {
    expect(prod?.severities.find(({ key }) => key === severity)?.respondWithin.seconds).toBe(seconds);
  });

  // The latest day of a term that may hold leap years: nothing is deleted a day too soon.
  it.each([
    ["security", "three years", 3 * 365 + 1],
    ["audit", "seven years", 7 * 365 + 2],
    ["application", "one year", 366],
    ["performance", "six months", 184],
  ])("logs of %s are kept %s", (retention, _, days) => {
    expect(prod?.retentionClasses.find(({ key }) => key === retention)?.days).toBe(days);
  });

  it("keeps what HIPAA asks for: six years of audit logs", () => {
    expect(prod?.retentionClasses.find(({ key }) => key === "audit")?.days).toBeGreaterThanOrEqual(6 * 365 + 2);
  });

  it.each([
    ["critical", "high"],
    ["high", "high"],
    ["medium", "low"],
    ["low", "low"],
  ])("%s is of %s urgency at the pager", (severity, urgency) => {
    expect(prod?.severities.find(({ key }) => key === severity)?.urgency).toBe(urgency);
  });

  it("lists the ten slowest endpoints of TrustStream, the slowest first", () => {
    const board = JSON.stringify(specAt("datadog/dashboard/truststream-api-overview")?.body);
    const [, asked = ""] = /"title":"Slowest Endpoints"(.*?)"layout"/.exec(board) ?? [];
    expect(asked).toContain("p95:trace.http.request{env:production,service:truststream} by {resource_name}");
    expect(asked).toMatch(/"(?:count|limit)":10/);
    expect(asked).toContain('"desc"');
  });

  it("records every session of TrustStream, and a replay of one in five", () => {
    const rum = prod?.services.find(({ name }) => name === "truststream-web")?.rum;
    expect(rum).toMatchObject({ sample: 100, replay: 20, privacy: "mask-user-input" });
  });

  it("knows more than twenty metrics of Operation Turnaround's own", () => {
    const own = prod?.metrics.filter(({ key }) => key.startsWith("turnaround."));
    expect(own?.length).toBeGreaterThan(20);
  });

  it("has the five people TrustStream pays the pager for", () => {
    const people = shipped.specs.filter(
      ({ env, kind, source }) => env === "prod" && kind === "pagerduty/user" && !source.file.includes("/systems/"),
    );
    expect(people).toHaveLength(5);
  });

  it("tells the pager of CRITICAL, the chat and the mail of WARNING, and the chat of INFO", () => {
    const told = (severity: string) => prod?.severities.find(({ key }) => key === severity);
    expect(told("critical")).toMatchObject({ page: true, urgency: "high" });
    for (const severity of ["critical", "high", "medium"])
      expect(told(severity)?.channels).toEqual(expect.arrayContaining(["team-chat", "team-email"]));
    expect(told("medium")?.page).toBe(false);
    expect(told("low")).toMatchObject({ page: false, channels: ["team-chat"] });
  });
});
