/**
 * What an environment that pages has for each service: a PagerDuty service behind the service's escalation policy, the integration
 * whose key Datadog needs, and Datadog's object that makes `@pagerduty-<name>` work.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { ResolvedEnvironment, ServiceEntry, SeverityEntry } from "../resolved";
import { slowAnswers } from "./answer-time";
import { type Compiled, type Draft, type Family, finding, ref } from "./draft";
import { eventRules, rulesOf } from "./event-rules";
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
        incidentUrgencyRule: { type: "constant", urgency: urgencyIsConstant(env, service) ? "high" : "severity_based" },
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
  return { drafts, diagnostics: calledWarnings(env, service) };
}

/**
 * Whether whatever pages for a service is urgent. Where it is not, PagerDuty decides by the severity of the event, and that is of
 * Datadog's making: of a monitor with two lines the less urgent is a warning, however urgent the catalog calls its severity.
 * Neither vendor lets anybody change how that is read: Datadog's page "PagerDuty", "incident severity mapping" (an alert and silence are
 * an `error`, a warning is a `warning`, the end `info`), and PagerDuty's "Dynamic Notifications" (`critical` and `error` are of high
 * urgency, `warning` and `info` of low, which cannot escalate).
 */
function urgencyIsConstant(env: ResolvedEnvironment, service: ServiceEntry): boolean {
  const calm = rulesOf(env, service).some(({ severity }) => severity === "warning" || severity === "info");
  return !calm && !env.severities.some(({ page, urgency }) => page && urgency === "low");
}

/** Urgent severities that reach PagerDuty as warnings where it decides by that. */
function calledWarnings(env: ResolvedEnvironment, service: ServiceEntry): Diagnostic[] {
  if (urgencyIsConstant(env, service)) return [];
  const urgent = new Set(
    env.severities.filter(({ page, urgency }) => page && urgency === "high").map(({ key }) => key),
  );
  return service.monitors.flatMap(({ key, name, lines }) =>
    lines
      .filter(({ status, severity }) => status === "warning" && urgent.has(severity))
      .map(({ severity, source }) =>
        finding(
          { key, source },
          {
            code: "warning-not-urgent",
            severity: "warning",
            message: `\`${severity}\` is the lesser line of \`${key}\`, which is a warning to Datadog: PagerDuty calls it of low urgency in \`${env.name}\`, wakes nobody and never escalates it`,
            hint: `Make a signal of its own of \`${severity}\`, with no line that is more urgent; or let nothing page quietly: no severity with \`page: true\` and \`urgency: low\`, no rule of \`pagerduty.rules\` with \`severity: warning\` or \`info\`.`,
            subject: name,
          },
        ),
      ),
  );
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
    message: `\`${severity.key}\` pages with urgency \`low\`, but Datadog calls every alert an error to PagerDuty: it wakes people like any other`,
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
