import { join } from "node:path";
import {
  type PolicyResource,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  UnknownValueError,
  unknownCheckingProxy,
} from "@pulumi/policy";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../bin/package-root";
import { checkCatalog } from "../../model/index";
import { policies } from "../../policies/tagging/policies";
import { checkTags, REQUIRED_TAGS, TAGGED } from "../../policies/tagging/required-tags";
import { KIND_NAMES, KINDS } from "../../vendors/index";

const MONITOR = "datadog:index/monitor:Monitor";
const INDEX = "datadog:index/logsIndex:LogsIndex";
const DASHBOARD = "datadog:index/dashboardJson:DashboardJson";
const ALL = ["team:payments", "service:checkout", "env:production", "managed-by:watchbill"];
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function check(type: string, inputs: Record<string, unknown>): string[] {
  const proxied = unknownCheckingProxy(inputs) as Record<string, unknown>;
  return checkTags(type, "checkout", proxied, REQUIRED_TAGS, (error) => error instanceof UnknownValueError).map(
    ({ type: found, message }) => `${found}: ${message}`,
  );
}

describe("tags with one value", () => {
  it("are not given twice", () => {
    expect(check(MONITOR, { tags: [...ALL, "env:prod"] })).toEqual([
      'contradictory: checkout (Datadog monitor) has 2 values of the tag "env": env:prod, env:production. Leave one.',
    ]);
  });

  it("may be given twice in the same words", () => {
    expect(check(MONITOR, { tags: [...ALL, "env:production"] })).toEqual([]);
  });

  it("are not team and service, which may share a log index", () => {
    expect(check(INDEX, { tags: [...ALL, "team:search", "service:search"] })).toEqual([]);
  });
});

describe("required tags", () => {
  it.each([
    ["all four present", MONITOR, { tags: ALL }, []],
    ["further tags do not matter", MONITOR, { tags: [...ALL, "tier:1"] }, []],
    ["a kind without tags", "pagerduty:index/service:Service", {}, []],
    ["a log index", INDEX, { tags: ALL }, []],
    ["a dashboard can carry the team only", DASHBOARD, { dashboard: '{"tags":["team:payments"]}' }, []],
    [
      "one missing",
      MONITOR,
      { tags: ALL.slice(1) },
      [
        'missing: checkout (Datadog monitor) has no tag "team"; it has env:production, managed-by:watchbill, service:checkout. Add "team:<the team that answers for it>" to its tags.',
      ],
    ],
    [
      "an empty value is no value",
      MONITOR,
      { tags: ["team:", ...ALL.slice(1)] },
      [
        'missing: checkout (Datadog monitor) has no tag "team"; it has env:production, managed-by:watchbill, service:checkout, team:. Add "team:<the team that answers for it>" to its tags.',
      ],
    ],
    [
      "a dashboard without tags",
      DASHBOARD,
      { dashboard: "{}" },
      [
        'missing: checkout (Datadog dashboard) has no tag "team"; it has no tags at all. Add "team:<the team that answers for it>" to its tags.',
      ],
    ],
    [
      "tags that are not known at all",
      MONITOR,
      { tags: UNKNOWN },
      [
        'not-checked: checkout (Datadog monitor): the tags "team", "service", "env", "managed-by" are not checked, because its tags are not known before deployment. Give the tags as plain text.',
      ],
    ],
    [
      "one tag that is not known",
      MONITOR,
      { tags: [UNKNOWN, ...ALL.slice(1)] },
      [
        'not-checked: checkout (Datadog monitor): the tag "team" is not checked, because its tags are not known before deployment. Give the tags as plain text.',
      ],
    ],
    ["an unknown tag beside all that are required", MONITOR, { tags: [...ALL, UNKNOWN] }, []],
    [
      "a dashboard whose text is not known",
      DASHBOARD,
      { dashboard: UNKNOWN },
      [
        'not-checked: checkout (Datadog dashboard): the tag "team" is not checked, because its tags are not known before deployment. Give the tags as plain text.',
      ],
    ],
  ])("%s", (_, type, inputs, expected) => {
    expect(check(type, inputs)).toEqual(expected);
  });

  it("names every missing tag when there are none", () => {
    expect(check(MONITOR, {})).toHaveLength(4);
  });

  it("lets a real error through", () => {
    const broken = {
      get tags(): never {
        throw new TypeError("broken");
      },
    };
    expect(() => check(MONITOR, broken)).toThrow("broken");
  });
});

describe("the table of what can carry tags", () => {
  it("has every kind of ours whose inputs hold tags", () => {
    // The tags of a metric that can be queried, and those an event gets in which something was found: not the resource's own.
    const others = ["datadog/metric-tags", "datadog/scanner-rule"];
    const carriers = KIND_NAMES.filter((name) => !others.includes(name))
      .map((name) => KINDS[name])
      .filter(({ fields }) => fields.tags && !fields.tags.output);
    expect(carriers.map(({ token }) => token).filter((token) => !(token in TAGGED))).toEqual([]);
  });

  it("is kept by everything the example catalog provisions", () => {
    const { specs } = checkCatalog(join(packageRoot(), "catalog"));
    expect(specs.length).toBeGreaterThan(100);
    const found = specs.flatMap(({ kind, key, body }) => {
      const dashboard = body.dashboard as { $json?: unknown } | undefined;
      const inputs = dashboard ? { dashboard: JSON.stringify(dashboard.$json) } : body;
      return checkTags(KINDS[kind].token, key, inputs, REQUIRED_TAGS, () => false);
    });
    expect(found).toEqual([]);
  });
});

describe("the pack", () => {
  function reported(policyName: string, props: Record<string, unknown>, config: object = {}): string[] {
    const policy = policies.find(({ name }) => name === policyName) as ResourceValidationPolicy;
    const messages: string[] = [];
    const args = {
      type: MONITOR,
      name: "checkout",
      props: unknownCheckingProxy(props),
      getConfig: () => config,
    } as unknown as ResourceValidationArgs & PolicyResource;
    const validate = policy.validateResource as (args: unknown, report: (message: string) => void) => void;
    validate(args, (message) => messages.push(message));
    return messages;
  }

  it("fails what is missing and only mentions what is not known", () => {
    expect(reported("required-tags", {})).toHaveLength(4);
    expect(reported("required-tags", { tags: UNKNOWN })).toEqual([]);
    expect(reported("required-tags-not-checked", {})).toEqual([]);
    expect(reported("required-tags-not-checked", { tags: UNKNOWN })).toHaveLength(1);
  });

  it("takes other keys from its configuration", () => {
    expect(reported("required-tags", { tags: ["owner:a"] }, { keys: ["owner"] })).toEqual([]);
    expect(reported("required-tags", {}, { keys: ["owner"] })).toEqual([
      'checkout (Datadog monitor) has no tag "owner"; it has no tags at all. Add "owner:…" to its tags.',
    ]);
  });
});
