/** Security signals once they are made: whom they tell where no case of the catalog's own does, and which are not made at all. */

import type { Diagnostic } from "../../diagnostics/index";
import type {
  ResolvedEnvironment,
  SecurityStatus,
  ServiceEntry,
  SignalNotificationEntry,
  SuppressionEntry,
} from "../resolved";
import { body, type Draft, type Family, finding } from "./draft";
import { handlesFor, nobodyTold, severityOf } from "./routing";
import { searchOf } from "./scope";
import { MANAGED_BY, ruleTag, tagsOf } from "./tags";

export const signals: Family = (env) => {
  const all = env.services.flatMap((service) => service.signalNotifications.map((one) => ({ service, one })));
  return {
    drafts: [
      ...env.services.flatMap((service) => service.suppressions.map((one) => suppression(env, service, one))),
      ...all.flatMap(({ service, one }) => notifications(env, service, one)),
    ],
    diagnostics: all.flatMap(({ service, one }) => [
      ...one.severities
        .filter((status) => status !== "info")
        .flatMap((status) => nobodyTold(env, service, one, status, one.notify)),
      ...aggregation(one),
    ]),
  };
};

/** A rule per severity: each tells whom an alert of that severity would tell. */
function notifications(env: ResolvedEnvironment, service: ServiceEntry, one: SignalNotificationEntry): Draft[] {
  return one.severities.flatMap((status) => {
    const targets = handlesFor(env, service, severityOf(env, status), one.notify);
    return targets.length > 0 ? [notification(env, service, one, status, targets)] : [];
  });
}

function notification(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  one: SignalNotificationEntry,
  status: SecurityStatus,
  targets: readonly string[],
): Draft {
  const scope = searchOf(env, service, one.where, { allServices: one.allServices });
  return {
    kind: "datadog/security-notification",
    key: `${one.name}-${status}`,
    source: one.source,
    component: `SecurityRules/${service.name}`,
    body: {
      name: `[${env.name}] ${service.title}: ${one.title} (${status})`,
      enabled: true,
      selectors: {
        triggerSource: one.findings ? "security_findings" : "security_signals",
        ruleTypes: [...one.types].sort(),
        severities: [status],
        // What the catalog's own rules make is told by their cases.
        query: [...(one.rules === "others" ? [`-${MANAGED_BY}`] : []), scope].join(" "),
      },
      targets: [...targets].sort(),
      timeAggregation: one.together.seconds,
    },
    words: {
      timeAggregation: { path: "together", unit: "second" },
      targets: { path: "notify" },
      "selectors.query": { path: "where" },
      "selectors.ruleTypes": { path: "types" },
    },
  };
}

/** The lengths Datadog takes. */
function aggregation(one: SignalNotificationEntry): Diagnostic[] {
  const { seconds, text } = one.together;
  if (seconds === 0 || (seconds >= 900 && seconds <= 86_400)) return [];
  return [
    finding(one, {
      code: "security-window",
      severity: "error",
      message: `\`together: ${text}\` is not a time in which Datadog puts notifications of signals together`,
      hint: "Use `0s`, or from `15min` to `1d`.",
      subject: one.name,
    }),
  ];
}

function suppression(env: ResolvedEnvironment, service: ServiceEntry, one: SuppressionEntry): Draft {
  const rules = (one.rules ?? []).map((key) => ruleTag(`${service.name}-${key}`));
  const own = [MANAGED_BY, searchOf(env, service, "*")].join(" ");
  return {
    kind: "datadog/security-suppression",
    key: one.name,
    source: one.source,
    component: `SecurityRules/${service.name}`,
    body: body({
      name: `[${env.name}] ${service.title}: ${one.title}`,
      description: one.reason,
      enabled: true,
      ruleQuery: one.ruleSearch ?? (rules.length > 0 ? `env:${env.tag} ${either(rules)}` : own),
      suppressionQuery: one.signals,
      dataExclusionQuery: one.events,
      startDate: one.from === undefined ? undefined : `${one.from}T00:00:00Z`,
      expirationDate: `${one.until}T23:59:59Z`,
      tags: tagsOf(service, env, one.tags),
    }),
    words: {
      description: { path: "reason" },
      ruleQuery: { path: one.ruleSearch === undefined ? "rules" : "ruleSearch" },
      suppressionQuery: { path: "signals" },
      dataExclusionQuery: { path: "events" },
      startDate: { path: "from" },
      expirationDate: { path: "until" },
    },
  };
}

function either(tags: readonly string[]): string {
  return tags.length > 1 ? `(${tags.join(" OR ")})` : tags.join("");
}
