/** Breaks of a page's way from an alert to a person who wakes, by the rule that must name them. */

import type { POLICY_IDS } from "../../../model/index";
import type { Resource, Stack } from "../../../policies/index";
import type { KindName } from "../../../vendors/index";
import { type Break, change, changes, edited, type Loose, own, removal } from "./break";

type PagingId = (typeof POLICY_IDS)["paging"][number];

const MESSAGES: readonly KindName[] = ["datadog/monitor", "datadog/synthetics-test"];
const PAGER = /@pagerduty-[\w-]+/g;

function priorityOf(body: Loose): number {
  return Number(body.priority ?? body.optionsList?.monitorPriority ?? 0);
}

function pages(body: Loose): boolean {
  return String(body.message).includes("@pagerduty-");
}

/** A change of the message of what pages; an unchanged one is no break. */
function message(
  what: string,
  edit: (text: string) => string,
  times = 3,
  kinds = MESSAGES,
  where: (body: Loose) => boolean = pages,
) {
  return change(
    what,
    kinds,
    (body) => {
      if (!where(body)) return false;
      const next = edit(body.message);
      if (next === body.message) return false;
      body.message = next;
      return undefined;
    },
    { times },
  );
}

const urgent = (body: Loose) => pages(body) && [1, 2].includes(priorityOf(body));
/** Of the top tier, and woken by something beside the pager. */
const wakes = (body: Loose) =>
  urgent(body) && body.tags.includes("tier:1") && String(body.message).includes("@webhook-duty-telephone");

/** Of a block of a message, e.g. `is_alert`. */
function inBlock(text: string, block: string, edit: (inner: string) => string): string {
  return text.replace(
    new RegExp(`({{#${block}}})([\\s\\S]*?)({{/${block}}})`),
    (_, open, inner, close) => open + edit(inner) + close,
  );
}

const refTo = ($ref: string) => ({ $ref, output: "id" });
const asLoose = (resource: Resource): Loose => resource.body;
const addressed = (value: Loose, resource: Resource): boolean => value?.$ref === `${resource.kind}/${resource.key}`;

/** Those of a kind that refer to the resource by a property. */
function referring(stack: Stack, kind: KindName, property: string, to: Resource): Resource[] {
  return own(stack, kind).filter(({ body }) => addressed((body as Loose)[property], to));
}

function used(stack: Stack, policy: Resource): boolean {
  return referring(stack, "pagerduty/service", "escalationPolicy", policy).length > 0;
}

/** People whom a policy calls by name. */
function called(stack: Stack, user: Resource): boolean {
  return JSON.stringify(
    [own(stack, "pagerduty/escalation-policy"), own(stack, "pagerduty/schedule")].flat().map(asLoose),
  ).includes(`"pagerduty/user/${user.key}"`);
}

function policy(what: string, edit: (body: Loose, stack: Stack) => unknown, times = 2): Break {
  return change(
    what,
    "pagerduty/escalation-policy",
    (body, resource, stack) => (used(stack, resource) ? edit(body, stack) : false),
    {
      times,
    },
  );
}

/** Gone, where something leads to it. */
function gone(kind: KindName, by: KindName, property: string, times = 2): Break {
  return removal(
    `a ${kind} that is gone`,
    kind,
    (resource, stack) => (referring(stack, by, property, resource).length > 0 ? [resource] : []),
    {
      times,
    },
  );
}

/** The contact methods or notices of a person who is called, changed together. */
function ofPerson(
  what: string,
  kind: KindName,
  edit: (body: Loose) => void,
  where: (body: Loose) => boolean = () => true,
): Break {
  return changes(
    what,
    "pagerduty/user",
    (user, stack) => {
      const theirs = referring(stack, kind, "userId", user).filter(({ body }) => where(body));
      return called(stack, user) && theirs.length > 0 ? theirs.map((one) => edited(one, edit)) : false;
    },
    { times: 3 },
  );
}

const waking = ({ type }: Loose) => type === "phone_contact_method" || type === "sms_contact_method";
const high = ({ urgency }: Loose) => urgency === "high";

export const PAGING_BREAKS: Readonly<Record<PagingId, readonly Break[]>> = {
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
};

function pagedService(stack: Stack, handle: string): Resource | undefined {
  const object = own(stack, "datadog/pagerduty-service").find(
    ({ body }) => `@pagerduty-${body.serviceName}` === handle,
  );
  const integration =
    object &&
    own(stack, "pagerduty/service-integration").find((one) => addressed((object.body as Loose).serviceKey, one));
  return (
    integration && own(stack, "pagerduty/service").find((one) => addressed((integration.body as Loose).service, one))
  );
}

function pagedUrgently(stack: Stack, service: Resource): boolean {
  return MESSAGES.flatMap((kind) => own(stack, kind)).some(({ body }) => {
    const [handle] = String(body.message).match(PAGER) ?? [];
    return handle !== undefined && urgent(body) && pagedService(stack, handle)?.key === service.key;
  });
}

/** A policy that calls schedules alone, all of whose layers are changed. */
function scheduled(what: string, edit: (layer: Loose) => void): Break {
  return changes(what, "pagerduty/escalation-policy", (resource, stack) => {
    if (!used(stack, resource)) return false;
    const left = edited(resource, (body) => {
      const rules = body.rules.map((rule: Loose) => ({
        ...rule,
        targets: rule.targets.filter(({ type }: Loose) => type === "schedule_reference"),
      }));
      body.rules = rules.filter(({ targets }: Loose) => targets.length > 0);
    });
    const text = JSON.stringify((left.body as Loose).rules);
    const schedules = own(stack, "pagerduty/schedule").filter(({ key }) =>
      text.includes(`"pagerduty/schedule/${key}"`),
    );
    if (schedules.length === 0) return false;
    return [left, ...schedules.map((schedule) => edited(schedule, (body) => body.layers.forEach(edit)))];
  });
}

function hours(what: string, restrictions: Loose[]): Break {
  return scheduled(what, (layer) => {
    layer.restrictions = restrictions;
  });
}
