import { describe, expect, it } from "vitest";
import type { PolicyId } from "../../../model/index";
import { stackOf } from "../../../policies/index";
import { type Declared, type Fragment, saidBy, stackWith, stackWithout, wordsOf } from "../example";

const TAGS = ["team:shop", "service:checkout", "env:production", "managed-by:watchbill", "tier:1"];
const PAGER = "@pagerduty-shop-checkout-prod";
const monitor = (message: string, more: Fragment = {}): Declared => ({
  type: "datadog:index/monitor:Monitor",
  properties: {
    name: "Queue",
    type: "query alert",
    query: "avg(last_5m):avg:q{*} > 1",
    priority: "1",
    tags: TAGS,
    message,
    ...more,
  },
});
const json = (monitor: unknown): Declared => ({
  type: "datadog:index/monitorJson:MonitorJson",
  properties: { monitor: typeof monitor === "string" ? monitor : JSON.stringify(monitor) },
});
const rule = (properties: Fragment): Declared => ({
  type: "datadog:index/monitorNotificationRule:MonitorNotificationRule",
  properties: { name: "x", ...properties },
});
const pagerduty = (type: string, properties: Fragment): Declared => ({
  type: `pagerduty:index/${type}`,
  properties: { service: "${pagerduty/service/shop-checkout.id}", ...properties },
});
const events = (actions: Fragment) =>
  pagerduty("eventOrchestrationService:EventOrchestrationService", {
    enableEventOrchestrationForService: true,
    sets: [{ id: "start", rules: [] }],
    catchAll: { actions },
  });

const inAlert = (text: string) => `{{#is_alert}}${text}{{/is_alert}}`;
const recipients = ["pagerduty-shop-checkout-prod"];
const CHAT = monitor("@slack-shop");
const NOTIFY = { onMissingData: "show_and_notify_no_data" };

const CASES: [
  name: string,
  rule: PolicyId,
  declared: Record<string, Declared>,
  said: string | undefined,
  env?: string,
][] = [
  ["a word before a handle", "unpaged-alert", { it: monitor(inAlert(`Down!${PAGER}`)) }, "pages nobody"],
  ["and why", "unknown-pager", { it: monitor(inAlert(`Down!${PAGER}`)) }, "without a blank before it"],
  ["a variable before a handle", "unpaged-alert", { it: monitor(inAlert(`{{value}}${PAGER}`)) }, "pages nobody"],
  ["the same handle with a blank, too", "unpaged-alert", { it: monitor(inAlert(`a${PAGER} ${PAGER}`)) }, undefined],
  ["another tool's value before a handle", "unpaged-alert", { it: monitor(inAlert(`$\{x}${PAGER}`)) }, "undecided"],
  [
    "a second way that is not seen",
    "no-second-route",
    { it: monitor(inAlert(`${PAGER} a@webhook-duty-telephone`)) },
    "alone",
  ],
  [
    "a group's conditional alone",
    "unpaged-alert",
    { it: monitor(inAlert(`{{#is_match "env.name" "dev"}}${PAGER}{{/is_match}}`)) },
    "violated",
  ],
  [
    "a conditional and its else",
    "unpaged-alert",
    { it: monitor(inAlert(`{{#is_match "host.name" "db"}}@pagerduty-a{{else}}@pagerduty-b{{/is_match}}`)) },
    undefined,
  ],
  [
    "a conditional and its opposite",
    "unpaged-alert",
    {
      it: monitor(
        inAlert(`{{#is_match "a" "b"}}@pagerduty-a{{/is_match}}{{^is_match "a" "b"}}@pagerduty-b{{/is_match}}`),
      ),
    },
    undefined,
  ],
  [
    "another priority's conditional",
    "unpaged-alert",
    { it: monitor(inAlert(`{{#is_priority 'P5'}}${PAGER}{{/is_priority}}`)) },
    "pages nobody",
  ],
  [
    "its own priority's conditional",
    "unpaged-alert",
    { it: monitor(inAlert(`{{#is_priority 'P1'}}${PAGER}{{/is_priority}}`)) },
    undefined,
  ],
  [
    "a monitor in JSON that tells nobody",
    "unpaged-alert",
    { it: json({ priority: 1, message: "nobody" }) },
    "tells nobody at all",
  ],
  [
    "a monitor in JSON without a runbook",
    "page-without-runbook",
    { it: json({ priority: 1, message: inAlert(PAGER) }) },
    "has no runbook",
  ],
  [
    "a monitor in JSON that decides on silence",
    "undecided-silence",
    { it: json({ message: inAlert(PAGER), options: { on_missing_data: "default" } }) },
    undefined,
  ],
  ["a text that is no JSON", "unpaged-alert", { it: json("{") }, "undecided"],
  [
    "a rule that pages by tags",
    "unpaged-alert",
    { it: CHAT, by: rule({ recipients, filter: { tags: ["tier:1"] } }) },
    undefined,
  ],
  [
    "a rule of other tags",
    "unpaged-alert",
    { it: CHAT, by: rule({ recipients, filter: { tags: ["tier:2"] } }) },
    "pages nobody",
  ],
  [
    "a rule that tells a chat",
    "unpaged-alert",
    { it: CHAT, by: rule({ recipients: ["slack-shop"], filter: { tags: ["tier:1"] } }) },
    "pages nobody",
  ],
  [
    "a rule with a scope",
    "unpaged-alert",
    { it: CHAT, by: rule({ recipients, filter: { scope: "env:production" } }) },
    "stated",
  ],
  [
    "a rule with conditions",
    "unpaged-alert",
    {
      it: CHAT,
      by: rule({ filter: { tags: ["tier:1"] }, conditionalRecipients: { conditions: [{ scope: "a:b", recipients }] } }),
    },
    "stated",
  ],
  [
    "a rule of an unknown pager",
    "unknown-pager",
    { by: rule({ recipients: ["pagerduty-nobody"], filter: { tags: ["tier:1"] } }) },
    "knows no PagerDuty service",
  ],
  [
    "a rule of another environment",
    "page-outside-paging",
    { by: rule({ recipients, filter: { tags: ["env:dev"] } }) },
    "`env:dev`",
  ],
  [
    "a rule of this environment",
    "page-outside-paging",
    { by: rule({ recipients, filter: { tags: ["env:production"] } }) },
    undefined,
  ],
  [
    "the telephone, outside of prod",
    "page-outside-paging",
    { it: monitor("@webhook-duty-telephone") },
    "wakes somebody",
    "staging",
  ],
  ["any webhook, outside of prod", "page-outside-paging", { it: monitor("@webhook-other") }, undefined, "staging"],
  ["silence that is told to nobody", "undecided-silence", { it: monitor(inAlert(PAGER), NOTIFY) }, "tells nobody then"],
  [
    "silence that is told to somebody",
    "undecided-silence",
    { it: monitor(`${inAlert(PAGER)}{{#is_no_data}}@slack-shop{{/is_no_data}}`, NOTIFY) },
    undefined,
  ],
  ["events held back for a day", "page-not-urgent", { it: events({ suspend: 86_400 }) }, "for 1440 minutes"],
  ["events held back for a minute", "page-not-urgent", { it: events({ suspend: 60 }) }, undefined],
  [
    "an older rule that suppresses all",
    "page-not-urgent",
    { it: pagerduty("serviceEventRule:ServiceEventRule", { actions: { suppresses: [{ value: true }] } }) },
    "suppresses every event",
  ],
  [
    "an older rule with conditions",
    "page-not-urgent",
    {
      it: pagerduty("serviceEventRule:ServiceEventRule", {
        conditions: { operator: "and" },
        actions: { suppresses: [{ value: true }] },
      }),
    },
    undefined,
  ],
  [
    "a second object of a name",
    "pager-without-key",
    {
      it: {
        type: "datadog:pagerduty/serviceObject:ServiceObject",
        properties: { serviceName: "shop-checkout-prod", serviceKey: "0" },
      },
    },
    "has 2 objects",
  ],
];

describe("what a program of somebody's own makes", () => {
  it.each(CASES)("%s: %s", (_, id, declared, said, env = "prod") => {
    const words = wordsOf(saidBy(id, stackWith(declared, env))).join("\n");
    if (said === undefined) expect(words).not.toMatch(/violated|undecided/);
    else expect(words).toContain(said);
  });
});

describe("without a catalog", () => {
  const said = (id: PolicyId, name: string, declared: Record<string, Declared>): string => {
    const { resources } = stackWithout(declared);
    const environment = { ...stackWithout({}).environment, name, tag: "", notify: "page" as const };
    return wordsOf(saidBy(id, stackOf(environment, undefined, resources))).join("\n");
  };

  it("a stack that is called prod pages, and of any other nobody knows", () => {
    expect(said("unpaged-alert", "prod", { it: CHAT })).toMatch(/^violated /);
    expect(said("unpaged-alert", "acme/shop/production", { it: CHAT })).toMatch(/^violated /);
    expect(said("unpaged-alert", "dev", { it: CHAT })).toMatch(/^stated .*whether `dev` is to page is not known/);
    expect(said("page-outside-paging", "dev", { it: monitor(inAlert(PAGER)) })).toMatch(/^stated /);
  });

  it("a pager that is made elsewhere is not called unknown", () => {
    expect(said("unknown-pager", "prod", { it: monitor(inAlert("@pagerduty-x")) })).toMatch(/^stated /);
  });
});
