/** What PagerDuty has beside services and policies: rules for events, where they go, what depends on what; and planned work. */

import { describe, expect, it } from "vitest";
import { compileService, ORGANISATION } from "./compile-yaml";

const ref = ($ref: string, output = "id") => ({ $ref, output });
const AIOPS = ORGANISATION.replace("pagerduty: {}", "pagerduty: { aiops: true }");
const codes = (compiled: { diagnostics: { code: string }[] }) => compiled.diagnostics.map(({ code }) => code);

interface Rule {
  label: string;
  conditions?: { expression: string }[];
  actions: object;
}
const rulesOf = (body: Record<string, unknown>): Rule[] =>
  (body.sets as { rules: Rule[] }[]).flatMap(({ rules }) => rules);

describe("rules for events", () => {
  const rules = (text: string, organisation = AIOPS) =>
    compileService(`    pagerduty:\n      rules:\n${text}`, "", organisation);

  const CONDITIONS: [when: string, expression: string][] = [
    ["{ severity: info }", "event.severity matches 'info'"],
    ["{ severity: [info, warning] }", "(event.severity matches 'info' or event.severity matches 'warning')"],
    ["{ summary: { contains: test } }", "event.summary matches part 'test'"],
    ["{ source: { matches: '^db-[0-9]+$' } }", "event.source matches regex '^db-[0-9]+$'"],
    ["{ class: { exists: false } }", "event.class does not exist"],
    ["{ group: { not: [a, b] } }", "not (event.group matches 'a' or event.group matches 'b')"],
    [
      "{ details: { host.name: x }, component: y }",
      "event.component matches 'y' and event.custom_details.host.name matches 'x'",
    ],
  ];
  it.each(CONDITIONS)("%s", (when, expression) => {
    const { body, diagnostics } = rules(`        - { title: R, when: ${when}, severity: warning }`);
    expect(diagnostics).toEqual([]);
    expect(rulesOf(body("pagerduty/service-orchestration/shop-web"))).toEqual([
      { label: "R", conditions: [{ expression }], actions: { severity: "warning" } },
    ]);
  });

  const HOURS: [hours: string, expression: string][] = [
    [
      "{ from: '09:00', to: '17:00', timeZone: Europe/Berlin }",
      "now in Mon,Tue,Wed,Thu,Fri,Sat,Sun 09:00:00 to 17:00:00 Europe/Berlin",
    ],
    [
      "{ days: [saturday, sunday], from: '22:00', to: '02:00', timeZone: Europe/Berlin }",
      "(now in Sat,Sun 22:00:00 to 23:59:59 Europe/Berlin or now in Mon,Sun 00:00:00 to 02:00:00 Europe/Berlin)",
    ],
    [
      "{ days: [monday], from: '09:00', to: '17:00', timeZone: Europe/Berlin, outside: true }",
      "not (now in Mon 09:00:00 to 17:00:00 Europe/Berlin)",
    ],
  ];
  it.each(HOURS)("at the hours %s", (hours, expression) => {
    const { body } = rules(`        - { title: R, hours: ${hours}, suppress: true }`);
    expect(rulesOf(body("pagerduty/service-orchestration/shop-web"))).toEqual([
      { label: "R", conditions: [{ expression }], actions: { suppress: true } },
    ]);
  });

  it("join what is one alert, hold back what may end by itself, and keep their order", () => {
    const { spec } = rules(
      `        - { title: One a host, dedupeBy: [source, details.host], note: See the runbook. }\n        - { title: Patience, when: { severity: warning }, pauseFor: 5min }`,
    );
    const { body, component, env } = spec("pagerduty/service-orchestration/shop-web");
    expect([component, env]).toEqual(["MonitoredService/shop-web", "prod"]);
    expect(body).toMatchObject({
      service: ref("pagerduty/service/shop-web"),
      enableEventOrchestrationForService: true,
      catchAll: { actions: {} },
    });
    expect(rulesOf(body)).toEqual([
      {
        label: "One a host",
        actions: {
          annotate: "See the runbook.",
          extractions: [{ target: "event.dedup_key", template: "{{event.source}}/{{event.custom_details.host}}" }],
        },
      },
      {
        label: "Patience",
        conditions: [{ expression: "event.severity matches 'warning'" }],
        actions: { suspend: 300 },
      },
    ]);
  });

  it("of the system hold for its services without rules of their own", () => {
    const system = AIOPS.replace(
      "tags: [customer:acme] }",
      "tags: [customer:acme], pagerduty: { rules: [{ title: S, severity: info }] } }",
    );
    expect(rulesOf(compileService("", "", system).body("pagerduty/service-orchestration/shop-web"))).toMatchObject([
      { label: "S" },
    ]);
    const own = compileService("    pagerduty: { rules: [{ title: Own, severity: error }] }", "", system);
    expect(rulesOf(own.body("pagerduty/service-orchestration/shop-web"))).toMatchObject([{ label: "Own" }]);
  });

  it("suppress what a weekly downtime of the whole service mutes at Datadog, before all others", () => {
    const { body } = compileService(
      `    downtimes:
      backup: { reason: Backup., days: [sunday], from: "23:30", lasts: 1h, timeZone: Europe/Berlin }
      other: { reason: One only., signals: [a], from: "01:00", lasts: 1h, timeZone: Europe/Berlin }
    monitors: { a: { type: count, metric: web.a, above: { high: 1 } } }
    pagerduty: { rules: [{ title: Last, severity: info }] }`,
      "",
      AIOPS,
    );
    const rules = rulesOf(body("pagerduty/service-orchestration/shop-web"));
    expect(rules.map(({ label }) => label)).toEqual(["Downtime: backup", "Last"]);
    expect(rules[0]?.conditions).toEqual([
      {
        expression: "(now in Sun 23:30:00 to 23:59:59 Europe/Berlin or now in Mon 00:00:00 to 00:30:00 Europe/Berlin)",
      },
    ]);
  });

  it("that the account's plan does not have are refused, at their word", () => {
    const { diagnostics } = rules(
      "        - { title: R, dedupeBy: [source], suppress: true, severity: info }",
      ORGANISATION,
    );
    expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([
      ["needs-add-on", "services.web.pagerduty.rules.0.dedupeBy"],
      ["needs-add-on", "services.web.pagerduty.rules.0.suppress"],
    ]);
    expect(codes(rules("        - { title: R, severity: info }", ORGANISATION))).toEqual([]);
  });

  it("that do nothing are refused", () => {
    expect(codes(rules("        - { title: R, when: { severity: info } }"))).toEqual(["missing-key"]);
  });

  it("with a field no event has are refused", () => {
    expect(codes(rules("        - { title: R, when: { priority: high }, severity: info }"))).toEqual(["unknown-key"]);
  });
});

describe("an orchestration", () => {
  const with_ = (routes: string) => compileService("", `orchestrations:\n  entry: { team: ops, ${routes} }`);

  it("sends events where its routes say, and the rest where it says otherwise", () => {
    const { body } = with_("routes: [{ title: Web, when: { source: web }, to: web }], otherwise: web");
    expect(body("pagerduty/orchestration-router/entry")).toEqual({
      eventOrchestration: ref("pagerduty/event-orchestration/entry"),
      set: {
        id: "start",
        rules: [
          {
            label: "Web",
            conditions: [{ expression: "event.source matches 'web'" }],
            actions: { routeTo: ref("pagerduty/service/shop-web") },
          },
        ],
      },
      catchAll: { actions: { routeTo: ref("pagerduty/service/shop-web") } },
    });
  });

  it("has one route to a service, to one that is paged, that there is", () => {
    expect(codes(with_("routes: [{ to: web }, { to: web }]"))).toEqual(["conflicting-keys"]);
    expect(codes(with_("routes: [{ to: wob }]"))).toEqual(["unknown-name"]);
    const off = compileService(
      "    environments: { prod: { enabled: false } }",
      "orchestrations:\n  entry: { routes: [{ to: web }] }",
    );
    expect(codes(off)).toEqual(["nobody-told"]);
  });
});

describe("what depends on what", () => {
  const other = (text: string): string =>
    `services:\n  db: { system: shop, title: Database${text} }\n  mail: { system: shop, title: Mail, enabled: false }`;

  it("is a business service for a system, and a relation for each dependency, where alerts page", () => {
    const { specs, body } = compileService("    dependencies: [db, mail]", other(""));
    expect(body("pagerduty/business-service/shop")).toEqual({
      name: "Shop (Production)",
      description: "Managed by Watchbill",
      team: ref("pagerduty/team/ops"),
    });
    const made = specs.filter(({ kind }) => kind === "pagerduty/service-dependency");
    expect(made.map(({ env, key, component }) => [env, key, component])).toEqual([
      ["prod", "shop-system-on-shop-db", "ServiceMap/shop"],
      ["prod", "shop-system-on-shop-web", "ServiceMap/shop"],
      ["prod", "shop-web-on-shop-db", "ServiceMap/shop"],
    ]);
    expect(body("pagerduty/service-dependency/shop-web-on-shop-db")).toEqual({
      dependency: {
        dependentServices: [{ type: "service", id: ref("pagerduty/service/shop-web") }],
        supportingServices: [{ type: "service", id: ref("pagerduty/service/shop-db") }],
      },
    });
    expect(body("pagerduty/service-dependency/shop-system-on-shop-db")).toMatchObject({
      dependency: { dependentServices: [{ type: "business_service", id: ref("pagerduty/business-service/shop") }] },
    });
  });

  it("leads in no circle: what would close one is left out, and said", () => {
    const { specs, diagnostics } = compileService("    dependencies: [db]", other(", dependencies: [web]"));
    expect(diagnostics.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      [
        "cycle",
        "warning",
        "`web` depends on `db`, which depends on `web` in turn: PagerDuty's map has a direction, and leaves this one out",
      ],
    ]);
    expect(specs.map(({ key }) => key)).toContain("shop-db-on-shop-web");
    expect(specs.map(({ key }) => key)).not.toContain("shop-web-on-shop-db");
  });
});

describe("planned work", () => {
  const window = (text: string) =>
    compileService("", `maintenance:\n  move: { reason: We move., timeZone: Europe/Berlin, ${text} }`);
  const kind = "datadog/downtime-schedule";

  it("is a single downtime of a service, in every environment that is named", () => {
    const { specs, body } = window(
      "from: 2050-07-01T22:00, to: 2050-07-02T02:00, services: [web], environments: [prod, staging]",
    );
    expect(specs.filter((spec) => spec.kind === kind).map(({ env, key }) => [env, key])).toEqual([
      ["prod", "move-shop-web"],
      ["staging", "move-shop-web"],
    ]);
    expect(body(`${kind}/move-shop-web`)).toEqual({
      scope: "*",
      monitorIdentifier: { monitorTags: ["env:production", "service:web"] },
      oneTimeSchedule: { start: "2050-07-01T20:00:00Z", end: "2050-07-02T00:00:00Z" },
      displayTimezone: "Europe/Berlin",
      message: "We move.",
      muteFirstRecoveryNotification: true,
      notifyEndStates: ["alert", "no data", "warn"],
      notifyEndTypes: ["expired"],
    });
  });

  it("of a system is one downtime of everything in it, its services not named again", () => {
    const { specs, body } = window("from: 2050-07-01T22:00, to: 2050-07-02T02:00, systems: [shop], services: [web]");
    expect(specs.filter((spec) => spec.kind === kind && spec.env === "prod").map(({ key }) => key)).toEqual([
      "move-shop",
    ]);
    expect(body(`${kind}/move-shop`)).toMatchObject({
      monitorIdentifier: { monitorTags: ["env:production", "system:shop"] },
    });
  });

  it("that is over is left out with a word; that cannot be is refused", () => {
    const past = window("from: 2020-07-01T22:00, to: 2020-07-02T02:00, services: [web]");
    expect([codes(past), past.specs.filter((spec) => spec.kind === kind)]).toEqual([["ended"], []]);
    expect(codes(window("from: 2050-07-02T22:00, to: 2050-07-02T02:00, services: [web]"))).toEqual(["out-of-range"]);
    expect(codes(window("from: 2050-07-01T22:00, to: 2050-07-02T02:00"))).toEqual(["missing-key"]);
    expect(codes(window("from: 2050-07-01T22:00, to: 2050-07-02T02:00, services: [wob]"))).toEqual(["unknown-name"]);
  });
});
