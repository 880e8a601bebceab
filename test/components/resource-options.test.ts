import { describe, expect, it } from "vitest";
import { classOf } from "../../components/resource-classes";
import { resourceOptions } from "../../components/resource-options";
import type { Spec } from "../../model/index";
import { KIND_NAMES, KINDS } from "../../vendors/index";

function spec(kind: Spec["kind"], more: Partial<Spec> = {}): Spec {
  return {
    kind,
    key: "a",
    env: "prod",
    source: { file: "a.yaml", line: 1 },
    component: "Team/a",
    body: {},
    refs: [],
    ...more,
  };
}

describe("resource options", () => {
  it.each([
    [
      "protects what has history where the environment does",
      spec("datadog/logs-index", { protect: true }),
      true,
      { protect: true, retainOnDelete: true },
    ],
    ["protects nothing where the environment does not", spec("datadog/logs-index", { protect: true }), false, {}],
    ["protects nothing without history", spec("datadog/monitor"), true, {}],
    ["deletes first what cannot exist twice", spec("sentry/team"), false, { deleteBeforeReplace: true }],
    [
      "keeps the key of an integration secret, and asks for the plugin that is needed",
      spec("pagerduty/service-integration"),
      false,
      { additionalSecretOutputs: ["integrationKey", "integrationEmail"], version: "4.34.0" },
    ],
    [
      "keeps what had another name",
      spec("datadog/monitor", { formerKeys: ["old"] }),
      false,
      { aliases: [{ name: "old" }] },
    ],
  ])("%s", (_, given, protect, expected) => {
    expect(resourceOptions(given, protect)).toEqual(expected);
  });

  it("marks secret what the plugins do and what else leads to a credential, and nothing more", () => {
    const marked = KIND_NAMES.flatMap((kind) => {
      const { additionalSecretOutputs } = resourceOptions(spec(kind), false);
      return additionalSecretOutputs ? [[kind, additionalSecretOutputs]] : [];
    });
    expect(Object.fromEntries(marked)).toEqual({
      "pagerduty/event-orchestration": ["integrations"],
      "pagerduty/service-integration": ["integrationKey", "integrationEmail"],
      "sentry/key": ["secret", "dsnSecret", "dsnPublic", "dsnCsp"],
    });
  });

  it("deletes first what has a name that is unique at its vendor", () => {
    expect(KIND_NAMES.filter((kind) => resourceOptions(spec(kind), false).deleteBeforeReplace).sort()).toEqual([
      "datadog/logs-metric",
      "datadog/metric-tags",
      "datadog/security-notification",
      "datadog/slack-channel",
      "datadog/team",
      "datadog/webhook",
      "pagerduty/escalation-policy",
      "pagerduty/schedule",
      "pagerduty/service",
      "pagerduty/team",
      "sentry/project",
      "sentry/team",
    ]);
  });

  it("has a class with the vendors' type token for every kind", () => {
    for (const kind of KIND_NAMES) {
      const made = classOf(kind) as unknown as { __pulumiType?: string };
      if (made.__pulumiType !== undefined) expect(made.__pulumiType, kind).toBe(KINDS[kind].token);
    }
  });
});
