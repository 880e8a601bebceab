import { describe, expect, it } from "vitest";
import { compileService, ORGANISATION } from "./compile-yaml";

const LATENCY = `    runbook: https://runbooks.example.com/web
    monitors:
      slow: { type: metric, title: Latency, summary: It is slow., metric: trace.http.request, above: { critical: 2s, medium: 1s } }`;

describe("the message of a monitor", () => {
  it("tells the pager and every channel where alerts page", () => {
    const { body } = compileService(LATENCY);
    expect(body("datadog/monitor/shop-web-slow").message).toBe(
      `{{#is_alert}}
**Latency** (Critical, to be answered within 5 minutes)
{{eval "round(value*100)/100"}} s over the last 5 minutes, above 2s.
@pagerduty-shop-web-prod @slack-ops @ops@example.com @webhook-hook
{{/is_alert}}

{{#is_warning}}
**Latency** (Medium, to be answered within 2 hours)
{{eval "round(value*100)/100"}} s over the last 5 minutes, above 1s.
@slack-ops
{{/is_warning}}

{{#is_alert_to_warning}}
Latency: no longer Critical, still Medium. The call stays open until all is back to normal: resolve it where you were called.
@ops@example.com
{{/is_alert_to_warning}}

{{#is_recovery}}
Latency: back to normal.
@pagerduty-shop-web-prod @slack-ops @webhook-hook
{{^is_warning_recovery}}
@ops@example.com
{{/is_warning_recovery}}
{{/is_recovery}}

{{^is_recovery}}
It is slow.
{{/is_recovery}}

Runbook: https://runbooks.example.com/web
Dashboard: https://app.datadoghq.eu/dashboard/lists?q=Web%20shop%20(Production)

Service: Web shop (Production)
Owner: Operations`,
    );
  });

  const HANDLES: [env: string, handles: string[]][] = [
    ["prod", ["@ops@example.com", "@pagerduty-shop-web-prod", "@slack-ops", "@webhook-hook"]],
    ["staging", ["@slack-ops"]],
    ["dev", []],
  ];
  it.each(HANDLES)("in %s tells exactly those the environment allows", (env, handles) => {
    const { body } = compileService(LATENCY);
    const found = String(body("datadog/monitor/shop-web-slow", env).message).match(/@[^\s]+/g) ?? [];
    expect([...new Set(found)].sort()).toEqual(handles);
  });

  it("repeats an open alert only where somebody is told", () => {
    const { body } = compileService(LATENCY);
    expect(body("datadog/monitor/shop-web-slow", "staging")).toMatchObject({
      renotifyInterval: 30,
      renotifyStatuses: ["alert"],
    });
    expect(body("datadog/monitor/shop-web-slow", "dev")).not.toHaveProperty("renotifyInterval");
  });

  const CHANNELS: [what: string, from: string, to: string, told: string[]][] = [
    ["nothing where the team has both", "", "", []],
    [
      "a team without an address",
      ", email: ops@example.com }",
      " }",
      ["`critical` tells `team-email`, and the team `ops` has no `email`: nothing is sent there"],
    ],
    [
      "a team without a chat, where the pager is told all the same",
      'chat: "@slack-ops", ',
      "",
      ["`critical` tells `team-chat`, and the team `ops` has no `chat`: nothing is sent there"],
    ],
  ];
  it.each(CHANNELS)("misses channels: %s", (_, from, to, told) => {
    const signal = "    monitors:\n      it: { type: metric, metric: trace.http.request, above: { critical: 2s } }";
    const { diagnostics } = compileService(
      signal,
      "",
      ORGANISATION.replace(from, to).replace("notify: chat", "notify: none"),
    );
    expect(diagnostics.filter(({ code }) => code === "channel-missing").map(({ message }) => message)).toEqual(told);
  });

  const VALUES: [what: string, signal: string, sentence: string][] = [
    [
      "a share in percent",
      "{ type: ratio, numerator: web.bad, denominator: web.all, above: { high: 2.5% } }",
      '{{eval "round(value*10000)/100"}}% over the last 5 minutes, above 2.5%.',
    ],
    [
      "a rate with its count",
      "{ type: count, metric: web.bad, above: { high: 10/min } }",
      "{{value}} over the last 5 minutes, above 10/min (50 in all).",
    ],
    [
      "a share, of what",
      "{ type: ratio, numerator: trace.http.request.errors, denominator: trace.http.request.hits, above: { high: 2.5% } }",
      '{{eval "round(value*10000)/100"}}% of the requests over the last 5 minutes, above 2.5%.',
    ],
    [
      "a share in the catalog's words",
      "{ type: ratio, numerator: web.bad, denominator: web.all, what: logins, above: { high: 2.5% } }",
      '{{eval "round(value*10000)/100"}}% of the logins over the last 5 minutes, above 2.5%.',
    ],
    [
      "what is counted",
      "{ type: count, metric: trace.http.request.errors, above: { high: 10/min } }",
      "{{value}} errors over the last 5 minutes, above 10/min (50 in all).",
    ],
    [
      "what is found",
      "{ type: logs, query: 'status:error', above: { high: 10 } }",
      "{{value}} log events over the last 5 minutes, above 10.",
    ],
    [
      "a time in the unit of its line",
      "{ type: metric, metric: trace.http.request, above: { high: 200ms } }",
      '{{eval "round(value*100000)/100"}} ms over the last 5 minutes, above 200ms.',
    ],
    [
      "a rate",
      "{ type: metric, metric: postgresql.commits, above: { high: 10/s } }",
      '{{eval "round(value*100)/100"}} transactions/s over the last 5 minutes, above 10/s.',
    ],
    [
      "a number without a unit",
      "{ type: metric, metric: system.load.1, above: { high: 8 } }",
      '{{eval "round(value*100)/100"}} over the last 5 minutes, above 8.',
    ],
    [
      "the groups of a query in Datadog's own language",
      "{ type: query, query: 'sum(last_1h):sum:web.keys{${scope}} by {host}', unit: key, over: 1h, above: { high: 5 } }",
      "{{value}} keys over the last hour, above 5 (host: {{host.name}}).",
    ],
    [
      "what is combined by title",
      "{ type: composite, when: 'a && !(b || a)', severity: high }\n      a: { type: count, title: Failed logins, metric: web.a, above: { high: 1 } }\n      b: { type: count, metric: web.b, above: { high: 1 } }",
      'What holds now: "Failed logins" and not ("B" or "Failed logins").',
    ],
    [
      "how much of the time was unusual",
      "{ type: anomaly, metric: web.orders, over: 30min, atLeast: { high: 80% } }",
      '{{eval "round(value*10000)/100"}}% of the last 30 minutes lie outside what the past lets expect, at or above 80%.',
    ],
    [
      "nanoseconds as seconds",
      "{ type: rum, query: '@type:view', measure: pc75, of: '@view.loading_time', unit: nanosecond, above: { high: 4s } }",
      '{{eval "round(value/10000000)/100"}} s over the last 5 minutes, above 4s.',
    ],
    [
      "nanocores as cores",
      "{ type: metric, metric: kubernetes.cpu.usage.total, above: { high: 2.5core } }",
      '{{eval "round(value/10000000)/100"}} cores over the last 5 minutes, above 2.5core.',
    ],
    [
      "bytes in the unit of their line",
      "{ type: metric, metric: system.mem.used, above: { high: 3GiB } }",
      '{{eval "round(value*25/268435456)/100"}} GiB over the last 5 minutes, above 3GiB.',
    ],
    [
      "the groups it is about, keys with points in brackets, attributes without the sign that makes a handle",
      "{ type: count, metric: web.bad, by: [host, peer.service, '@usr.id'], above: { high: 1 } }",
      "{{value}} over the last 5 minutes, above 1 (host: {{host.name}}, peer.service: {{[peer.service].name}}, usr.id: {{[@usr.id].name}}).",
    ],
  ];
  it.each(VALUES)("says %s", (_, signal, sentence) => {
    const { body, diagnostics } = compileService(`    monitors:\n      it: ${signal}`);
    expect(diagnostics).toEqual([]);
    expect(body("datadog/monitor/shop-web-it").message).toContain(`\n${sentence}\n`);
  });

  it("says of a group that fell silent which it is", () => {
    const { body } = compileService(
      "    monitors:\n      it: { type: metric, metric: system.load.1, by: [host], above: { high: 8 }, noData: alert }",
    );
    expect(body("datadog/monitor/shop-web-it").message).toContain(
      "Nothing has been received for 5 minutes (host: {{host.name}}).",
    );
  });

  it("has a branch for silence where silence is told", () => {
    const { body } = compileService(
      "    monitors:\n      it: { type: heartbeat, metric: web.alive, silentFor: 15min, severity: high }",
    );
    expect(body("datadog/monitor/shop-web-it").message).toContain(
      "{{#is_no_data}}\n**It** (High, to be answered within 15 minutes)\nNothing has been received for 15 minutes.\n@pagerduty-shop-web-prod @slack-ops\n{{/is_no_data}}",
    );
  });
});
