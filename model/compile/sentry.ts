/**
 * Error tracking. Projects and keys are owned once per account, alert rules belong to each environment. Who is told is decided
 * where monitors' is; what Sentry cannot reach is said: it pages and writes into channels only through its own integrations, which are made
 * by hand.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { CatalogCode } from "../codes";
import { nearest } from "../quantity";
import type { Line, ResolvedEnvironment, SentryAlertEntry, SentryProjectEntry, ServiceEntry } from "../resolved";
import type { BodyValue } from "../spec";
import { body, type Compiled, type Draft, type Family, finding, ref } from "./draft";
import { handlesFor, pagerName, severityOf, teamOf } from "./routing";
import { unique } from "./unique";
import { plain } from "./words";

export const sentry: Family = (env) => {
  const told = alerts(env);
  return {
    drafts: [...(env.owner ? projects(env) : []), ...told.drafts],
    diagnostics: [...(told.diagnostics ?? []), ...(env.owner ? unknownPagers(env) : [])],
  };
};

interface Use {
  tenant: ResolvedEnvironment;
  service: ServiceEntry;
  project: SentryProjectEntry;
}

function projects(env: ResolvedEnvironment): Draft[] {
  const uses = env.tenants.flatMap((tenant) => usesIn(tenant));
  const first = new Map<string, Use>();
  // The owner's own wording wins where environments differ.
  for (const use of uses)
    if (!first.has(use.project.name) || use.tenant.name === env.name) first.set(use.project.name, use);
  return [...[...first.values()].map((use) => project(env, use)), ...uses.map((use) => key(env, use))];
}

function usesIn(tenant: ResolvedEnvironment): Use[] {
  return tenant.services.flatMap((service) => service.sentry.map((project) => ({ tenant, service, project })));
}

function project(env: ResolvedEnvironment, { service, project }: Use): Draft {
  return {
    kind: "sentry/project",
    key: project.name,
    source: project.source,
    component: `ErrorTracking/${project.name}`,
    protect: true,
    body: body({
      organization: env.accountDetails.sentry.organization,
      name: project.title,
      slug: project.name,
      teams: [ref(`sentry/team/${service.team}`, "slug")],
      // Anything else makes the plugin ask the internet for a list that is no longer there. The SDK's platform is `project.platform`.
      platform: "other",
      resolveAge: project.resolveAfter && project.resolveAfter.seconds / 3600,
    }),
  };
}

/** A key per environment, so that one can be limited or changed alone. */
function key(env: ResolvedEnvironment, { tenant, project }: Use): Draft {
  return {
    kind: "sentry/key",
    key: `${project.name}-${tenant.name}`,
    source: project.source,
    component: `ErrorTracking/${project.name}`,
    protect: true,
    body: body({
      organization: env.accountDetails.sentry.organization,
      project: ref(`sentry/project/${project.name}`, "slug"),
      name: tenant.title,
      rateLimitCount: project.rateLimit?.events,
      rateLimitWindow: project.rateLimit?.per.seconds,
    }),
  };
}

function alerts(env: ResolvedEnvironment): Compiled {
  if (env.notify === "none") return { drafts: [] };
  const uses = usesIn(env).flatMap((use) => use.project.alerts.map((alert) => ({ use, alert })));
  return {
    drafts: uses
      .filter(({ use, alert }) => alert.lines.some((line) => reaches(receivers(env, use.service, line))))
      .map(({ use, alert }) => (alert.type === "issue" ? issueAlert(env, use, alert) : metricAlert(env, use, alert))),
    diagnostics: uses.flatMap(({ use, alert }) => untold(env, use.service, alert)),
  };
}

/** Whom Sentry tells. */
interface Receivers {
  /** Channels of the workspace that Sentry's Slack integration is installed in. */
  channels: string[];
  /** The members of the team at Sentry, by e-mail. */
  mail: boolean;
  /** The number that Sentry gave the PagerDuty service, where it pages. */
  pager?: number;
}

/** Where alerts page, somebody must hear of it: the team by e-mail, when Sentry reaches nothing else that the severity names. */
function receivers(env: ResolvedEnvironment, service: ServiceEntry, { severity }: Line): Receivers {
  const handles = handlesFor(env, service, severityOf(env, severity));
  const channels = unique(handles.flatMap((handle) => channelOf(env, handle) ?? []));
  const mailed = handles.includes(`@${teamOf(env, service)?.email}`);
  const pager = handles.includes(`@pagerduty-${pagerName(env, service)}`)
    ? env.accountDetails.sentry.pagerduty?.services[pagerName(env, service)]
    : undefined;
  const mail = env.notify === "page" && (mailed || (channels.length === 0 && pager === undefined));
  return { channels, mail, ...(pager !== undefined && { pager }) };
}

function reaches({ channels, mail, pager }: Receivers): boolean {
  return mail || channels.length > 0 || pager !== undefined;
}

/** `#ops` of `@slack-ops`, or of `@slack-acme-ops` where Datadog knows the workspace as `acme`. */
function channelOf(env: ResolvedEnvironment, handle: string): string | undefined {
  const { slack } = env.accountDetails.sentry;
  const [, name] = /^@slack-(.+)$/.exec(handle) ?? [];
  if (!slack || name === undefined) return undefined;
  const prefix = `${slack.account ?? ""}-`;
  return `#${name.startsWith(prefix) ? name.slice(prefix.length) : name}`;
}

function untold(env: ResolvedEnvironment, service: ServiceEntry, alert: SentryAlertEntry): Diagnostic[] {
  return alert.lines.flatMap((line): Diagnostic[] => {
    const severity = severityOf(env, line.severity);
    const told = receivers(env, service, line);
    const say = (code: CatalogCode, message: string, hint: string): Diagnostic[] => [
      finding(
        { key: alert.name, source: line.source },
        { code, severity: "warning", message, hint, subject: alert.name },
      ),
    ];
    const { slack, pagerduty } = env.accountDetails.sentry;
    if (env.notify === "page" && severity?.page && told.pager === undefined)
      return pagerduty
        ? say(
            "page-not-told",
            `\`${line.severity}\` pages, but Sentry does not know \`${pagerName(env, service)}\` yet: \`${alert.name}\` only writes to the team`,
            `Enter the key of its integration \`Sentry\` on the page of Sentry's PagerDuty integration, and write the number it gets there under \`sentry: {pagerduty: {services: …}}\` of the account.`,
          )
        : say(
            "page-not-told",
            `\`${line.severity}\` pages, but Sentry can page nobody: \`${alert.name}\` only writes to the team`,
            "Give it a severity that does not page, and watch what must wake someone with a signal, e.g. of `type: error-tracking`; or name Sentry's PagerDuty integration in the account.",
          );
    const chats = handlesFor(env, service, severity).filter((handle) => teamOf(env, service)?.chats.includes(handle));
    if (env.notify === "page" && told.channels.length === 0 && told.mail && chats.length > 0)
      return say(
        "told-by-mail",
        `\`${line.severity}\` is told in \`${chats.join("`, `")}\`, which Sentry does not reach: the team hears of \`${alert.name}\` by e-mail`,
        slack
          ? "Sentry writes into channels of `@slack-…` handles alone."
          : "Name Sentry's Slack integration in the account: `sentry: {slack: {integration: …}}`.",
      );
    if (reaches(told)) return [];
    const [chat] = teamOf(env, service)?.chats ?? [];
    return say(
      "chat-not-told",
      `in \`${env.name}\` alerts go to chat alone, which Sentry does not reach: \`${line.severity}\` of \`${alert.name}\` tells nobody there`,
      slack
        ? `Give \`${line.severity}\` a channel that begins with \`@slack-\`${chat === undefined ? `, or the team \`${service.team}\` a \`chat\`` : ""}.`
        : `Name Sentry's Slack integration in the account: \`sentry: {slack: {integration: …}}\`; or turn the alert off in \`${env.name}\`.`,
    );
  });
}

/** Numbers of PagerDuty services that the catalog does not make. */
function unknownPagers(env: ResolvedEnvironment): Diagnostic[] {
  const made = env.tenants
    .filter(({ notify }) => notify === "page")
    .flatMap((tenant) => tenant.services.map((service) => pagerName(tenant, service)));
  const named = Object.keys(env.accountDetails.sentry.pagerduty?.services ?? {});
  return named
    .filter((name) => !made.includes(name))
    .map((name) =>
      finding(env.accountDetails, {
        code: "unknown-reference",
        severity: "warning",
        message: `\`${name}\` under \`sentry: {pagerduty: {services: …}}\` is no PagerDuty service of the catalog`,
        hint: nearest(name, made)
          ? `Did you mean \`${nearest(name, made) ?? ""}\`?`
          : "Names are system, service and environment joined by hyphens.",
        subject: name,
      }),
    );
}

/** Services whose Sentry alerts page, where the account's Sentry has PagerDuty's integration: each needs a key to enter there. */
export function pagedBySentry(env: ResolvedEnvironment, service: ServiceEntry): boolean {
  if (!env.accountDetails.sentry.pagerduty) return false;
  const lines = service.sentry.flatMap(({ alerts: all }) => all.flatMap((alert) => alert.lines));
  return lines.some(({ severity }) => severityOf(env, severity)?.page === true);
}

type AlertOf<T extends SentryAlertEntry["type"]> = Extract<SentryAlertEntry, { type: T }>;

function issueAlert(env: ResolvedEnvironment, { service, project }: Use, alert: AlertOf<"issue">): Draft {
  return {
    kind: "sentry/issue-alert",
    key: alert.name,
    source: alert.source,
    component: `ErrorTracking/${project.name}`,
    body: {
      organization: env.accountDetails.sentry.organization,
      project: ref(`sentry/project/${project.name}`, "slug"),
      name: `[${env.name}] ${alert.title}`,
      environment: env.tag,
      actionMatch: "any",
      filterMatch: "all",
      frequency: alert.every.seconds / 60,
      conditions: alert.when.map(condition),
      filters: alert.only.map(filter),
      actions: alert.lines.slice(0, 1).flatMap((line) => issueActions(env, service, line)),
    },
  };
}

function issueActions(env: ResolvedEnvironment, service: ServiceEntry, line: Line): BodyValue[] {
  const { channels, mail, pager } = receivers(env, service, line);
  return [
    ...(pager === undefined
      ? []
      : [
          {
            id: "sentry.integrations.pagerduty.notify_action.PagerDutyNotifyServiceAction",
            account: String(env.accountDetails.sentry.pagerduty?.integration ?? ""),
            service: String(pager),
          },
        ]),
    ...channels.map((channel) => ({
      id: "sentry.integrations.slack.notify_action.SlackNotifyServiceAction",
      workspace: String(env.accountDetails.sentry.slack?.integration ?? ""),
      channel,
    })),
    ...(mail
      ? [
          {
            id: "sentry.mail.actions.NotifyEmailAction",
            targetType: "Team",
            targetIdentifier: ref(`sentry/team/${service.team}`, "internalId"),
          },
        ]
      : []),
  ];
}

const HAPPENED = {
  "first-seen": "first_seen_event.FirstSeenEventCondition",
  regression: "regression_event.RegressionEventCondition",
  reappeared: "reappeared_event.ReappearedEventCondition",
  "high-priority": "high_priority_issue.NewHighPriorityIssueCondition",
} as const;

const LEVELS = { debug: "10", info: "20", warning: "30", error: "40", fatal: "50" } as const;

/** Every value is a text; the order is the catalog's and counts. */
function condition(when: AlertOf<"issue">["when"][number]): BodyValue {
  if (typeof when === "string") return { id: `sentry.rules.conditions.${HAPPENED[when]}` };
  const [what, value] =
    "events" in when ? ["EventFrequencyCondition", when.events] : ["EventUniqueUserFrequencyCondition", when.users];
  return {
    id: `sentry.rules.conditions.event_frequency.${what}`,
    comparisonType: "count",
    interval: when.within.replace("min", "m"),
    value: String(value),
  };
}

function filter(only: AlertOf<"issue">["only"][number]): BodyValue {
  const id = (name: string): string => `sentry.rules.filters.${name}`;
  if ("level" in only) return { id: id("level.LevelFilter"), match: "gte", level: LEVELS[only.level] };
  if ("tag" in only) return { id: id("tagged_event.TaggedEventFilter"), key: only.tag, match: "eq", value: only.is };
  if ("latestRelease" in only) return { id: id("latest_release.LatestReleaseFilter") };
  return { id: id("issue_occurrences.IssueOccurrencesFilter"), value: String(only.occurrences) };
}

const MEASURES = {
  events: { aggregate: "count()", dataset: "events", eventTypes: ["error", "default"] },
  users: { aggregate: "count_unique(user)", dataset: "events", eventTypes: ["error", "default"] },
  "failure-rate": { aggregate: "failure_rate()", dataset: "transactions", eventTypes: ["transaction"] },
  apdex: { aggregate: "apdex(300)", dataset: "transactions", eventTypes: ["transaction"] },
  p50: { aggregate: "p50(transaction.duration)", dataset: "transactions", eventTypes: ["transaction"] },
  p75: { aggregate: "p75(transaction.duration)", dataset: "transactions", eventTypes: ["transaction"] },
  p95: { aggregate: "p95(transaction.duration)", dataset: "transactions", eventTypes: ["transaction"] },
  p99: { aggregate: "p99(transaction.duration)", dataset: "transactions", eventTypes: ["transaction"] },
} as const;

const MINUTES = {
  "1min": 1,
  "5min": 5,
  "10min": 10,
  "15min": 15,
  "30min": 30,
  "1h": 60,
  "2h": 120,
  "4h": 240,
  "1d": 1440,
} as const;

function metricAlert(env: ResolvedEnvironment, { service, project }: Use, alert: AlertOf<"metric">): Draft {
  const thresholdType = alert.comparator === "<" || alert.comparator === "<=" ? 1 : 0;
  const { aggregate, dataset, eventTypes } = MEASURES[alert.measure];
  return {
    kind: "sentry/metric-alert",
    key: alert.name,
    source: alert.source,
    component: `ErrorTracking/${project.name}`,
    body: {
      organization: env.accountDetails.sentry.organization,
      project: ref(`sentry/project/${project.name}`, "slug"),
      name: `[${env.name}] ${alert.title}`,
      environment: env.tag,
      dataset,
      eventTypes: [...eventTypes],
      query: alert.query,
      aggregate,
      timeWindow: MINUTES[alert.over],
      thresholdType,
      // Critical first: Sentry wants that order.
      triggers: alert.lines.map((line) => trigger(env, service, line, thresholdType)),
    },
  };
}

function trigger(env: ResolvedEnvironment, service: ServiceEntry, line: Line, thresholdType: number): BodyValue {
  const { channels, mail, pager } = receivers(env, service, line);
  const integrationId = env.accountDetails.sentry.slack?.integration ?? 0;
  return {
    label: line.status,
    alertThreshold: Number(plain(line.value ?? 0)),
    thresholdType,
    actions: [
      ...(pager === undefined
        ? []
        : [
            {
              type: "pagerduty",
              targetType: "specific",
              targetIdentifier: String(pager),
              integrationId: env.accountDetails.sentry.pagerduty?.integration ?? 0,
            },
          ]),
      ...channels.map((channel) => ({
        type: "slack",
        targetType: "specific",
        targetIdentifier: channel,
        integrationId,
      })),
      ...(mail
        ? [{ type: "email", targetType: "team", targetIdentifier: ref(`sentry/team/${service.team}`, "internalId") }]
        : []),
    ],
  };
}
