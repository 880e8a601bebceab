/** Whoever does what a finding's fix says is rid of the finding: the fix, and the same thing with it done by the letter. */

import { expect, it } from "vitest";
import type { PolicyId } from "../../../model/index";
import { configurationOf } from "../../../policies/index";
import { compiled, type Declared, type Fragment, overlaid, saidBy, stackFor, stackWith } from "../example";

const step = (escalateAfter: string, ...notify: string[]) => ({ notify, escalateAfter });
const steps = (...all: object[]): Fragment => ({ escalations: { shop: { steps: all } } });
const high = (...notices: object[]): Fragment => ({ people: { ana: { notifications: { high: notices } } } });
const monitor = (properties: Fragment): Declared => ({
  type: "datadog:index/monitor:Monitor",
  properties: {
    name: "Queue length",
    type: "query alert",
    query: "avg(last_5m):avg:shop.queue.length{env:production} > 100",
    priority: "2",
    onMissingData: "resolve",
    message: "{{#is_alert}}It grows. @pagerduty-shop-checkout-prod{{/is_alert}}",
    ...properties,
  },
});
const violated = ({ policy }: { policy?: { state: string } }) => policy?.state === "violated";

it.each<[PolicyId, broken: Fragment, fix: RegExp, done: Fragment]>([
  [
    "unpaged-alert",
    { severities: { high: { page: false } } },
    /^Change `page` of `severities\.high` to `true`, or, if it can wait, give it/,
    { severities: { high: { page: true } } },
  ],
  [
    "unpaged-alert",
    { severities: { high: { page: false } } },
    /or, if it can wait, give it a priority of 3 or more, and what is less urgent a later one\.$/,
    { severities: { high: { priority: 3 }, medium: { priority: 4 } } },
  ],
  [
    "one-level",
    steps(step("5min", "shop-primary")),
    /^Add a step under `steps`: `\{ notify: \[…\], escalateAfter: 10min \}`\.$/,
    steps(step("5min", "shop-primary"), step("10min", "shop-secondary")),
  ],
  [
    "one-person",
    steps(step("5min", "shop-primary"), step("10min", "ana")),
    /^Let a later step call somebody else, too\.$/,
    steps(step("5min", "shop-primary"), step("10min", "ana", "ben")),
  ],
  [
    "uncovered-time",
    {
      rotations: {
        "shop-primary": { hours: [{ from: "08:00", to: "20:00" }] },
        "shop-secondary": { hours: [{ from: "20:00", to: "07:30" }] },
      },
      ...steps(step("5min", "shop-primary"), step("10min", "shop-secondary")),
    },
    /or a last step that calls somebody by name\.$/,
    steps(step("5min", "shop-primary"), step("10min", "shop-secondary"), step("10min", "ana")),
  ],
  [
    "late-answer",
    steps(step("10min", "shop-primary"), step("10min", "shop-secondary")),
    /^Change `escalateAfter` of the first step to `5min` or sooner, or promise less\.$/,
    steps(step("5min", "shop-primary"), step("10min", "shop-secondary")),
  ],
  [
    "late-answer",
    {
      rotations: { "shop-secondary": { people: ["ana", "ben", "cleo"] } },
      ...steps(step("5min", "shop-primary"), step("10min", "shop-secondary"), step("10min", "ana", "ben")),
    },
    /^Let the second step call somebody else at every hour, e\.g\. the same people in another order\.$/,
    { rotations: { "shop-secondary": { people: ["ben", "cleo", "ana"] } } },
  ],
  [
    "late-answer",
    high({ by: "sms", after: "10min" }),
    /^Change `after: 10min` under `notifications: high:` to `5min` or sooner/,
    high({ by: "sms", after: "1min" }),
  ],
  [
    "person-without-phone",
    high({ by: "email" }),
    /^Write a notice by `sms` or `phone` under `notifications: high:`/,
    high({ by: "sms" }),
  ],
  [
    "no-repeat",
    { escalations: { shop: { repeat: 0 } } },
    /^Change `repeat` to `1` or more/,
    { escalations: { shop: { repeat: 1 } } },
  ],
  [
    "no-acknowledgement-timeout",
    { services: { checkout: { pagerduty: { acknowledgeTimeout: "6h" } } } },
    /^Change `acknowledgeTimeout` to `30min`/,
    { services: { checkout: { pagerduty: { acknowledgeTimeout: "30min" } } } },
  ],
  [
    "page-without-runbook",
    { systems: { shop: { runbook: null } }, services: { checkout: { runbook: null } } },
    /^Write `runbook: https:\/\/…` at the service `checkout`/,
    { services: { checkout: { runbook: "https://example.com/runbooks/checkout" } } },
  ],
  [
    "muted-page",
    {
      services: {
        checkout: { downtimes: { always: { reason: "Noise.", from: "00:00", lasts: "1439min", timeZone: "UTC" } } },
      },
    },
    /^Mute what pages for 28 hours a week at most/,
    { services: { checkout: { downtimes: { always: { lasts: "4h" } } } } },
  ],
  [
    "unknown-pager",
    { severities: { high: { channels: ["team-chat", "@pagerduty-foo"] } } },
    /^Take it out of its `channels`: a severity with `page: true` pages the service's own people\.$/,
    { severities: { high: { channels: ["team-chat"] } } },
  ],
  [
    "unknown-pager",
    { severities: { high: { channels: ["team-chat", "@pagerduty-shop-checkout"] } } },
    /^Take it out of its `channels`, or write `@pagerduty-shop-checkout-prod` there: /,
    { severities: { high: { channels: ["team-chat", "@pagerduty-shop-checkout-prod"] } } },
  ],
  [
    "unknown-pager",
    { services: { checkout: { monitors: { latency: { notify: ["@pagerduty-foo"] } } } } },
    /^Take it out of `monitors\.latency\.notify`: /,
    { services: { checkout: { monitors: { latency: { notify: [] } } } } },
  ],
  [
    "no-second-route",
    { severities: { critical: { channels: ["team-chat", "team-email"] } } },
    /^Give `severities\.critical` a second way under `channels`: a webhook with `wakes: true`, or another pager\.$/,
    {
      webhooks: { texts: { wakes: true, urlSecret: "texts" } },
      severities: { critical: { channels: ["team-chat", "@webhook-texts"] } },
    },
  ],
])("%s, by the words (%#)", (id, broken, fix, done) => {
  const found = (fragment: Fragment) => {
    const checked = compiled(fragment);
    return saidBy(id, stackFor(checked), configurationOf(checked)).filter(violated);
  };
  expect(found(broken).map(({ hint }) => hint)).toContainEqual(expect.stringMatching(fix));
  expect(found(overlaid(broken, done) as Fragment).map(({ message }) => message)).toEqual([]);
});

const PAGER = "@pagerduty-shop-checkout-prod";

it.each<[PolicyId, broken: Fragment, fix: string | RegExp, done: Fragment]>([
  [
    "undecided-silence",
    { onMissingData: null },
    /^Set `onMissingData`: `resolve`, `show_no_data` or `default`/,
    { onMissingData: "resolve" },
  ],
  ["undecided-silence", { onMissingData: null }, /or `default`; or/, { onMissingData: "default" }],
  [
    "undecided-silence",
    { onMissingData: null },
    /or `show_and_notify_no_data` with somebody in `\{\{#is_no_data\}\}@…\{\{\/is_no_data\}\}`/,
    {
      onMissingData: "show_and_notify_no_data",
      message: `{{#is_alert}}It grows. ${PAGER}{{/is_alert}} {{#is_no_data}}@slack-shop{{/is_no_data}}`,
    },
  ],
  [
    "unpaged-alert",
    { message: "{{#is_alert}}It grows. @slack-shop{{/is_alert}}" },
    /or give it a `priority` of 3 or more if it can wait\.$/,
    { priority: "3" },
  ],
  [
    "unannounced-recovery",
    {},
    `Add \`{{#is_recovery}}${PAGER}{{/is_recovery}}\` to its message.`,
    { message: `{{#is_alert}}It grows. ${PAGER}{{/is_alert}}\n{{#is_recovery}}${PAGER}{{/is_recovery}}` },
  ],
  [
    "unconditional-page",
    { message: `It grows. ${PAGER}` },
    `Write \`{{#is_alert}}${PAGER}{{/is_alert}}\` and \`{{#is_recovery}}${PAGER}{{/is_recovery}}\`.`,
    { message: `It grows. {{#is_alert}}${PAGER}{{/is_alert}} {{#is_recovery}}${PAGER}{{/is_recovery}}` },
  ],
  [
    "unknown-pager",
    { message: "{{#is_alert}}It grows. @pagerduty-shop-chekout-prod{{/is_alert}}" },
    `Did you mean \`${PAGER}\`?`,
    { message: `{{#is_alert}}It grows. ${PAGER}{{/is_alert}}` },
  ],
  [
    "page-without-runbook",
    {},
    "Add a line such as `Runbook: https://…` to its message.",
    { message: `{{#is_alert}}It grows. ${PAGER}{{/is_alert}}\nRunbook: https://example.com/queue` },
  ],
])("%s of what other code makes, by the words (%#)", (id, broken, fix, done) => {
  const found = (properties: Fragment) => saidBy(id, stackWith({ queue: monitor(properties) })).filter(violated);
  const words = typeof fix === "string" ? fix : expect.stringMatching(fix);
  expect(found(broken).map(({ hint }) => hint)).toContainEqual(words);
  expect(found({ ...broken, ...done }).map(({ message }) => message)).toEqual([]);
});

it("tells a pager nobody knows once, at the severity that names it", () => {
  const checked = compiled({ severities: { high: { channels: ["team-chat", "@pagerduty-foo"] } } });
  const found = saidBy("unknown-pager", stackFor(checked)).filter(violated);
  const places = found.map(({ line, column, message }) => {
    expect(message).toContain("`severities.high` has `@pagerduty-foo`");
    return checked.text.split("\n")[line - 1]?.slice(column - 1);
  });
  expect(places.length).toBeGreaterThan(1);
  expect(new Set(places)).toEqual(new Set(["high:"]));
});
