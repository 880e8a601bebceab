/** Breaks of what a page's way promises and of what pages, by the rule that must name them. */

import type { PolicyId } from "../../../model/index";
import { type Break, change, changes, edited, type Loose, own } from "./break";
import {
  high,
  hours,
  inBlock,
  MESSAGES,
  message,
  ofPerson,
  PAGER,
  pagedService,
  pagedUrgently,
  pages,
  policy,
  refTo,
  scheduled,
  used,
  wakes,
} from "./paging-parts";

export const PROMISE_BREAKS = {
  "no-priority": [
    change("a monitor without a priority", "datadog/monitor", (body) => delete body.priority, { times: 3 }),
    change("a test without a priority", "datadog/synthetics-test", (body) => delete body.optionsList.monitorPriority),
  ],
  "muted-page": [
    change("a downtime that lasts all week", "datadog/downtime-schedule", (body) => {
      body.recurringSchedule.recurrences = [{ rrule: "FREQ=WEEKLY;INTERVAL=1;BYDAY=SU", duration: "6d" }];
    }),
    change("a downtime without a schedule", "datadog/downtime-schedule", (body) => delete body.recurringSchedule),
    change("a downtime of everything, for ever", "datadog/downtime-schedule", (body) => {
      delete body.recurringSchedule;
      body.monitorIdentifier = { monitorTags: ["*"] };
    }),
  ],
  "one-level": [
    policy(
      "the first step alone",
      (body) => {
        body.rules = body.rules.slice(0, 1);
      },
      4,
    ),
    policy(
      "later steps that call nobody",
      (body) =>
        body.rules.slice(1).forEach((rule: Loose) => {
          rule.targets = [];
        }),
      2,
    ),
  ],
  "one-person": [
    policy(
      "one person in every step",
      (body) =>
        body.rules.forEach((rule: Loose) => {
          rule.targets = [{ type: "user_reference", id: refTo("pagerduty/user/ada-okafor") }];
        }),
      3,
    ),
    changes(
      "one person in the rotation and behind it",
      "pagerduty/escalation-policy",
      (resource, stack) => {
        if (!used(stack, resource)) return false;
        const one = refTo("pagerduty/user/ada-okafor");
        const behind = edited(resource, (body) =>
          body.rules.slice(1).forEach((rule: Loose) => {
            rule.targets = [{ type: "user_reference", id: one }];
          }),
        );
        const text = JSON.stringify((resource.body as Loose).rules[0]);
        const schedules = own(stack, "pagerduty/schedule").filter(({ key }) =>
          text.includes(`"pagerduty/schedule/${key}"`),
        );
        if (schedules.length === 0) return false;
        return [
          behind,
          ...schedules.map((schedule) =>
            edited(schedule, (body) =>
              body.layers.forEach((layer: Loose) => {
                layer.users = [one];
              }),
            ),
          ),
        ];
      },
      { times: 3 },
    ),
  ],
  "uncovered-time": [
    hours("an hour a day with nobody", [
      { type: "daily_restriction", startTimeOfDay: "03:00:00", durationSeconds: 82_800 },
    ]),
    hours("working hours alone", [{ type: "daily_restriction", startTimeOfDay: "09:00:00", durationSeconds: 28_800 }]),
    hours("no Sundays", [
      { type: "weekly_restriction", startDayOfWeek: 1, startTimeOfDay: "00:00:00", durationSeconds: 518_400 },
    ]),
    scheduled("a rotation that begins next year", (layer) => {
      layer.start = "2027-11-01T00:00:00Z";
      layer.rotationVirtualStart = "2027-11-01T00:00:00Z";
    }),
    scheduled("a rotation that ends", (layer) => {
      layer.end = "2027-01-01T00:00:00Z";
    }),
  ],
  "late-answer": [
    policy(
      "the second called after ninety minutes",
      (body) => {
        body.rules[0].escalationDelayInMinutes = 90;
      },
      4,
    ),
    ofPerson(
      "a first call after an hour and a half",
      "pagerduty/notification-rule",
      (body) => {
        body.startDelayInMinutes = 90;
      },
      high,
    ),
  ],
  "no-repeat": [
    policy(
      "no second round",
      (body) => {
        body.numLoops = 0;
      },
      3,
    ),
    policy("nothing said of a second round", (body) => void delete body.numLoops, 3),
  ],
  "page-not-urgent": [
    change(
      "a service of low urgency",
      "pagerduty/service",
      (body, resource, stack) => {
        if (!pagedUrgently(stack, resource)) return false;
        body.incidentUrgencyRule = { type: "constant", urgency: "low" };
        return undefined;
      },
      { times: 4 },
    ),
    change(
      "a service that can wait at night",
      "pagerduty/service",
      (body, resource, stack) => {
        if (!pagedUrgently(stack, resource)) return false;
        body.incidentUrgencyRule = {
          type: "use_support_hours",
          duringSupportHours: { type: "constant", urgency: "high" },
          outsideSupportHours: { type: "constant", urgency: "low" },
        };
        return undefined;
      },
      { times: 2 },
    ),
    change("events that are all suppressed", "pagerduty/service-orchestration", (body) => {
      body.catchAll.actions.suppress = true;
    }),
  ],
  "warning-wakes-nobody": [
    changes(
      "a service that decides by severity, paged on a warning",
      "datadog/monitor",
      (monitor, stack) => {
        const body = monitor.body as Loose;
        const [handle] = String(body.message).match(PAGER) ?? [];
        const service = handle && pagedService(stack, handle);
        if (!service || body.monitorThresholds?.warning === undefined || !body.message.includes("{{#is_warning}}"))
          return false;
        return [
          edited(monitor, (one) => {
            one.message = inBlock(one.message, "is_warning", (inner) => `${inner}${handle}\n`);
          }),
          edited(service, (one) => {
            one.incidentUrgencyRule = { type: "constant", urgency: "severity_based" };
          }),
        ];
      },
      { times: 5 },
    ),
  ],
  "no-acknowledgement-timeout": [
    change("never again", "pagerduty/service", (body) => {
      body.acknowledgementTimeout = "null";
    }),
    change("after a day", "pagerduty/service", (body) => {
      body.acknowledgementTimeout = "86400";
    }),
    change("after no time", "pagerduty/service", (body) => {
      body.acknowledgementTimeout = "0";
    }),
  ],
  "page-outside-paging": ["dev", "staging"].flatMap((environment) => [
    change(
      "a monitor that pages",
      "datadog/monitor",
      (body) => {
        body.message += "\n{{#is_alert}}@pagerduty-truststream-api-prod{{/is_alert}}";
      },
      { environment, times: 3 },
    ),
    change(
      "a test that pages",
      "datadog/synthetics-test",
      (body) => {
        body.message += "\n@pagerduty-truststream-api-prod";
      },
      { environment, times: 1 },
    ),
    change(
      "a detection rule that pages",
      "datadog/security-rule",
      (body) => void body.cases[0].notifications.push("@pagerduty-truststream-security-prod"),
      { environment, times: 2 },
    ),
  ]),
  "page-without-runbook": [
    message(
      "no runbook",
      (text) =>
        text
          .split("\n")
          .filter((line) => !/runbook/i.test(line))
          .join("\n"),
      5,
    ),
    message("a runbook without an address", (text) => text.replace(/https?:\/\/runbooks[^\s)]*/g, "the wiki"), 2),
    change("a detection rule without a runbook", "datadog/security-rule", (body) => {
      if (!JSON.stringify(body.cases).includes("@pagerduty-")) return false;
      body.message = body.message
        .split("\n")
        .filter((line: string) => !/runbook/i.test(line))
        .join("\n");
      return undefined;
    }),
  ],
  "undecided-silence": [
    change(
      "nothing said of silence",
      "datadog/monitor",
      (body) => {
        if (!pages(body) || (body.onMissingData === undefined && body.notifyNoData === undefined)) return false;
        delete body.onMissingData;
        delete body.notifyNoData;
        return undefined;
      },
      { times: 6 },
    ),
  ],
  "unannounced-recovery": [
    message("nobody told of the end", (text) => inBlock(text, "is_recovery", () => "Over.\n"), 3),
    message(
      "the pager not told of the end",
      (text) => inBlock(text, "is_recovery", (inner) => inner.replace(PAGER, "")),
      3,
    ),
  ],
  "unconditional-page": [
    message("a pager at the end", (text) => `${text}\n${text.match(PAGER)?.[0]}`, 4),
    message("a pager before all", (text) => `${text.match(PAGER)?.[0]} ${text}`, 2),
  ],
  "no-second-route": [
    message("nothing but the pager", (text) => text.replaceAll("@webhook-duty-telephone", ""), 4, MESSAGES, wakes),
    message(
      "the second way for the end alone",
      (text) => inBlock(text, "is_alert", (inner) => inner.replaceAll("@webhook-duty-telephone", "")),
      2,
      MESSAGES,
      wakes,
    ),
  ],
} satisfies Partial<Record<PolicyId, readonly Break[]>>;
