/**
 * Logs: an index per environment and retention class, archives for the long tail, the order of both, and metrics made of events. All
 * of it is one account's and owned by one stack, because an order is a single list that names every index or archive.
 */

import type { Diagnostic } from "../../diagnostics/index";
import { nearest } from "../quantity";
import type { LogMetricEntry, ResolvedEnvironment, RetentionEntry, ServiceEntry, StreamEntry } from "../resolved";
import type { Body, BodyValue } from "../spec";
import { body, type Compiled, type Draft, type Family, finding, ref } from "./draft";
import { bracketed, searchOf } from "./scope";
import { sharedTags } from "./tags";

export const logs: Family = (env) => {
  const unknown = unknownIndexes(env);
  if (!env.owner) return { drafts: [], diagnostics: unknown };
  const bins = env.tenants.flatMap(binsOf);
  const metrics = logMetrics(env);
  return {
    drafts: [...bins.map(index), ...order(env, bins), ...archives(env, bins), ...metrics.drafts],
    diagnostics: [...unknown, ...(metrics.diagnostics ?? [])],
  };
};

/** Signals that search an index the account does not have; where no index is known nothing can be said. */
function unknownIndexes(env: ResolvedEnvironment): Diagnostic[] {
  const known = [...binsOf(env).map(nameOf), ...(env.accountDetails.datadog?.otherIndexes ?? [])];
  if (known.length === 0) return [];
  return env.services.flatMap((service) =>
    service.monitors.flatMap((signal): Diagnostic[] => {
      if (signal.type !== "logs" || signal.index === "*") return [];
      const missing = signal.index.split(",").find((name) => !known.includes(name.trim()));
      if (missing === undefined) return [];
      const path = `monitors.${signal.key}.index`;
      const { file, line, column, endLine, endColumn } = service.origins.at(path);
      const elsewhere = /^(.+)-([^-]+)$/.exec(missing);
      const here = elsewhere && `${elsewhere[1]}-${env.name}`;
      const near = nearest(missing, known);
      return [
        {
          code: "unknown-name",
          severity: "error",
          message: `there is no log index \`${missing}\` in \`${env.name}\``,
          hint:
            here && known.includes(here)
              ? `Each environment has its own: write \`${elsewhere[1]}-\${environment}\`.`
              : near
                ? `Did you mean \`${near}\`?`
                : `There ${known.length === 1 ? "is" : "are"} ${known.map((name) => `\`${name}\``).join(", ")}; indexes that others manage belong into \`otherIndexes\` of the account.`,
          ...{ file, line, column, endLine, endColumn },
          subject: signal.name,
          path: `services.${service.key}.${path}`,
        },
      ];
    }),
  );
}

/** What ends up in one index: the streams of a class in an environment. */
interface Bin {
  env: ResolvedEnvironment;
  retention: RetentionEntry;
  streams: { service: ServiceEntry; stream: StreamEntry }[];
}

/**
 * A log event goes into the first index that takes it, so the classes that are kept longest come first: an audit event that is
 * also a plain application log must not be lost after a year.
 */
function binsOf(env: ResolvedEnvironment): Bin[] {
  return [...env.retentionClasses]
    .filter(({ applies }) => applies === "logs")
    .map((retention) => ({
      env,
      retention,
      streams: env.services.flatMap((service) =>
        service.logs.streams.filter((stream) => stream.class === retention.key).map((stream) => ({ service, stream })),
      ),
    }))
    .filter(({ streams }) => streams.length > 0)
    .sort((a, b) => b.retention.days - a.retention.days || compare(a.retention.key, b.retention.key));
}

function nameOf({ env, retention }: Bin): string {
  return `${retention.key}-${env.name}`;
}

function queryOf({ env, streams }: Bin): string {
  const searches = streams.map(({ service, stream }) => searchOf(undefined, service, stream.filter, stream));
  const distinct = [...new Set(searches)];
  const either =
    distinct.length === 1
      ? bracketed(distinct.join(""))
      : `(${distinct.map((search) => (search.includes(" ") ? `(${search})` : search)).join(" OR ")})`;
  return [`env:${env.tag}`, either].filter((part) => part !== "").join(" ");
}

function index(bin: Bin): Draft {
  const { env, retention } = bin;
  return {
    kind: "datadog/logs-index",
    key: nameOf(bin),
    source: retention.source,
    component: `LogRetention/${nameOf(bin)}`,
    // A deleted index takes its logs with it, and its name can never be used again.
    protect: true,
    body: body({
      name: nameOf(bin),
      filters: [{ query: queryOf(bin) }],
      retentionDays: retention.searchableDays,
      flexRetentionDays: retention.flexDays,
      ...(retention.dailyLimit === undefined
        ? { disableDailyLimit: true }
        : {
            dailyLimit: retention.dailyLimit,
            dailyLimitWarningThresholdPercentage: retention.dailyLimitWarning,
            disableDailyLimit: false,
          }),
      exclusionFilters: exclusions(bin),
      tags: sharedTags(
        bin.streams.map(({ service }) => service),
        env,
        retention.tags,
      ),
    }),
  };
}

/** Datadog states the share that is left out; the catalog the share that is kept. */
function exclusions({ env, retention, streams }: Bin): BodyValue[] | undefined {
  const own = streams.filter(({ stream }) => stream.sample !== undefined);
  const filters = [
    ...own.map(({ service, stream }) =>
      exclusion(stream.name, searchOf(env, service, stream.filter, stream), stream.sample ?? 100),
    ),
    ...(retention.sample < 100 && own.length < streams.length ? [exclusion("sample", "*", retention.sample)] : []),
  ];
  return filters.length > 0 ? filters : undefined;
}

function exclusion(name: string, query: string, sample: number): BodyValue {
  return { name, isEnabled: true, filters: [{ query, sampleRate: Number(((100 - sample) / 100).toFixed(6)) }] };
}

function order(env: ResolvedEnvironment, bins: readonly Bin[]): Draft[] {
  if (bins.length === 0) return [];
  const { account, accountDetails } = env;
  return [
    {
      kind: "datadog/logs-index-order",
      key: account,
      source: accountDetails.source,
      component: `LogRetention/${account}`,
      body: {
        name: account,
        indexes: [
          ...bins.map((bin): BodyValue => ref(`datadog/logs-index/${nameOf(bin)}`)),
          ...accountDetails.datadog.otherIndexes,
        ],
      },
    },
  ];
}

/** As with indexes a log goes into the first archive that takes it; without an order that is whichever was made first. */
function archives(env: ResolvedEnvironment, bins: readonly Bin[]): Draft[] {
  const made = bins.flatMap(archive);
  if (made.length === 0) return [];
  const { account, accountDetails } = env;
  return [
    ...made,
    {
      kind: "datadog/logs-archive-order",
      key: account,
      source: accountDetails.source,
      component: `LogRetention/${account}`,
      body: {
        archiveIds: [
          ...made.map(({ key }): BodyValue => ref(`datadog/logs-archive/${key}`)),
          ...accountDetails.datadog.otherArchives,
        ],
      },
    },
  ];
}

/** Only what is kept longer than it can be searched needs an archive. How long the bucket keeps it is the bucket's own rule. */
function archive(bin: Bin): Draft[] {
  const { env, retention } = bin;
  if (!retention.archive || retention.days <= Math.max(retention.searchableDays, retention.flexDays ?? 0)) return [];
  return [
    {
      kind: "datadog/logs-archive",
      key: nameOf(bin),
      source: retention.source,
      component: `LogRetention/${nameOf(bin)}`,
      protect: true,
      body: {
        name: nameOf(bin),
        query: queryOf(bin),
        includeTags: true,
        rehydrationTags: [`env:${env.tag}`, "managed-by:watchbill", `retention:${retention.key}`],
        ...destination(retention.archive, retention.archive.path ?? `/${env.name}/${retention.key}`),
      },
    },
  ];
}

function destination(archive: NonNullable<RetentionEntry["archive"]>, path: string): Body {
  switch (archive.storage) {
    case "s3": {
      const { bucket, accountId, roleName, storageClass } = archive;
      return { s3Archive: { bucket, path, accountId, roleName, storageClass } };
    }
    case "gcs": {
      const { bucket, clientEmail, projectId } = archive;
      return { gcsArchive: { bucket, path, clientEmail, projectId } };
    }
    case "azure": {
      const { container, storageAccount, tenantId, clientId } = archive;
      return { azureArchive: { container, storageAccount, path, tenantId, clientId } };
    }
  }
}

/** A metric's name is the account's: one metric for all environments, told apart by its `env` tag. */
function logMetrics(env: ResolvedEnvironment): Compiled {
  const uses = env.tenants.flatMap((tenant) =>
    tenant.services.flatMap((service) => service.logs.metrics.map((metric) => ({ service, metric }))),
  );
  const drafts = new Map<string, { draft: Draft; text: string }>();
  const diagnostics: Diagnostic[] = [];
  for (const { service, metric } of uses) {
    const draft = logMetric(service, metric);
    const text = JSON.stringify(draft.body);
    const known = drafts.get(metric.key);
    if (!known) drafts.set(metric.key, { draft, text });
    else if (known.text !== text)
      diagnostics.push(
        finding(metric, {
          code: "metric-twice",
          severity: "error",
          message: `the metric \`${metric.key}\` is made in two ways; it is one metric for all services and environments of the account`,
          hint: "Give it the same filter and tags everywhere, or two names.",
          subject: metric.key,
        }),
      );
  }
  return { drafts: [...drafts.values()].map(({ draft }) => draft), diagnostics };
}

function logMetric(service: ServiceEntry, metric: LogMetricEntry): Draft {
  const by = { env: "env", service: "service", ...metric.by };
  return {
    kind: "datadog/logs-metric",
    key: metric.key.replace(/[^a-z0-9]+/gi, "-").toLowerCase(),
    source: metric.source,
    component: `LogRetention/${service.name}`,
    body: {
      name: metric.key,
      compute:
        metric.of === undefined
          ? { aggregationType: "count" }
          : { aggregationType: "distribution", path: metric.of, includePercentiles: metric.percentiles },
      filter: { query: searchOf(undefined, service, metric.filter) },
      groupBies: Object.entries(by)
        .sort(([a], [b]) => compare(a, b))
        .map(([tagName, path]) => ({ path, tagName })),
    },
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
