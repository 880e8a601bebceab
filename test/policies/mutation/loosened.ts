/** Breaks of what a change must not promise less: the catalog changed, judged by what it said before. */

import type { ResolvedEnvironment, RetentionEntry, ServiceEntry, SeverityEntry } from "../../../model/index";
import { type Break, promises } from "./break";

function environment(what: string, changed: Partial<ResolvedEnvironment>): Break {
  return promises(what, (catalog) => [{ ...catalog, ...changed }]);
}

function elsewhere<K extends keyof Sites>(what: string, vendor: K, one: Sites[K], other: Sites[K]): Break {
  return promises(what, (catalog) => [
    { ...catalog, sites: { ...catalog.sites, [vendor]: catalog.sites[vendor] === one ? other : one } },
  ]);
}

type Sites = ResolvedEnvironment["sites"];

/** One place for each that the edit is for. */
function each<K extends "severities" | "services" | "retentionClasses" | "escalations" | "webhooks">(
  what: string,
  list: K,
  edit: (one: ResolvedEnvironment[K][number]) => Partial<ResolvedEnvironment[K][number]> | false,
): Break {
  return promises(what, (catalog) =>
    catalog[list].flatMap((one) => {
      const changed = edit(one);
      if (changed === false) return [];
      const others = catalog[list].map((other) => (other === one ? { ...one, ...changed } : other));
      return [{ ...catalog, [list]: others } as ResolvedEnvironment];
    }),
  );
}

const severity = (what: string, edit: (one: SeverityEntry) => Partial<SeverityEntry> | false) =>
  each(what, "severities", edit as never);
const service = (what: string, edit: (one: ServiceEntry) => Partial<ServiceEntry> | false) =>
  each(what, "services", edit as never);
const retention = (what: string, edit: (one: RetentionEntry) => Partial<RetentionEntry> | false) =>
  each(what, "retentionClasses", edit as never);

export const LOOSENED_BREAKS = {
  "paging-promise-loosened": [
    environment("prod that tells the chat alone", { notify: "chat" }),
    environment("prod that tells nobody", { notify: "none" }),
    environment("another tag in prod", { tag: "live" }),
    environment("another account of prod", { account: "other" }),
    elsewhere("another PagerDuty", "pagerduty", "us", "eu"),
    promises("prod with another name", (catalog) => [{ ...catalog, name: "live" }], {
      gone: [{ name: "prod", notify: "page" } as ResolvedEnvironment],
    }),
    severity("a severity that no longer pages", ({ page }) => page && { page: false }),
    severity("a severity that is less urgent", ({ priority }) => ({ priority: priority + 1 })),
    severity("a severity of low urgency", ({ urgency }) => urgency === "high" && { urgency: "low" }),
    severity("a week to answer", ({ respondWithin }) => ({
      respondWithin: { ...respondWithin, text: "7d", seconds: 604_800 },
    })),
    severity(
      "a severity nobody is reminded of",
      ({ remindEvery }) => remindEvery !== undefined && { remindEvery: undefined },
    ),
    each("an escalation that gives up", "escalations", ({ repeat }) => repeat > 0 && { repeat: 0 }),
    each("another address that wakes", "webhooks", ({ wakes }) => wakes && { urlSecret: "another", url: undefined }),
    service("an event rule that calms", ({ pagerduty }) => ({
      pagerduty: {
        ...pagerduty,
        rules: [{ title: "Noise", when: { summary: { contains: "e" } }, severity: "info" }, ...(pagerduty.rules ?? [])],
      },
    })),
    severity("a severity renamed", ({ key, page }) => page && { key: `${key}-2` }),
    service("a less urgent tier", ({ tier }) => tier < 4 && { tier: tier + 1 }),
    service(
      "no alert of a service left",
      ({ monitors }) =>
        monitors.some(({ lines }) => lines.some(({ severity: name }) => name === "critical")) && {
          ...{ monitors: [], objectives: [], security: [], sentry: [], synthetics: [] },
        },
    ),
  ],
  "retention-promise-loosened": [
    environment("prod no longer protected", { protect: false }),
    environment("another tag in prod", { tag: "live" }),
    environment("another account of prod", { account: "other" }),
    elsewhere("another Datadog", "datadog", "datadoghq.eu", "us5.datadoghq.com"),
    elsewhere("another Sentry", "sentry", "one", "another"),
    promises("prod said to hold test data", (catalog) => [{ ...catalog }], { testData: new Set(["prod"]) }),
    promises("prod with another name", (catalog) => [{ ...catalog, name: "live" }], {
      gone: [{ name: "prod", testData: false } as ResolvedEnvironment],
    }),
    retention("a class of another kind of data", () => ({ dataClass: "other" })),
    retention("no frameworks", ({ regulations }) => regulations.length > 0 && { regulations: [] }),
    retention(
      "one framework less",
      ({ regulations }) => regulations.length > 1 && { regulations: regulations.slice(1) },
    ),
    retention("no personal data", ({ personalData }) => personalData && { personalData: false }),
    retention("fewer days", ({ days }) => ({ days: days - 1 })),
    retention("more days of personal data", ({ days, personalData }) => personalData && { days: days + 1 }),
    retention("fewer days to search", ({ searchableDays }) => ({ searchableDays: searchableDays - 1 })),
    retention("a mere statement", ({ applies }) => applies === "logs" && { applies: "metrics" }),
    retention("a class renamed", ({ key }) => ({ key: `${key}-2` })),
    service(
      "a stream gone",
      ({ logs }) => logs.streams.length > 0 && { logs: { ...logs, streams: logs.streams.slice(1) } },
    ),
    service(
      "audit logs kept as application logs",
      ({ logs }) =>
        logs.streams.some((stream) => stream.class === "audit") && {
          logs: {
            ...logs,
            streams: logs.streams.map((stream) =>
              stream.class === "audit" ? { ...stream, class: "application" } : stream,
            ),
          },
        },
    ),
    service("streams of another service", ({ logs }) => logs.streams.length > 0 && { scope: "service:nothing" }),
    promises("a system's scanner gone", (catalog) =>
      catalog.systems.flatMap((system) =>
        system.scanner.length === 0
          ? []
          : [
              {
                ...catalog,
                systems: catalog.systems.map((other) => (other === system ? { ...system, scanner: [] } : other)),
              },
            ],
      ),
    ),
  ],
} satisfies Record<string, readonly Break[]>;
