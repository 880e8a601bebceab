import { describe, expect, it } from "vitest";
import type { Body, JsonText, Spec } from "../../model/index";
import { parse, parseSearch } from "../../query/index";
import { compileService } from "./compile/compile-yaml";

const SERVICE = `    description: Sells things.
    runbook: https://runbooks.example.com/web
    repository: https://git.example.com/web
    packs: [requests]
    monitors:
      own: { type: metric, title: Own, metric: web.depth, unit: count, above: { high: 10 } }
      up: { type: check, title: Up, check: http.can_connect, failures: { high: 3 } }
      both: { type: composite, title: Both, when: own && errors, severity: high }
    objectives:
      good: { type: ratio, title: Good, bad: web.bad, total: web.all, target: 99% }
    security:
      guessing: { title: Password guessing, summary: Somebody guesses., query: "@evt.name:login @evt.outcome:failure", by: ["@ip"], above: { high: 10 }, over: 5min }
    logs:
      streams:
        application: { class: short, filter: "*" }
`;
const PACKS = `packs:
  requests:
    title: HTTP requests
    description: P.
    monitors:
      errors: { type: ratio, title: Errors, numerator: web.bad, denominator: web.all, above: { high: 5%, medium: 1% } }
`;

interface Group {
  title: string;
  widgets: { definition: Body }[];
}

function groupsOf({ body }: Spec): Group[] {
  const { $json } = body.dashboard as unknown as { $json: { widgets: { definition: Group }[] } };
  return $json.widgets.map(({ definition }) => definition);
}

function dashboards(fields: string, more = PACKS, organisation?: string): Map<string, Spec> {
  const { specs, diagnostics } = compileService(fields, more, organisation);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return new Map(
    specs.flatMap((spec) => (spec.kind === "datadog/dashboard" ? [[`${spec.env} ${spec.key}`, spec]] : [])),
  );
}

it("draws a dashboard nobody wrote when somebody reads it, once", () => {
  const made = dashboards(SERVICE).get("prod shop-web-service")!;
  const { $json } = made.body.dashboard as unknown as JsonText;
  // What rules of the policies ask of it is there without drawing.
  expect($json).toMatchObject({ title: expect.any(String), tags: ["team:ops"] });
  expect(Object.getOwnPropertyDescriptor($json, "widgets")?.get).toBeDefined();
  expect($json.widgets).toBe($json.widgets);
  expect(made.body).toBe(made.body);
  expect(made.refs).toContain("datadog/slo/shop-web-good");
});

describe("a dashboard nobody wrote", () => {
  const made = dashboards(SERVICE);
  const groups = groupsOf(made.get("prod shop-web-service")!);

  it("is there for each service and each system where alerts tell anybody", () => {
    expect([...made.keys()].sort()).toEqual([
      "prod shop-system",
      "prod shop-web-service",
      "staging shop-system",
      "staging shop-web-service",
    ]);
  });

  it("draws all that watches the service: alerts, promises, its own signals, those of packs, rules and errors", () => {
    expect(
      groups.map(({ title, widgets }) => [
        title,
        widgets.map(({ definition }) => `${definition.type}: ${definition.title ?? ""}`),
      ]),
    ).toEqual([
      ["Now", ["note: ", "manage_status: Alerts"]],
      ["Promises", ["slo: Good"]],
      ["Signals", ["timeseries: Own", "check_status: Up"]],
      ["HTTP requests", ["timeseries: Errors"]],
      [
        "Security",
        [
          "toplist: Threat level: signals by severity",
          "timeseries: Signals by severity",
          "toplist: Signals by rule",
          "timeseries: Password guessing",
          "list_stream: Newest signals",
        ],
      ],
      ["Errors", ["list_stream: Newest errors"]],
    ]);
  });

  it("draws a signal by the query of its monitor, with its lines", () => {
    const errors = groups.find(({ title }) => title === "HTTP requests")!.widgets[0]!.definition;
    expect(errors).toMatchObject({
      requests: [
        {
          queries: [
            { query: "sum:web.bad{env:production,service:web}.as_count()" },
            { query: "sum:web.all{env:production,service:web}.as_count()" },
          ],
        },
      ],
      markers: [{ value: "y = 0.05" }, { value: "y = 0.01" }],
    });
  });

  it("draws a rule by the search it counts, in bars as wide as its window", () => {
    const rule = groups.find(({ title }) => title === "Security")!.widgets[3]!.definition;
    expect(rule).toMatchObject({
      requests: [
        {
          queries: [
            {
              data_source: "logs",
              search: { query: "env:production service:web @evt.name:login @evt.outcome:failure" },
              compute: { aggregation: "count", interval: 300_000 },
              group_by: [{ facet: "@ip" }],
            },
          ],
        },
      ],
      markers: [{ value: "y = 10", label: "high 10" }],
    });
  });

  it("links to what to read, who is on call, and the system, without a circle of ids", () => {
    const note = groups[0]!.widgets[0]!.definition.content;
    expect(note).toEqual({
      $text: [
        "Sells things.\n\nTeam: Operations, tier 3\n\n" +
          "- [Runbook](https://runbooks.example.com/web)\n- [Source](https://git.example.com/web)\n" +
          "- [Service in Datadog](https://app.datadoghq.eu/apm/entity/service%3Aweb?env=production)\n- [On call](",
        { $ref: "pagerduty/service/shop-web", output: "htmlUrl" },
        ")\n- [Shop (Production)](https://app.datadoghq.eu/dashboard/lists?q=Shop%20(Production))",
      ],
    });
    const staging = groupsOf(made.get("staging shop-web-service")!)[0]!.widgets[0]!.definition.content;
    expect(staging).toEqual(expect.stringContaining("- [Shop (Staging)]"));
    const all = JSON.stringify(groupsOf(made.get("prod shop-system")!));
    expect(all).toContain('"- [Web shop](/dashboard/"'.slice(1, -1));
    expect(all).toContain('{"$ref":"datadog/dashboard/shop-web-service","output":"id"}');
  });

  it("shows of a system its objectives and the alerts of each service", () => {
    const system = groupsOf(made.get("prod shop-system")!);
    expect(system.map(({ title, widgets }) => [title, widgets.map(({ definition }) => definition.type)])).toEqual([
      ["Now", ["note", "manage_status"]],
      ["Promises", ["slo_list"]],
      ["Services", ["manage_status"]],
    ]);
    expect(system[2]!.widgets[0]!.definition).toMatchObject({
      title: "Web shop",
      query: "tag:(env:production AND system:shop AND service:web)",
    });
  });

  it("holds only queries that can be read", () => {
    const texts = [...made.values()].flatMap((spec) => queriesIn(spec.body));
    expect(texts.length).toBeGreaterThan(10);
    expect(
      texts.flatMap(({ metric, text }) =>
        (metric ? parse(text) : parseSearch(text)).problems.map(({ code }) => [text, code]),
      ),
    ).toEqual([]);
  });
});

describe("the dashboards nobody wrote can be turned", () => {
  it("off for a service, and on for an environment of it", () => {
    const made = dashboards(`${SERVICE}    dashboard: false\n    environments: { dev: { dashboard: true } }\n`);
    expect([...made.keys()].sort()).toEqual(["dev shop-web-service", "prod shop-system", "staging shop-system"]);
  });

  it("off and on for a whole environment and for a system", async () => {
    const { ORGANISATION } = await import("./compile/compile-yaml");
    const organisation = ORGANISATION.replace("notify: chat }", "notify: chat, dashboards: false }")
      .replace("notify: none,", "notify: none, dashboards: true,")
      .replace("team: ops, tags: [customer:acme]", "team: ops, tags: [customer:acme], dashboard: false");
    const made = dashboards(SERVICE, PACKS, organisation);
    expect([...made.keys()].sort()).toEqual(["dev shop-web-service", "prod shop-web-service"]);
  });

  it("into one of the service's own, under the same key", () => {
    const made = dashboards(
      `${SERVICE}    dashboards: { service: { title: By hand, groups: [{ title: A, widgets: [{ type: alerts }] }] } }\n`,
    );
    expect(JSON.stringify(made.get("prod shop-web-service")!.body)).toContain('"title":"By hand"');
  });
});

/** Every metric query and every search in a dashboard. */
function queriesIn(value: unknown): { metric: boolean; text: string }[] {
  if (Array.isArray(value)) return value.flatMap(queriesIn);
  if (typeof value !== "object" || value === null) return [];
  const { data_source: source, query, search, query_string: list } = value as Record<string, unknown>;
  return [
    ...(source === "metrics" && typeof query === "string" ? [{ metric: true, text: query }] : []),
    ...(search ? [{ metric: false, text: String((search as { query: unknown }).query) }] : []),
    ...(typeof list === "string" ? [{ metric: false, text: list }] : []),
    ...Object.values(value).flatMap(queriesIn),
  ];
}
