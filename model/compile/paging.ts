/**
 * What an environment that pages has for each service: a PagerDuty service behind the service's escalation policy, the integration
 * whose key Datadog needs, and Datadog's object that makes `@pagerduty-<name>` work.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { ResolvedEnvironment, ServiceEntry, SeverityEntry } from "../resolved";
import { slowAnswers } from "./answer-time";
import { type Compiled, type Draft, type Family, finding, ref } from "./draft";
import { eventRules } from "./event-rules";
import { pagerName, pagingChannels } from "./routing";
import { pagedBySentry } from "./sentry";

/** Datadog among PagerDuty's vendors. Literal: looking it up by name asks the network in every preview and matches as a pattern. */
const DATADOG_VENDOR = "PAM4FGS";

export const paging: Family = (env) => {
  if (env.notify !== "page") return { drafts: [] };
  const compiled: Compiled[] = [
    {
      drafts: [],
      diagnostics: [
        ...env.severities.filter(({ page, urgency }) => page && urgency === "low").map(notQuiet),
        ...env.severities.flatMap(pagingChannels),
        ...slowAnswers(env),
      ],
    },
    ...env.services.map((service) => pagingService(env, service)),
  ];
  return {
    drafts: compiled.flatMap(({ drafts }) => drafts),
    diagnostics: compiled.flatMap(({ diagnostics = [] }) => diagnostics),
  };
};

function pagingService(env: ResolvedEnvironment, service: ServiceEntry): Compiled {
  const escalation = service.escalation ?? env.organisation.defaultEscalation;
  if (escalation === undefined) return { drafts: [], diagnostics: [noEscalation(env, service)] };
  const name = pagerName(env, service);
  const shared = { key: service.name, source: service.source, component: `MonitoredService/${service.name}` } as const;
  const { acknowledgeTimeout, autoResolve } = service.pagerduty;
  const drafts: Draft[] = [
    {
      ...shared,
      kind: "pagerduty/service",
      protect: true,
      body: {
        name,
        description: `${service.description ?? service.title} (${env.title})`,
        escalationPolicy: ref(`pagerduty/escalation-policy/${escalation}`),
        acknowledgementTimeout: String(acknowledgeTimeout.seconds),
        // PagerDuty's word for "never"; left out, it would be four hours.
        autoResolveTimeout: autoResolve ? String(autoResolve.seconds) : "null",
        alertCreation: "create_alerts_and_incidents",
        // Datadog sends a severity with every event: alerts wake people by their urgent rules, warnings do not.
        incidentUrgencyRule: { type: "constant", urgency: "severity_based" },
      },
    },
    {
      ...shared,
      kind: "pagerduty/service-integration",
      // A new integration has a new key; until Datadog knows it, alerts are lost without a word.
      protect: true,
      body: { name: "Datadog", service: ref(`pagerduty/service/${service.name}`), vendor: DATADOG_VENDOR },
    },
    {
      ...shared,
      kind: "datadog/pagerduty-service",
      body: { serviceName: name, serviceKey: ref(`pagerduty/service-integration/${service.name}`, "integrationKey") },
    },
    ...(pagedBySentry(env, service) ? [sentryIntegration(service)] : []),
    ...eventRules(env, service),
  ];
  return { drafts };
}

/** Its key is entered in Sentry by hand: Sentry's PagerDuty integration has no other way in. */
function sentryIntegration(service: ServiceEntry): Draft {
  return {
    kind: "pagerduty/service-integration",
    key: `${service.name}-sentry`,
    source: service.source,
    component: `MonitoredService/${service.name}`,
    protect: true,
    body: {
      name: "Sentry",
      service: ref(`pagerduty/service/${service.name}`),
      type: "events_api_v2_inbound_integration",
    },
  };
}

function notQuiet(severity: SeverityEntry): Diagnostic {
  return finding(severity, {
    code: "urgency-not-told",
    severity: "warning",
    message: `\`${severity.key}\` pages with urgency \`low\`, but Datadog calls every alert critical to PagerDuty: it wakes people like any other`,
    hint: "Write `urgency: high`, or `page: false` and a channel.",
    subject: severity.key,
  });
}

function noEscalation(env: ResolvedEnvironment, service: ServiceEntry): Diagnostic {
  return finding(service, {
    code: "no-escalation",
    severity: "error",
    message: `nobody would be paged for \`${service.key}\` in \`${env.name}\``,
    hint: "Give the service an `escalation`, or the organisation a `defaultEscalation`.",
    subject: service.name,
  });
}
