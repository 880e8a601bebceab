/** Breaks of the hops of a page's way, from an alert to a telephone, by the rule that must name them. */

import type { PolicyId } from "../../../model/index";
import { type Break, change, changes, edited, type Loose, own, removal } from "./break";
import {
  asLoose,
  called,
  gone,
  high,
  inBlock,
  MESSAGES,
  message,
  ofPerson,
  PAGER,
  policy,
  referring,
  refTo,
  urgent,
  waking,
} from "./paging-parts";

export const HOP_BREAKS = {
  "unpaged-alert": [
    message("the pager left out", (text) => text.replace(PAGER, ""), 5, MESSAGES, urgent),
    message(
      "the pager told of the end alone",
      (text) => inBlock(text, "is_alert", (inner) => inner.replace(PAGER, "")),
      3,
      MESSAGES,
      urgent,
    ),
    message("a chat in place of the pager", (text) => text.replace(PAGER, "@slack-general"), 3, MESSAGES, urgent),
    change(
      "a draft",
      "datadog/monitor",
      (body) => {
        if (!urgent(body)) return false;
        body.draftStatus = "draft";
        return undefined;
      },
      {
        times: 3,
      },
    ),
    change(
      "a case that pages nobody",
      "datadog/security-rule",
      (body) => {
        const one = body.cases.find(({ status }: Loose) => status === "critical" || status === "high");
        if (!one?.notifications.some((handle: string) => handle.startsWith("@pagerduty-"))) return false;
        one.notifications = one.notifications.filter((handle: string) => !handle.startsWith("@pagerduty-"));
        return undefined;
      },
      { times: 4 },
    ),
    change("signals that page nobody", "datadog/security-notification", (body) => {
      if (!body.targets.some((handle: string) => handle.startsWith("@pagerduty-"))) return false;
      body.targets = body.targets.filter((handle: string) => !handle.startsWith("@pagerduty-"));
      return undefined;
    }),
  ],
  "unknown-pager": [
    message("a pager's name mistyped", (text) => text.replace(PAGER, (handle) => `${handle.slice(0, -1)}x`), 4),
    message("a pager of the service's bare name", (text) => text.replace(/(@pagerduty-[\w-]+)-prod\b/g, "$1"), 2),
    change(
      "Datadog's object under another name",
      "datadog/pagerduty-service",
      (body) => {
        body.serviceName += "-old";
      },
      { times: 3 },
    ),
    removal("Datadog's object gone", "datadog/pagerduty-service", undefined, { times: 3 }),
  ],
  "pager-without-key": [
    change("no key", "datadog/pagerduty-service", (body) => void delete body.serviceKey),
    change("the key of an integration that is not there", "datadog/pagerduty-service", (body) => {
      body.serviceKey.$ref += "-old";
    }),
    change("an id in place of the key", "datadog/pagerduty-service", (body) => {
      body.serviceKey.output = "id";
    }),
    gone("pagerduty/service-integration", "datadog/pagerduty-service", "serviceKey"),
  ],
  "key-without-service": [
    change("an integration of nothing", "pagerduty/service-integration", (body) => void delete body.service),
    change("an integration that takes e-mail", "pagerduty/service-integration", (body) => {
      delete body.vendor;
      body.type = "generic_email_inbound_integration";
    }),
    gone("pagerduty/service", "pagerduty/service-integration", "service", 3),
  ],
  "service-without-escalation": [
    change("no policy", "pagerduty/service", (body) => void delete body.escalationPolicy),
    change("a team in place of a policy", "pagerduty/service", (body) => {
      body.escalationPolicy = refTo("pagerduty/team/platform");
    }),
    gone("pagerduty/escalation-policy", "pagerduty/service", "escalationPolicy", 3),
  ],
  "escalation-to-nobody": [
    policy("a step without targets", (body) => {
      body.rules[0].targets = [];
    }),
    policy("a schedule that is not there", (body) => {
      const target = body.rules
        .flatMap(({ targets }: Loose) => targets)
        .find(({ type }: Loose) => type === "schedule_reference");
      if (!target) return false;
      target.id.$ref += "-old";
      return undefined;
    }),
    removal("a schedule gone", "pagerduty/schedule", (schedule, stack) =>
      JSON.stringify(own(stack, "pagerduty/escalation-policy").map(asLoose)).includes(
        `"pagerduty/schedule/${schedule.key}"`,
      )
        ? [schedule]
        : [],
    ),
    policy("a team called as a person", (body) => {
      body.rules[0].targets[0].id = refTo("pagerduty/team/platform");
    }),
  ],
  "schedule-without-people": [
    change("a layer without people", "pagerduty/schedule", (body) => {
      body.layers[0].users = [];
    }),
    change("a person who left", "pagerduty/schedule", (body) => {
      body.layers[0].users[0].$ref += "-left";
    }),
    change("no layers", "pagerduty/schedule", (body) => {
      body.layers = [];
    }),
    removal("a person gone", "pagerduty/user", (user, stack) =>
      JSON.stringify(own(stack, "pagerduty/schedule").map(asLoose)).includes(`"pagerduty/user/${user.key}"`)
        ? [user]
        : [],
    ),
    changes("a person who may look only", "pagerduty/user", (user, stack) =>
      JSON.stringify(own(stack, "pagerduty/schedule").map(asLoose)).includes(`"pagerduty/user/${user.key}"`)
        ? [
            edited(user, (body) => {
              body.role = "read_only_user";
            }),
          ]
        : false,
    ),
  ],
  "person-without-phone": [
    ofPerson(
      "an address in place of the telephone",
      "pagerduty/contact-method",
      (body) => {
        body.type = "email_contact_method";
        body.address = "someone@example.com";
      },
      waking,
    ),
    removal(
      "no telephone",
      "pagerduty/user",
      (user, stack) =>
        called(stack, user)
          ? referring(stack, "pagerduty/contact-method", "userId", user).filter(({ body }) => waking(body))
          : [],
      { times: 3 },
    ),
  ],
  "person-without-notice": [
    ofPerson(
      "notices for what can wait alone",
      "pagerduty/notification-rule",
      (body) => {
        body.urgency = "low";
      },
      high,
    ),
    ofPerson(
      "a notice to a telephone that is gone",
      "pagerduty/notification-rule",
      (body) => {
        body.contactMethod.id.$ref += "-old";
      },
      high,
    ),
    removal(
      "no notice",
      "pagerduty/user",
      (user, stack) =>
        called(stack, user)
          ? referring(stack, "pagerduty/notification-rule", "userId", user).filter(({ body }) => high(body))
          : [],
      { times: 3 },
    ),
  ],
} satisfies Partial<Record<PolicyId, readonly Break[]>>;
