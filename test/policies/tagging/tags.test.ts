import { describe, expect, it } from "vitest";
import { grouped } from "../../../diagnostics/index";
import type { PolicyId } from "../../../model/index";
import { checkPolicies, configurationOf, RULES } from "../../../policies/index";
import { normalForm } from "../../../policies/tagging/normal-form";
import { TAGGED_KINDS } from "../../../policies/tagging/tagged";
import { KIND_NAMES, KINDS } from "../../../vendors/index";
import { compiled, type Declared, type Fragment, saidBy, stackFor, stackWith, stackWithout, wordsOf } from "../example";

const ALL = ["env:production", "service:checkout", "system:shop", "team:shop", "managed-by:pulumi", "tier:1"];
const NOT_KNOWN = { $unknown: true };

function monitor(tags: unknown): Record<string, Declared> {
  return { queue: { type: "datadog:index/monitor:Monitor", properties: { name: "Queue", tags } } };
}

function index(tags: readonly string[]): Record<string, Declared> {
  return { events: { type: "datadog:index/logsIndex:LogsIndex", properties: { name: "events", tags } } };
}

const without = (key: string) => ALL.filter((tag) => !tag.startsWith(`${key}:`));

function said(id: PolicyId, declared: Record<string, Declared>, environment?: string): string[] {
  return wordsOf(saidBy(id, stackWith(declared, environment)));
}

describe("Datadog's form of a tag", () => {
  it.each([
    ["team:shop", "team:shop"],
    ["1foo:x", "foo:x"],
    ["customer:smith & sons", "customer:smith_sons"],
    ["foo__bar", "foo_bar"],
    ["foo_", "foo"],
    [":foo", ":foo"],
    ["f!@#$%^&*(),./-=_+", "f_./-"],
    ["städte:köln", "städte:köln"],
    ["env:staging:east", "env:staging:east"],
    ["a".repeat(201), "a".repeat(200)],
    ["ö".repeat(150), "ö".repeat(100)],
    ["123", ""],
  ])("of %s is %s", (tag, form) => expect(normalForm(tag)).toBe(form));
});

describe("the kinds whose tags are looked at", () => {
  it("are all of ours whose inputs hold tags of their own", () => {
    // The tags of a metric that can be queried, and those an event gets in which something was found.
    const others = ["datadog/metric-tags", "datadog/scanner-rule"];
    const carriers = KIND_NAMES.filter((name) => !others.includes(name)).filter((name) => {
      const { tags } = KINDS[name].fields;
      return tags !== undefined && !tags.output;
    });
    expect(carriers.filter((name) => !TAGGED_KINDS.includes(name))).toEqual([]);
  });

  it("have those of a type that the catalog never makes beside them", () => {
    const dashboard = {
      type: "datadog:index/dashboard:Dashboard",
      properties: { title: "Queue", tags: ["env:production"] },
    };
    expect(said("dashboard-tags", { dashboard })).toHaveLength(1);
    expect(said("required-tags", { dashboard })).toEqual([
      "violated datadog:index/dashboard:Dashboard/dashboard tags: the Datadog dashboard has no tag `team`; it has env:production",
    ]);
  });

  it("have their tags inside a text of JSON, too", () => {
    const json = (monitor: unknown) => ({
      queue: { type: "datadog:index/monitorJson:MonitorJson", properties: { monitor } },
    });
    expect(said("required-tags", json(JSON.stringify({ tags: ALL })))).toEqual([]);
    expect(said("required-tags", json(JSON.stringify({ tags: without("team") })))).toHaveLength(1);
    expect(said("required-tags", json("no JSON"))).toEqual([expect.stringMatching(/^undecided/)]);
  });
});

describe("tags that are not known yet", () => {
  const IDS: PolicyId[] = [
    "required-tags",
    "contradictory-tags",
    "unknown-tag-value",
    "owner-tags",
    "environment-tag",
    "lower-case-tags",
    "tag-characters",
    "tag-without-value",
    "repeated-tag",
    "managed-by-value",
  ];

  it.each(IDS)("are undecided for %s, whether all are unknown or one", (id) => {
    expect(said(id, monitor(NOT_KNOWN))).toEqual([expect.stringMatching(/^undecided/)]);
    expect(said(id, monitor([...without("team"), NOT_KNOWN]))).toEqual([expect.stringMatching(/^undecided/)]);
  });

  it("silence nothing that the known ones break", () => {
    expect(said("environment-tag", monitor(["env:staging", NOT_KNOWN]))).toEqual([
      expect.stringMatching(/^violated/),
      expect.stringMatching(/^undecided/),
    ]);
  });

  it("are no question where all that is required is there", () => {
    expect(said("required-tags", monitor([...ALL, NOT_KNOWN]))).toEqual([]);
  });
});

describe("without a catalog", () => {
  const alone = (id: PolicyId, tags: unknown) => wordsOf(saidBy(id, stackWithout(monitor(tags))));

  it("required tags, contradictions and forms are found", () => {
    expect(alone("required-tags", without("team"))).toHaveLength(1);
    expect(alone("contradictory-tags", [...ALL, "team:other"])).toHaveLength(1);
    expect(alone("lower-case-tags", ["Team:shop"])).toHaveLength(1);
  });

  it("the environment's tag is not known, which is said once for all that agree", () => {
    const three = { ...monitor(ALL), b: { ...monitor(ALL).queue }, c: { ...monitor(ALL).queue } } as Record<
      string,
      Declared
    >;
    const said = () => wordsOf(saidBy("environment-tag", stackWithout(three)));
    expect(said()).toEqual([expect.stringMatching(/^undecided prod tags: the stack says `env:production`/)]);
    three.c = { type: "datadog:index/monitor:Monitor", properties: { tags: ["env:staging"] } };
    expect(said()).toEqual([
      "violated datadog/monitor/c tags: the Datadog monitor has `env:staging`, unlike others of its stack",
      expect.stringMatching(/^undecided prod tags: the stack says `env:production`/),
    ]);
    delete three.b;
    expect(said()).toEqual([
      expect.stringMatching(/^violated datadog\/monitor\/queue/),
      expect.stringMatching(/^violated datadog\/monitor\/c/),
    ]);
  });

  it("what the catalog would have to know is not asked", () => {
    expect(alone("unknown-tag-value", ["team:nobody"])).toEqual([]);
    expect(alone("owner-tags", ["service:checkout", "team:nobody"])).toEqual([]);
  });
});

describe("required tags", () => {
  it("an empty value is no value", () => {
    expect(said("required-tags", monitor([...without("team"), "team:"]))).toEqual([
      expect.stringContaining("has no tag `team`"),
    ]);
  });

  it("the fix names what the catalog knows", () => {
    const hints = saidBy("required-tags", stackWith(monitor(["service:checkout", "managed-by:pulumi"]))).map(
      ({ hint }) => hint,
    );
    expect(hints).toEqual([
      "Add `team:shop` to its tags.",
      "Add `env:production` to its tags.",
      "Add `tier:1` to its tags.",
    ]);
  });
});

describe("what several services share", () => {
  const shared = ["env:staging", "service:checkout", "team:shop", "managed-by:pulumi", "tier:1"];

  it("stands in the owner's stack for every environment of the account, and for no other", () => {
    expect(said("environment-tag", index(shared))).toEqual([]);
    expect(said("environment-tag", index(["env:demo"]))).toEqual([
      expect.stringContaining("`env:demo` in the stack of prod"),
    ]);
  });

  it("has several teams and services, and one environment", () => {
    expect(said("contradictory-tags", index([...shared, "service:search", "team:search"]))).toEqual([]);
    expect(said("contradictory-tags", index([...shared, "env:production"]))).toHaveLength(1);
  });

  it("has no team that none of its services belongs to", () => {
    const catalog = { teams: { search: { name: "Search", members: ["ana"], chat: "@slack-search" } } };
    expect(wordsOf(saidBy("owner-tags", stackFor(catalog)))).toEqual([]);
    const stack = stackFor(catalog);
    const resource = stack.resources.find(({ kind }) => kind === "datadog/logs-index");
    if (resource) resource.body = { ...resource.body, tags: [...shared, "team:search"] };
    expect(wordsOf(saidBy("owner-tags", stack))).toEqual([
      expect.stringContaining("has team:shop, team:search, but the catalog says team:shop"),
    ]);
  });
});

describe("services of one name", () => {
  // Both send as `checkout`, and belong to different teams.
  const two = {
    teams: { guard: { name: "Guard", members: ["ana"], chat: "@slack-guard" } },
    services: {
      guard: { system: "shop", team: "guard", tier: 2, packs: [], datadog: { service: "checkout" } },
    },
  };

  it("may have the tags of either, not of both", () => {
    const tagged = (tags: string[]) => {
      const stack = stackFor(two);
      const [resource] = stack.ofKind("datadog/monitor");
      if (resource) resource.body = { ...resource.body, tags };
      return wordsOf(saidBy("owner-tags", stack));
    };
    expect(tagged(["service:checkout", "team:guard", "tier:2"])).toEqual([]);
    expect(tagged(["service:checkout", "team:shop", "tier:1"])).toEqual([]);
    expect(tagged(["service:checkout", "team:shop", "tier:2"])).toHaveLength(1);
  });
});

describe("what else looks at an environment", () => {
  it.each([
    ["datadog:index/downtimeSchedule:DowntimeSchedule", { scope: "env:staging" }, { scope: "env:production" }],
    [
      "datadog:index/downtimeSchedule:DowntimeSchedule",
      { scope: "*", monitorIdentifier: { monitorTags: ["env:staging"] } },
      { scope: "*", monitorIdentifier: { monitorTags: ["env:production"] } },
    ],
    [
      "datadog:index/apmRetentionFilter:ApmRetentionFilter",
      { filter: { query: "env:staging" } },
      { filter: { query: "*" } },
    ],
    ["datadog:index/rumRetentionFilter:RumRetentionFilter", { query: "env:staging" }, { query: "env:production" }],
    [
      "datadog:index/monitor:Monitor",
      { query: 'formula("a").last("5m") > 1', variables: { eventQueries: [{ search: { query: "env:staging" } }] } },
      { query: "" },
    ],
  ])("%s", (type, wrong, right) => {
    const found = (properties: Fragment) => said("watched-environment", { it: { type, properties } });
    expect(found(wrong)).toEqual([expect.stringMatching(/^violated .*env:staging/)]);
    expect(found(right)).toEqual([]);
  });
});

describe("the environment of a query", () => {
  const query = (text: string) =>
    said("watched-environment", {
      queue: { type: "datadog:index/monitor:Monitor", properties: { query: text, tags: ALL } },
    });

  it.each([
    "avg(last_5m):avg:a.b{env:production} > 1",
    "avg(last_5m):avg:a.b{*} > 1",
    "avg(last_5m):avg:a.b{env:prod*,service:x} > 1",
    "avg(last_5m):avg:a.b{!env:staging} > 1",
    "avg(last_5m):avg:a.b{env IN (staging,production)} > 1",
    "avg(last_5m):avg:a.b{env NOT IN (staging)} > 1",
    'logs("-env:staging status:error").index("*").rollup("count").last("5m") > 1',
    'logs("env:(staging OR production)").index("*").rollup("count").last("5m") > 1',
    'logs("NOT env:staging").index("*").rollup("count").last("5m") > 1',
    "avg(last_5m):avg:a.b{kube_env:staging} > 1",
    'logs("@env:staging").index("*").rollup("count").last("5m") > 1',
  ])("is its own or none in %s", (text) => expect(query(text)).toEqual([]));

  it.each([
    "avg(last_5m):avg:a.b{env:staging} > 1",
    "avg(last_5m):avg:a.b{env:prod,service:x} > 1",
    "avg(last_5m):avg:a.b{service:x AND env:development} > 1",
    'logs("env:(staging OR development)").index("*").rollup("count").last("5m") > 1',
    "avg(last_5m):avg:a.b{env IN (staging)} > 1",
    "avg(last_5m):avg:a.b{env:stag*} > 1",
  ])("is another in %s", (text) => expect(query(text)).toEqual([expect.stringMatching(/^violated/)]));
});

describe("a tag of the catalog", () => {
  function placed(fragment: Fragment, subject: RegExp): string[] {
    const checked = compiled(fragment);
    const { text } = checked;
    return saidBy("contradictory-tags", stackFor(checked))
      .filter((finding) => subject.test(finding.subject ?? ""))
      .map(
        ({ line, column, endColumn, hint }) =>
          `${text.split("\n")[line - 1]?.slice(column - 1, endColumn - 1)}: ${hint}`,
      );
  }

  it.each([
    [
      "a signal",
      { services: { checkout: { monitors: { latency: { tags: ["team:x"] } } } } },
      /monitor\/shop-checkout-latency$/,
    ],
    [
      "an objective, whose monitors have it",
      { services: { checkout: { objectives: { availability: { tags: ["team:x"] } } } } },
      /burn-rate-fast$/,
    ],
    [
      "a detection rule",
      { services: { checkout: { security: { "failed-logins": { tags: ["team:x"] } } } } },
      /security-rule/,
    ],
    ["a service", { services: { checkout: { tags: ["team:x"] } } }, /synthetics-test/],
  ])("is shown where it stands: %s", (_, fragment, subject) => {
    expect(placed(fragment, subject)).toEqual([
      "team:x: Take `team:x` out of the catalog's tags, or change what the other is made of.",
    ]);
  });

  const OWN = ["team:ops", "env:prod", "service:foo", "tier:9", "managed-by:x", "system:other"];
  it.each([...OWN.map((tag) => [tag, "systems", "shop"]), ["team:ops", "services", "checkout"]])(
    "%s of %s is one mistake at the tag, whatever has it from there",
    (tag = "", section = "", key = "") => {
      const checked = compiled({ [section]: { [key]: { tags: [tag] } } });
      const { diagnostics } = checkPolicies(checked);
      const found = diagnostics.filter(({ policy }) => policy?.pack === "tagging" && policy.state === "violated");
      expect(found.length).toBeGreaterThan(10);
      const lines = checked.text.split("\n");
      expect([...new Set(found.map(({ line }) => lines[line - 1]?.trim()))]).toEqual([`- ${tag}`]);
      // One a rule.
      const rules = new Set(found.map(({ code }) => code));
      expect(grouped(found).map(({ code }) => code)).toEqual([...rules]);
    },
  );
});

describe("keys that a company asks for", () => {
  const policies = { "required-tags": { parameters: { keys: ["team", "cost-center"] } } };
  const asked = (fragment: Fragment) => {
    const checked = compiled({ policies, ...fragment });
    return saidBy("required-tags", stackFor(checked), configurationOf(checked)).map(
      ({ subject }) => subject?.split("/")[1],
    );
  };

  it("are asked of what can have them, which dashboards and the software catalogue cannot", () => {
    const kinds = new Set(asked({}));
    expect(kinds).toContain("monitor");
    expect(kinds).not.toContain("dashboard");
    expect(kinds).not.toContain("catalog-entity");
  });
});

describe("a list of keys that a catalog gives a rule", () => {
  const problemOf = (rule: PolicyId, name: string, value: readonly string[]) =>
    RULES.find(({ id }) => id === rule)?.parameters?.[name]?.problem?.(value);

  it.each([
    ["required-tags", "keys", ["team", "cost-center"], undefined],
    ["required-tags", "keys", [], "Write at least one key, or disable the rule."],
    ["required-tags", "keys", ["Team"], "Write each key as it stands in a tag, in lower case: not `Team`."],
    ["required-tags", "keys", ["team:shop"], "Write each key as it stands in a tag, in lower case: not `team:shop`."],
    ["unknown-tag-value", "keys", ["team"], undefined],
    ["unknown-tag-value", "keys", ["cost"], "Write keys among `team`, `service`, `system`, `tier`."],
    ["managed-by-value", "values", [], "Write at least one value, or disable the rule."],
  ] as const)("%s %s %j", (rule, name, value, problem) => expect(problemOf(rule, name, value)).toBe(problem));
});

it("an index that no catalog made is of many services: only its team and what manages it are asked", () => {
  const it = { type: "datadog:index/logsIndex:LogsIndex", properties: { name: "all", filters: [{ query: "*" }] } };
  const words = wordsOf(saidBy("required-tags", stackWith({ it })));
  expect(words.map((one) => /has no tag `([\w-]+)`/.exec(one)?.[1]).sort()).toEqual(["managed-by", "team"]);
});
