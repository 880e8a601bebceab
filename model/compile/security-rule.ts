/** Detection rules of Cloud SIEM: searches, counts per group, cases by severity, and whom a case tells. */

import type { Diagnostic } from "../../diagnostics/index";
import type { ResolvedEnvironment, SecurityEntry, SecurityStatus, ServiceEntry } from "../resolved";
import type { Body, BodyValue } from "../spec";
import { body, type Draft, type Family, finding } from "./draft";
import { ownership } from "./message";
import { handlesFor, nobodyTold, pagesAnyway, severityOf } from "./routing";
import { searchOf } from "./scope";
import { ruleTag, tagsOf } from "./tags";
import { plain, timeInWords } from "./words";

export const securityRules: Family = (env) => {
  const all = env.services.flatMap((service) => service.security.map((rule) => ({ service, rule })));
  return {
    drafts: all.map(({ service, rule }) => securityRule(env, service, rule)),
    diagnostics: all.flatMap(({ service, rule }) => [
      ...windowFindings(service, rule),
      ...untold(env, service, rule),
      ...pagedAnyway(env, service, rule),
    ]),
  };
};

/** The only lengths Datadog takes for windows and signal lifetimes, in seconds. */
const WINDOWS = [0, 60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/** Methods that learn: their signals have no window of their own, their cases no condition. */
const LEARNING = new Set<SecurityEntry["method"]>(["new_value", "impossible_travel"]);

type Query = Omit<NonNullable<SecurityEntry["queries"]>[string], "query"> & { query?: string | undefined };

function securityRule(env: ResolvedEnvironment, service: ServiceEntry, rule: SecurityEntry): Draft {
  const queries: [string, Query][] = rule.queries ? Object.entries(rule.queries) : [["events", rule]];
  return {
    kind: "datadog/security-rule",
    key: rule.name,
    source: rule.source,
    component: `SecurityRules/${service.name}`,
    body: body({
      name: `[${env.name}] ${rule.title}`,
      type: "log_detection",
      enabled: true,
      hasExtendedTitle: true,
      message: messageFor(env, service, rule),
      queries: queries.map(([name, query]) => searchFor(env, service, rule, name, query)),
      cases: casesOf(env, service, rule, queries[0]?.[0] ?? "events"),
      options: {
        detectionMethod: rule.method,
        evaluationWindow: LEARNING.has(rule.method) ? 0 : rule.over.seconds,
        keepAlive: rule.keepAlive.seconds,
        maxSignalDuration: rule.atMost.seconds,
        ...learning(rule),
        ...(rule.lessOutsideProduction && { decreaseCriticalityBasedOnEnv: true }),
      },
      ...(rule.groupSignalsBy.length > 0 && { groupSignalsBies: [...rule.groupSignalsBy] }),
      tags: tagsOf(service, env, [ruleTag(rule.name)], rule.tags),
    }),
  };
}

/** How the methods that learn do so. */
function learning(rule: SecurityEntry): Body {
  if (rule.method === "new_value") {
    const { for: days = 7, forget = 28, by = "duration", fromPast = false } = rule.learn ?? {};
    return {
      newValueOptions: {
        forgetAfter: forget,
        learningDuration: by === "threshold" ? 0 : days,
        learningMethod: by,
        learningThreshold: by === "threshold" ? 1 : 0,
        ...(fromPast && { instantaneousBaseline: true }),
      },
    };
  }
  if (rule.method !== "impossible_travel" || rule.travel === undefined) return {};
  const { learnLocations, for: days } = rule.travel;
  return {
    impossibleTravelOptions: {
      baselineUserLocations: learnLocations,
      ...(learnLocations && { baselineUserLocationsDuration: days }),
    },
  };
}

function searchFor(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  rule: SecurityEntry,
  name: string,
  query: Query,
): BodyValue {
  const learned =
    rule.method === "new_value" ? "new_value" : rule.method === "impossible_travel" ? "geo_data" : undefined;
  return body({
    name,
    query: searchOf(env, service, query.query ?? "*"),
    dataSource: query.events,
    aggregation: query.aggregate ?? learned ?? (query.distinct.length > 0 ? "cardinality" : "count"),
    // An empty list would come back as none and differ for ever.
    ...(query.by.length > 0 && { groupByFields: [...query.by] }),
    ...(query.by.length > 0 && (query.alsoWithout ?? oneIsEnough(rule, name)) && { hasOptionalGroupByFields: true }),
    ...(query.distinct.length > 0 && { distinctFields: [...query.distinct] }),
    ...(query.metric !== undefined && { metrics: [query.metric] }),
  });
}

/** Whether a single event of the query is a signal: then whose it is does not matter, and one that does not say so counts, too. */
function oneIsEnough({ cases, limits }: SecurityEntry, name: string): boolean {
  if (!cases) return limits.some(({ count }) => count < 1);
  const alternatives = cases.flatMap(({ when }) => when?.split("||") ?? []);
  return alternatives.some((one) => {
    const [left, more] = one.split(/>=?/).map((side) => side.trim());
    return left === name && (one.includes(">=") ? more === "1" : more === "0");
  });
}

/** In order: the first condition that holds wins, so the worst comes first. */
function casesOf(env: ResolvedEnvironment, service: ServiceEntry, rule: SecurityEntry, name: string): BodyValue[] {
  const told = (status: SecurityStatus, extra: readonly string[] = []): string[] =>
    handlesFor(env, service, severityOf(env, status), [...rule.notify, ...extra]);
  if (rule.cases)
    return rule.cases.map((one) =>
      body({
        name: one.name ?? one.status,
        status: one.status,
        condition: one.when,
        notifications: told(one.status, one.notify),
      }),
    );
  return rule.limits.map(({ status, count, text }) => ({
    name: `more than ${text}`,
    status,
    condition: `${name} > ${plain(count)}`,
    notifications: told(status),
  }));
}

/** What is only informational need not tell anybody. */
function untold(env: ResolvedEnvironment, service: ServiceEntry, rule: SecurityEntry): Diagnostic[] {
  const cases = rule.cases ?? rule.limits.map(({ status }) => ({ status, notify: [] }));
  return cases
    .filter(({ status }) => status !== "info")
    .flatMap(({ status, notify }) => nobodyTold(env, service, rule, status, [...rule.notify, ...notify]));
}

function pagedAnyway(env: ResolvedEnvironment, service: ServiceEntry, rule: SecurityEntry): Diagnostic[] {
  const at = `security.${rule.key}`;
  const cases = rule.cases ?? rule.limits.map(({ status }) => ({ status, notify: [] }));
  return cases.flatMap(({ status, notify }, one) => [
    ...pagesAnyway(
      env,
      { key: rule.key, origin: (index) => service.origins.at(`${at}.notify.${index}`) },
      status,
      rule.notify,
    ),
    ...pagesAnyway(
      env,
      { key: rule.key, origin: (index) => service.origins.at(`${at}.cases.${one}.notify.${index}`) },
      status,
      notify,
    ),
  ]);
}

function messageFor(env: ResolvedEnvironment, service: ServiceEntry, rule: SecurityEntry): string {
  const runbook = rule.runbook ?? service.runbook;
  const limits = rule.limits.map(({ status, text }) => `${status}: more than ${text}`).join(", ");
  const by = rule.by.length > 0 ? ` per ${named(rule.by)}` : "";
  const what = rule.distinct.length > 0 ? `Different ${named(rule.distinct)} are counted` : "Events are counted";
  return [
    rule.summary.trim(),
    ...(limits === "" ? [] : [`${what}${by} within ${timeInWords(rule.over.seconds)}; ${limits}.`]),
    ...(runbook === undefined ? [] : [`Runbook: ${runbook}`]),
    ownership(env, service),
  ].join("\n\n");
}

function named(attributes: readonly string[]): string {
  return attributes.map((attribute) => `\`${attribute}\``).join(" and ");
}

function windowFindings(service: ServiceEntry, rule: SecurityEntry): Diagnostic[] {
  const fields = { over: rule.over, keepAlive: rule.keepAlive, atMost: rule.atMost };
  // At the value where the catalog says it, else at the rule.
  const at = (field: string) => ({ key: rule.key, source: service.origins.at(`security.${rule.key}.${field}`) });
  const wrong = Object.entries(fields).flatMap(([field, { seconds, text }]) => {
    if (WINDOWS.includes(seconds)) return [];
    const near = WINDOWS.reduce((best, window) =>
      Math.abs(window - seconds) < Math.abs(best - seconds) ? window : best,
    );
    return [
      finding(at(field), {
        code: "security-window",
        severity: "error",
        message: `\`${field}: ${text}\` is not a length of time that detection rules have`,
        hint: `The nearest is ${timeInWords(near)}.`,
        subject: rule.name,
      }),
    ];
  });
  if (rule.atMost.seconds >= rule.keepAlive.seconds) return wrong;
  return [
    ...wrong,
    finding(at(service.origins.at(`security.${rule.key}.atMost`).layer === "default" ? "keepAlive" : "atMost"), {
      code: "security-signal-length",
      severity: "error",
      message: `a signal stays open for \`atMost: ${rule.atMost.text}\`, less than \`keepAlive: ${rule.keepAlive.text}\``,
      hint: "Make `atMost` as long as `keepAlive` or longer.",
      subject: rule.name,
    }),
  ];
}
