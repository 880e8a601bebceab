import { describe, expect, it } from "vitest";
import { compileService, ORGANISATION } from "./compile/compile-yaml";

const rule = (handle: string) =>
  `    security:\n      scans: { title: Scans, summary: Scans., query: "@a:b", above: { high: 1 }, notify: [${handle}] }`;
const signal = (handle: string) =>
  `    monitors:\n      a: { type: count, metric: web.a, above: { high: 9 },\n        notify: ["@slack-ops", ${handle}] }`;

describe("A handle", () => {
  it.each([
    ["@slack-ops"],
    ["@slack-acme-war_room"],
    ["@webhook-hook"],
    ["@team-ops"],
    ["@pagerduty"],
    ["@pagerduty-shop-web-staging"],
    ["@opsgenie-Database"],
    ["@opsgenie"],
    ["@all"],
    ["@ann@example.com"],
    ["@google-chat-ops"],
    ["@some-integration.of-ones-own"],
  ])("is %s", (handle) => {
    expect(compileService(rule(`"${handle}"`)).diagnostics).toEqual([]);
  });

  it.each([
    ["@slack-", "It names nobody: write whom, e.g. `@slack-ops`."],
    ["@slack", "It names nobody: write whom, e.g. `@slack-ops`."],
    ["@team-", "It names nobody: write whom, e.g. `@team-ops`."],
    ["@webhook-", "It names nobody: write whom, e.g. `@webhook-ops`."],
    ["@pagerduty-", "It names nobody: write whom, e.g. `@pagerduty-ops`."],
    ["@opsgenie-", "It names nobody: write whom, e.g. `@opsgenie-ops`."],
    ["@nobody", "Datadog sends to nobody by that name: write `@slack-ops`"],
    ["@slak_ops", "Did you mean `@slack-ops`?"],
    ["@ops@", "An address has a name and a domain: `@ops@example.com`."],
    ["@ops@example", "An address has a name and a domain: `@ops@example.com`."],
    ["@slack ops", "A handle has no blanks: `@slack-ops`."],
    ["slack-ops", "Write `@slack-ops`."],
    ["#ops", "Write `@slack-ops`."],
  ])("is not %s, wherever it is written", (handle, hint) => {
    const places = [
      compileService(signal(`"${handle}"`)),
      compileService(rule(`"${handle}"`)),
      compileService("", undefined, ORGANISATION.replace("@slack-ops", handle)),
      compileService("", undefined, ORGANISATION.replace("@webhook-hook", handle)),
    ];
    for (const { diagnostics } of places) {
      expect(diagnostics[0]?.code).toBe("bad-handle");
      expect(diagnostics[0]?.message).toContain(`\`${handle}\``);
      expect(diagnostics[0]?.hint).toContain(hint);
    }
  });

  it.each([
    ["@webhook-hok", "`@webhook-hok` is no webhook of the catalog", "Did you mean `@webhook-hook`?"],
    ["@webhook-nope-nope", "is no webhook of the catalog", "Add `webhooks:` with `nope-nope:` to the catalog."],
    ["@team-nobody", "`@team-nobody` is no team of the catalog", "Add `teams:` with `nobody:` to the catalog."],
    ["@team-op", "`@team-op` is no team of the catalog", "Did you mean `@team-ops`?"],
    [
      "@pagerduty-shop-wep-prod",
      "`@pagerduty-shop-wep-prod` is no service that the catalog makes at PagerDuty",
      "Did you mean `@pagerduty-shop-web-prod`?",
    ],
    ["@pagerduty-Other", "is no service that the catalog makes at PagerDuty", "Leave it out"],
  ])("may be of the account's own: %s is warned of at its place", (handle, message, hint) => {
    const { diagnostics } = compileService(signal(`"${handle}"`));
    expect(new Set(diagnostics.map(({ code, severity }) => `${severity} ${code}`))).toEqual(
      new Set(["warning unknown-reference"]),
    );
    expect(diagnostics[0]?.message).toContain(message);
    expect(diagnostics[0]?.hint).toContain(hint);
    expect(diagnostics[0]?.column).toBe(32);
  });

  it("of a team that is not there is told nothing by a team's chat either", () => {
    const { diagnostics } = compileService("", undefined, ORGANISATION.replace("@slack-ops", "@team-nobody"));
    expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([["unknown-name", "teams.ops.chat"]]);
  });
});
