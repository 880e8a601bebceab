/** A change wakes whoever the catalog wakes that it is judged by: the other rules of the pack ask no more than the catalog promises. */

import type { Base, ResolvedEnvironment, ServiceEntry } from "../../../model/index";
import { foundOf, type Loosened, loosened, type Promised } from "../../loosened";
import { moved } from "../../moved";
import type { Rule } from "../../rule";
import { fewerCalls } from "../promised-calls";
import { calmedEvents } from "../promised-events";
import { channels, SEVERITY, WEBHOOK } from "../promised-fields";

const REACH = ["none", "chat", "page"];

const ENVIRONMENT: readonly Promised<ResolvedEnvironment>[] = [
  {
    field: "notify",
    shown: ({ notify }) => notify,
    looser: (before, now) => REACH.indexOf(now.notify) < REACH.indexOf(before.notify),
    means: "its alerts reach fewer people than they did",
  },
  {
    field: "tag",
    shown: ({ tag }) => tag,
    looser: (before, now) => before.notify === "page" && before.tag !== now.tag,
    means: "what applications send under the old tag is watched by nobody",
  },
];

const SERVICE: readonly Promised<ServiceEntry>[] = [
  {
    field: "tier",
    shown: ({ tier }) => String(tier),
    looser: (before, now) => now.tier > before.tier,
    means: "less is asked of what less depends on",
  },
];

const MOVED = {
  account: "its alerts go by other accounts, to whoever is called there",
  datadog: "what watches it, and all it has learnt, is at the other site",
  pagerduty: "its pages go to another PagerDuty, to whoever is called there",
  sentry: "its errors are watched by another organisation, for whoever is told there",
};

export const pagingPromiseLoosened: Rule = {
  id: "paging-promise-loosened",
  pack: "paging",
  severity: "error",
  title: "Promise of a page loosened",
  summary: "A change promises no less of who is woken, how urgently and how soon than the catalog it is judged by.",
  parameters: {
    alerts: {
      description:
        "How many alerts may stop paging in one change before each of them fails it; up to that they are told.",
      looser: "more",
      default: 3,
      problem: (value) => (Number(value) >= 0 ? undefined : "Write a number of alerts, 0 or more."),
    },
  },
  kinds: [],
  needsCatalog: true,
  needsBase: true,
  *check({ base, catalog }, { alerts }) {
    if (!base || !catalog) return;
    for (const one of promisesOf(base, catalog)) yield foundOf("paging-promise-loosened", one);
    const quiet = quietAlerts(base, catalog);
    for (const one of quiet) {
      const found = foundOf("paging-promise-loosened", one);
      // One is daily work; whoever reviews the change sees which.
      yield quiet.length > Number(alerts) ? found : { ...found, type: "stated" };
    }
  },
};

function* promisesOf(base: Base, now: ResolvedEnvironment): Iterable<Loosened> {
  for (const { name, notify } of base.gone) if (notify !== "none") yield gone(base, name, notify);
  const before = base.environments.find(({ name }) => name === now.name);
  if (!before) return;
  const { name } = now;
  yield* loosened(base, ENVIRONMENT, {
    ...{ subject: `environment ${name}`, path: ["environments", name] as const },
    ...{ before, now },
  });
  if (before.notify !== "page") return;
  yield* moved(base, before, now, MOVED);
  yield* whereItPages(base, before, now);
  yield* fewerCalls(base, before, now);
  yield* calmedEvents(base, before, now);
}

function gone(base: Base, lost: string, notify: string): Loosened {
  const means =
    notify === "page"
      ? "nobody is woken by it any more, and what has another name is another environment"
      : "nobody is told by it any more, and what has another name is another environment";
  return {
    promise: `environments.${lost}`,
    subject: `environment ${lost}`,
    before: `notify: ${notify}`,
    means,
    there: base.there(["environments", lost, "notify"]),
    here: base.here(["environments", lost]),
  };
}

function* whereItPages(base: Base, before: ResolvedEnvironment, now: ResolvedEnvironment): Iterable<Loosened> {
  const webhooks = new Map(now.webhooks.map((one) => [one.key, one]));
  for (const webhook of before.webhooks) {
    const { key } = webhook;
    const same = webhooks.get(key);
    const path = ["webhooks", key] as const;
    if (same) yield* loosened(base, WEBHOOK, { subject: `webhook ${key}`, path, before: webhook, now: same });
  }
  const waking = new Set(before.webhooks.flatMap(({ key, wakes }) => (wakes ? [`@webhook-${key}`] : [])));
  const severities = new Map(now.severities.map((one) => [one.key, one]));
  for (const severity of before.severities) {
    const { key } = severity;
    const same = severities.get(key);
    const subject = `severity ${key}`;
    const path = ["severities", key] as const;
    if (same) {
      const first = ["environments", now.name, "severities", key] as const;
      yield* loosened(base, [...SEVERITY, channels(waking)], { subject, path, first, before: severity, now: same });
    } else if (severity.page)
      yield {
        ...{ promise: path.join("."), subject, before: "page: true" },
        means: "nothing can have the severity that woke people",
        there: base.there([...path, "page"]),
        here: base.here(path),
      };
  }
  const paging = pagingIn(before, now);
  const services = new Map(now.services.map((one) => [one.key, one]));
  for (const service of before.services) {
    const same = services.get(service.key);
    // What is no longer there pages nobody; deleting it is guarded by itself.
    if (same) yield* ofService(base, service, same, paging);
  }
}

function* ofService(
  base: Base,
  before: ServiceEntry,
  now: ServiceEntry,
  paging: ReadonlySet<string>,
): Iterable<Loosened> {
  const { key } = before;
  const subject = `service ${key}`;
  const path = ["services", key] as const;
  for (const one of loosened(base, SERVICE, { subject, path, before, now }))
    yield { ...one, there: before.origins.at("tier"), here: now.origins.at("tier") };
  const first = alertsOf(before).find(({ severity }) => paging.has(severity));
  if (!first || alertsOf(now).some(({ severity }) => paging.has(severity))) return;
  yield {
    ...{ promise: path.join("."), subject, before: `${first.at}: ${first.severity}` },
    now: alertsOf(now).length === 0 ? "without alerts" : "without an alert that pages",
    means: "nothing of the service wakes anybody any more",
    there: before.origins.at(first.at),
    here: now.source,
  };
}

/** Alerts that paged and no longer do, by their own severity, of services that are still there. */
function quietAlerts(base: Base, now: ResolvedEnvironment): Loosened[] {
  const before = base.environments.find(({ name }) => name === now.name);
  if (before?.notify !== "page") return [];
  const paging = pagingIn(before, now);
  const services = new Map(now.services.map((one) => [one.key, one]));
  return before.services.flatMap((service): Loosened[] => {
    const same = services.get(service.key);
    if (!same) return [];
    const alerts = alertsOf(same);
    const still = new Set(alerts.flatMap(({ at, severity }) => (paging.has(severity) ? [at] : [])));
    const were = new Map(
      alertsOf(service).flatMap(({ at, severity }) => (paging.has(severity) ? [[at, severity] as const] : [])),
    );
    return [...were].flatMap(([at, severity]): Loosened[] => {
      if (still.has(at)) return [];
      const other = alerts.find((one) => one.at === at)?.severity;
      return [
        {
          ...{ promise: `services.${service.key}.${at}`, subject: `service ${service.key}`, before: severity },
          ...(other !== undefined && { now: other }),
          means: "it no longer wakes anybody",
          there: service.origins.at(at),
          here: other === undefined ? same.source : same.origins.at(at),
        },
      ];
    });
  });
}

/** A severity that is itself no longer what it was is told by itself. */
function pagingIn(before: ResolvedEnvironment, now: ResolvedEnvironment): ReadonlySet<string> {
  return new Set([...before.severities, ...now.severities].flatMap(({ key, page }) => (page ? [key] : [])));
}

/** Every alert of a service, with its severity. */
function alertsOf({ monitors, objectives, security, sentry, synthetics }: ServiceEntry) {
  return [
    ...monitors.flatMap(({ key, lines }) => lines.map(({ severity }) => ({ at: `monitors.${key}`, severity }))),
    ...objectives.flatMap(({ burnRates, key }) =>
      Object.values(burnRates).flatMap(({ enabled, severity }) =>
        enabled ? [{ at: `objectives.${key}`, severity }] : [],
      ),
    ),
    ...security.flatMap(({ key, limits }) => limits.map(({ status }) => ({ at: `security.${key}`, severity: status }))),
    ...synthetics.map(({ key, severity }) => ({ at: `synthetics.${key}`, severity })),
    ...sentry.flatMap(({ alerts, key }) =>
      alerts.flatMap((alert) =>
        [...("severity" in alert ? [alert.severity] : []), ...alert.lines.map(({ severity }) => severity)].map(
          (severity) => ({ at: `sentry.${key}.alerts.${alert.key}`, severity }),
        ),
      ),
    ),
  ];
}
