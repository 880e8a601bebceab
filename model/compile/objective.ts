/** Objectives become SLOs, and the speed at which their budget is used becomes monitors on them. */

import type { Diagnostic } from "../../diagnostics/index";
import type { ObjectiveEntry, ResolvedEnvironment, ServiceEntry } from "../resolved";
import type { BodyValue } from "../spec";
import { body, type Draft, type Family, ref } from "./draft";
import { type Branch, endings, messageOf } from "./message";
import { reminders } from "./monitor";
import { handlesFor, nobodyTold, severityOf } from "./routing";
import { countSeries, valueSeries } from "./series";
import { tagsOf } from "./tags";
import { plain, timeInWords, windowText } from "./words";

export const objectives: Family = (env) => ({
  drafts: env.services.flatMap((service) =>
    service.objectives.flatMap((objective) => [
      slo(env, service, objective),
      ...burnRates(env, service, objective),
      ...budgets(env, service, objective),
    ]),
  ),
  diagnostics: env.services.flatMap((service) => service.objectives.flatMap((one) => untold(env, service, one))),
});

function untold(env: ResolvedEnvironment, service: ServiceEntry, objective: ObjectiveEntry): Diagnostic[] {
  const { name: of, source } = objective;
  const alerts = [
    ...Object.entries(objective.burnRates).map(([name, alert]) => ({ ...alert, name: `${of}-burn-rate-${name}` })),
    ...Object.entries(objective.budgets).map(([name, alert]) => ({ ...alert, name: `${of}-budget-${name}` })),
  ];
  return alerts
    .filter(({ enabled }) => enabled)
    .flatMap(({ name, severity }) => nobodyTold(env, service, { name, source }, severity));
}

function slo(env: ResolvedEnvironment, service: ServiceEntry, objective: ObjectiveEntry): Draft {
  return {
    kind: "datadog/slo",
    key: objective.name,
    source: objective.source,
    component: `Objective/${objective.name}`,
    protect: true,
    body: body({
      name: `[${env.name}] ${service.title}: ${objective.title}`,
      description: objective.description ?? objective.title,
      ...indicator(env, service, objective),
      thresholds: [body({ timeframe: objective.window, target: objective.target, warning: objective.warning })],
      tags: tagsOf(service, env, objective.tags),
    }),
  };
}

function indicator(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  objective: ObjectiveEntry,
): Record<string, BodyValue> {
  switch (objective.type) {
    case "ratio": {
      const denominator = countSeries(env, service, objective.total, objective);
      const numerator =
        objective.good === undefined
          ? `${denominator} - ${countSeries(env, service, objective.bad ?? objective.total, objective)}`
          : countSeries(env, service, objective.good, objective);
      return { type: "metric", query: { numerator, denominator } };
    }
    case "monitors":
      return {
        type: "monitor",
        monitorIds: (objective.monitorNames ?? []).map((name) => ({ ...ref(`datadog/monitor/${name}`), as: "number" })),
      };
    case "time-slice":
      return {
        type: "time_slice",
        sliSpecification: {
          timeSlice: {
            comparator: objective.limit?.comparator ?? "<",
            threshold: objective.limit?.value ?? 0,
            queryIntervalSeconds: objective.slice === "1min" ? 60 : 300,
            query: {
              formula: { formulaExpression: objective.missing === "broken" ? "default_zero(query1)" : "query1" },
              queries: [
                { metricQuery: { dataSource: "metrics", name: "query1", query: valueSeries(env, service, objective) } },
              ],
            },
          },
        },
      };
  }
}

function burnRates(env: ResolvedEnvironment, service: ServiceEntry, objective: ObjectiveEntry): Draft[] {
  return Object.entries(objective.burnRates)
    .filter(([, { enabled }]) => enabled)
    .map(([name, rate]) => {
      const long = rate.over.seconds;
      return budgetMonitor(env, service, objective, {
        key: `${objective.name}-burn-rate-${name}`,
        title: `${objective.title}: budget burns ${plain(rate.rate)} times too fast`,
        severity: rate.severity,
        summary: rate.summary,
        limit: rate.rate,
        before: 'burn_rate("',
        after: `").over("${objective.window}").long_window("${hours(long)}").short_window("${windowText(rate.short.seconds)}")`,
        happened: `The error budget of ${objective.window} is used ${plain(rate.rate)} times faster than the promise of ${plain(objective.target)}% allows: at this rate ${plain(Math.round(rate.spends * 10) / 10)}% of it within ${timeInWords(long)}.`,
      });
    });
}

/** The long window is written in hours, also for days. */
function hours(seconds: number): string {
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : windowText(seconds);
}

function budgets(env: ResolvedEnvironment, service: ServiceEntry, objective: ObjectiveEntry): Draft[] {
  return Object.entries(objective.budgets)
    .filter(([, { enabled }]) => enabled)
    .map(([name, budget]) =>
      budgetMonitor(env, service, objective, {
        key: `${objective.name}-budget-${name}`,
        title: `${objective.title}: ${plain(budget.used)}% of the budget used`,
        severity: budget.severity,
        summary: budget.summary,
        limit: budget.used,
        before: 'error_budget("',
        after: `").over("${objective.window}")`,
        happened: `More than ${plain(budget.used)}% of the error budget of ${objective.window} is used up.`,
      }),
    );
}

interface BudgetAlert {
  key: string;
  title: string;
  severity: string;
  summary: string | undefined;
  limit: number;
  before: string;
  after: string;
  happened: string;
}

function budgetMonitor(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  objective: ObjectiveEntry,
  alert: BudgetAlert,
): Draft {
  const severity = severityOf(env, alert.severity);
  const within = severity ? `, to be answered within ${timeInWords(severity.respondWithin.seconds)}` : "";
  const branch: Branch = {
    state: "is_alert",
    text: `**${alert.title}** (${severity?.title ?? alert.severity}${within})\n${alert.happened}`,
    handles: handlesFor(env, service, severity),
  };
  return {
    kind: "datadog/monitor",
    key: alert.key,
    source: objective.source,
    component: `Objective/${objective.name}`,
    body: body({
      name: `[${env.name}] ${service.title}: ${alert.title}`,
      type: "slo alert",
      query: { $text: [alert.before, ref(`datadog/slo/${objective.name}`), `${alert.after} > ${plain(alert.limit)}`] },
      message: messageOf({
        env,
        service,
        branches: [branch, ...endings(env, `${alert.title}: back to normal.`, [branch])],
        summary: alert.summary ?? (objective.description && `The promise: ${objective.description.trim()}`),
        runbook: objective.runbook ?? service.runbook,
      }),
      tags: tagsOf(service, env, [`objective:${objective.key}`], objective.tags),
      ...(severity && { priority: String(severity.priority) }),
      monitorThresholds: { critical: plain(alert.limit) },
      requireFullWindow: false,
      ...reminders(env, severity?.remindEvery?.seconds, [], severity?.remindTimes),
    }),
  };
}
