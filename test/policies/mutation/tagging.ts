/** Breaks of tags and names, by the rule that must name them. */

import type { POLICY_IDS } from "../../../model/index";
import type { KindName } from "../../../vendors/index";
import { type Break, change, type Loose, own } from "./break";

type TaggingId = (typeof POLICY_IDS)["tagging"][number];

/** Those that are one service's. */
const OF_SERVICE: readonly KindName[] = [
  "datadog/monitor",
  "datadog/slo",
  "datadog/security-rule",
  "datadog/synthetics-test",
  "datadog/security-suppression",
];
const TAGGED: readonly KindName[] = [...OF_SERVICE, "datadog/logs-index"];

/** The tags of a body, with an edit of them. */
function tags(what: string, edit: (tags: string[]) => string[] | false, kinds = TAGGED, times = 2): Break {
  return change(
    what,
    kinds,
    (body) => {
      const next = edit(body.tags);
      if (next === false) return false;
      body.tags = next;
      return undefined;
    },
    { times },
  );
}

const without = (key: string) => (all: string[]) => all.filter((tag) => !tag.startsWith(`${key}:`));
const more = (tag: string) => (all: string[]) => [...all, tag];
const instead = (key: string, value: string) => (all: string[]) => {
  const found = all.find((tag) => tag.startsWith(`${key}:`));
  return found === undefined || found === `${key}:${value}`
    ? (false as const)
    : all.map((tag) => (tag === found ? `${key}:${value}` : tag));
};

const dashboard = (what: string, edit: (json: Loose) => void) =>
  change(what, "datadog/dashboard", (body) => edit(body.dashboard.$json));

/** What the words for an environment are replaced by. */
const unnamed = (text: string | undefined) =>
  text?.replace(/\(?\b(prod|production|development|staging|dev)\b\)?/gi, "blue");

function sameNameAs(property: string) {
  return (body: Loose, resource: { key: string; kind: KindName | undefined }, stack: Parameters<typeof own>[0]) => {
    const [other] = own(stack, resource.kind as KindName).filter(({ key }) => key !== resource.key);
    if (!other) return false;
    body[property] = String((other.body as Loose)[property]).toUpperCase();
    return undefined;
  };
}

export const TAGGING_BREAKS: Readonly<Record<TaggingId, readonly Break[]>> = {
  "required-tags": [
    ...["team", "service", "env", "tier", "managed-by"].map((key) => tags(`no tag ${key}`, without(key))),
    tags("no tags at all", () => []),
    change("tags left out", "datadog/monitor", (body) => void delete body.tags),
    dashboard("a dashboard without a team", (json) => {
      json.tags = [];
    }),
    change("a catalog entity nobody manages", "datadog/catalog-entity", (body) => {
      const { metadata } = body.entity.$json;
      metadata.tags = without("managed-by")(metadata.tags);
    }),
  ],
  "contradictory-tags": [
    tags("a second team", more("team:somebody"), OF_SERVICE),
    tags("a second environment", more("env:staging"), OF_SERVICE),
    tags("a second tier", (all) => more(all.includes("tier:4") ? "tier:3" : "tier:4")(all), OF_SERVICE),
    tags("managed by two", more("managed-by:pulumi")),
  ],
  "unknown-tag-value": [
    tags("a team nobody is in", instead("team", "platfrom")),
    tags("a service that is not there", instead("service", "no-such-service")),
    tags("a system that is not there", instead("system", "truststraem"), OF_SERVICE),
    tags("a tier that is none", instead("tier", "9")),
  ],
  "owner-tags": [
    tags("another team's", instead("team", "trading"), OF_SERVICE, 3),
    tags("another system's", instead("system", "syncscript"), OF_SERVICE, 3),
    tags("of another tier", instead("tier", "4"), OF_SERVICE, 3),
  ],
  "environment-tag": [
    tags("of staging", instead("env", "staging"), OF_SERVICE, 4),
    tags("of an environment by its short name", instead("env", "prod"), OF_SERVICE),
    tags("an index of an environment that is not there", instead("env", "quality"), ["datadog/logs-index"]),
  ],
  "watched-environment": [
    change("a monitor of another environment", "datadog/monitor", (body) => otherEnvironment(body, "query"), {
      times: 4,
    }),
    change("an objective of another environment", "datadog/slo", (body) => otherEnvironment(body, "query")),
    change(
      "a detection rule of another environment",
      "datadog/security-rule",
      (body) => otherEnvironment(body, "queries"),
      { times: 3 },
    ),
    change("an index of another environment", "datadog/logs-index", (body) => otherEnvironment(body, "filters")),
    change("a suppression of another environment", "datadog/security-suppression", (body) =>
      otherEnvironment(body, "ruleQuery"),
    ),
  ],
  "lower-case-tags": [
    tags(
      "a team with a capital",
      (all) => all.map((tag) => (tag.startsWith("team:") ? `team:${tag[5]?.toUpperCase()}${tag.slice(6)}` : tag)),
      TAGGED,
      3,
    ),
    tags("a key with a capital", (all) => all.map((tag) => tag.replace(/^env:/, "Env:"))),
  ],
  "tag-characters": [
    tags("a blank", more("reason:two words")),
    tags("a mark", more("owner:jane@example.com!")),
    tags("too long", more(`note:${"x".repeat(250)}`)),
    tags("a digit first", more("3rd:party")),
  ],
  "tag-without-value": [
    tags("a word", more("legacy")),
    tags("no value", more("reviewed:")),
    tags("no key", more(":x")),
  ],
  "repeated-tag": [tags("the first tag twice", (all) => [...all, ...all.slice(0, 1)], TAGGED, 4)],
  "dashboard-tags": [
    dashboard("an environment's tag", (json) => json.tags.push("env:production")),
    dashboard("a service's tag", (json) => json.tags.push("service:truststream")),
    dashboard("six teams", (json) => {
      json.tags = ["a", "b", "c", "d", "e", "f"].map((name) => `team:${name}`);
    }),
  ],
  "managed-by-value": [
    tags("managed by hand", instead("managed-by", "hand"), TAGGED, 3),
    tags("managed by another tool", instead("managed-by", "terraform")),
  ],
  "ambiguous-name": [
    ...(
      [
        "pagerduty/service",
        "pagerduty/schedule",
        "pagerduty/escalation-policy",
        "pagerduty/team",
        "sentry/project",
        "sentry/team",
      ] as const
    ).map((kind) => change(`a ${kind} of the name of another`, kind, sameNameAs("name"), { times: 1 })),
    change("a dashboard of the title of another", "datadog/dashboard", (body, resource, stack) => {
      const [other] = own(stack, "datadog/dashboard").filter(({ key }) => key !== resource.key);
      if (!other) return false;
      body.dashboard.$json.title = (other.body as Loose).dashboard.$json.title;
      return undefined;
    }),
  ],
  undescribed: (
    [
      "pagerduty/service",
      "pagerduty/schedule",
      "pagerduty/escalation-policy",
      "pagerduty/team",
      "pagerduty/business-service",
    ] as const
  ).flatMap((kind) => [
    change(`a ${kind} without a description`, kind, (body) => void delete body.description, { times: 1 }),
    change(
      `a ${kind} described by the provider`,
      kind,
      (body) => {
        body.description = "Managed by Pulumi";
      },
      {
        times: 1,
      },
    ),
  ]),
  "environment-in-name": [
    change("a service of no environment", "pagerduty/service", (body) => nameless(body)),
    change("an alert of no environment", ["sentry/issue-alert", "sentry/metric-alert"], (body) => nameless(body)),
    change("a key of no environment", "sentry/key", (body) => nameless(body)),
    change("a dashboard of no environment", "datadog/dashboard", ({ dashboard: { $json } }) => {
      $json.title = unnamed($json.title);
      $json.description = unnamed($json.description);
    }),
  ],
  "service-in-name": [
    change(
      "a service named freely",
      "pagerduty/service",
      (body) => {
        body.name = "the-big-one-prod";
      },
      {
        times: 3,
      },
    ),
    change("a project named freely", "sentry/project", (body) => {
      body.slug = "my-first-project";
    }),
  ],
  "sentry-environment": [
    change(
      "an alert for all environments",
      ["sentry/issue-alert", "sentry/metric-alert"],
      (body) => void delete body.environment,
      { times: 3 },
    ),
    change(
      "an alert by the stack's name",
      ["sentry/issue-alert", "sentry/metric-alert"],
      (body) => {
        body.environment = "prod";
      },
      { times: 3 },
    ),
  ],
  "sentry-slug": [
    change("no slug", ["sentry/project", "sentry/team"], (body) => void delete body.slug),
    change("a slug with capitals", ["sentry/project", "sentry/team"], (body) => {
      body.slug = "My Project";
    }),
    change("a slug of digits", ["sentry/project", "sentry/team"], (body) => {
      body.slug = "2026";
    }),
  ],
};

function nameless(body: Loose): void {
  body.name = unnamed(body.name);
  if (body.description !== undefined) body.description = unnamed(body.description);
}

/** `false` where nothing in it names the environment. */
function otherEnvironment(body: Loose, property: string): undefined | false {
  const before = JSON.stringify(body[property]);
  if (before === undefined || !/env:(production|staging|development)/.test(before)) return false;
  const to = before.includes("env:staging") ? "env:production" : "env:staging";
  body[property] = JSON.parse(before.replace(/env:(production|staging|development)/g, to));
  return undefined;
}
