/** Breaks of what is kept, how long and where, by the rule that must name them. */

import type { FrameworkEntry, POLICY_IDS, ResolvedEnvironment, RetentionEntry } from "../../../model/index";
import type { Resource } from "../../../policies/index";
import type { KindName } from "../../../vendors/index";
import { type Break, change, changes, edited, facts, type Loose, own, removal } from "./break";

type RetentionId = Exclude<(typeof POLICY_IDS)["retention"][number], "retention-promise-loosened">;

const isIn = (resource: Resource, ...names: string[]) => names.some((name) => resource.key === `${name}-prod`);

function index(what: string, names: string[], edit: (body: Loose) => unknown, times = names.length): Break {
  return change(what, "datadog/logs-index", (body, resource) => (isIn(resource, ...names) ? edit(body) : false), {
    times,
  });
}

function archive(what: string, names: string[], edit: (body: Loose) => unknown, times = names.length): Break {
  return change(what, "datadog/logs-archive", (body, resource) => (isIn(resource, ...names) ? edit(body) : false), {
    times,
  });
}

function gone(kind: KindName, names: string[]): Break {
  return removal(`${kind} gone`, kind, (resource) => (isIn(resource, ...names) ? [resource] : []), {
    times: names.length,
  });
}

const ALL = ["audit", "security", "errors", "application"];

/** What the catalog says of prod, changed in its own stack and as its tenant. */
function catalogWith(catalog: ResolvedEnvironment, changed: Partial<ResolvedEnvironment>): ResolvedEnvironment {
  const next: ResolvedEnvironment = { ...catalog, ...changed };
  next.tenants = catalog.tenants.map((tenant) => (tenant.name === catalog.name ? next : tenant));
  return next;
}

/** One place for each of the classes. */
function classes(what: string, names: string[], edit: (retention: RetentionEntry) => Partial<RetentionEntry>): Break {
  return facts(
    what,
    (catalog) =>
      names.map((name) =>
        catalogWith(catalog, {
          retentionClasses: catalog.retentionClasses.map((one) => (one.key === name ? { ...one, ...edit(one) } : one)),
        }),
      ),
    { times: names.length },
  );
}

/** A clause of a framework that asks for something else. */
function clause(
  what: string,
  framework: string,
  demand: string,
  asks: Partial<FrameworkEntry["requirements"][number]>,
): Break {
  return facts(what, (catalog) => [
    catalogWith(catalog, {
      frameworks: catalog.frameworks.map((one) =>
        one.key === framework
          ? {
              ...one,
              requirements: one.requirements.map((each) => (each.key === demand ? { ...each, ...asks } : each)),
            }
          : one,
      ),
    }),
  ]);
}

const YEARS = { count: 10, unit: "year", text: "10 years" } as const;
const MONTH = { count: 30, unit: "day", text: "30 days" } as const;
const QUARTERS = { count: 180, unit: "day", text: "180 days" } as const;

/** The index or archive of a class first in the order, before all others. */
function first(what: string, kind: "datadog/logs-index-order" | "datadog/logs-archive-order", name: string): Break {
  return change(what, kind, (body) => {
    const key = kind === "datadog/logs-index-order" ? "indexes" : "archiveIds";
    const at = body[key].findIndex((one: Loose) => String(one.$ref).endsWith(`/${name}-prod`));
    if (at < 0) return false;
    body[key].unshift(...body[key].splice(at, 1));
    return undefined;
  });
}

function order(kind: "datadog/logs-index-order" | "datadog/logs-archive-order", property: string): Break[] {
  return [
    change("one left out", kind, (body) => body[property].pop()),
    change("the first left out", kind, (body) => body[property].shift()),
    change("one named twice", kind, (body) => body[property].push(body[property][0])),
    removal("no order", kind),
  ];
}

const exclusion = (query: string, sampleRate: number) => [
  { name: "noise", isEnabled: true, filters: [{ query, sampleRate }] },
];

/** All rules of a group of the scanner changed. */
function scanned(what: string, edit: (rule: Loose) => void): Break {
  return changes(
    what,
    "datadog/scanner-group",
    (group, stack) => {
      const rules = own(stack, "datadog/scanner-rule").filter(
        ({ body }) => (body as Loose).groupId.$ref === `datadog/scanner-group/${group.key}`,
      );
      return rules.length > 0 && rules.map((rule) => edited(rule, edit));
    },
    { times: 3 },
  );
}

export const RETENTION_BREAKS: Readonly<Record<RetentionId, readonly Break[]>> = {
  "retention-too-short": [
    index("an index of three days", ALL, (body) => {
      body.retentionDays = 3;
    }),
    classes("a class that promises less than its frameworks ask for", ALL, () => ({ days: 100 })),
    clause("a policy that asks for ten years", "example-ltd", "audit-logs", { atLeast: YEARS }),
  ],
  "retention-too-long": [
    index("an index that keeps personal data for ever", ["application", "errors"], (body) => {
      body.retentionDays = 3000;
    }),
    archive("an archive of seven years that takes everything", ["audit"], (body) => {
      body.query = "env:production";
    }),
    archive("an archive of three years that takes everything", ["security"], (body) => {
      body.query = "env:production";
    }),
    clause("a month allowed", "gdpr", "storage-limitation", { atMost: MONTH }),
  ],
  "not-immediately-available": [
    index("a month at hand", ["audit", "security"], (body) => {
      body.retentionDays = 30;
    }),
    clause("half a year wanted", "pci-dss", "audit-log-history", { immediatelyAvailable: QUARTERS }),
    first("another index first", "datadog/logs-index-order", "application"),
  ],
  "stream-without-index": [
    gone("datadog/logs-index", ["application"]),
    index("an index that leaves out what is harmless", ["application"], (body) => {
      body.filters[0].query += " -status:info";
    }),
    index("an index of another service", ["application"], (body) => {
      body.filters[0].query = "env:production service:another";
    }),
    index("an index of half the services", ["application"], (body) => {
      body.filters[0].query = body.filters[0].query.replace(/service:truststream OR /, "");
    }),
  ],
  "stream-taken-first": [
    first("the index of application logs first", "datadog/logs-index-order", "application"),
    first("the index of errors first", "datadog/logs-index-order", "errors"),
    first("the archive of application logs first", "datadog/logs-archive-order", "application"),
    change("the order turned round", "datadog/logs-index-order", (body) => body.indexes.reverse()),
    change("the order of archives turned round", "datadog/logs-archive-order", (body) => body.archiveIds.reverse()),
  ],
  "protected-class-excluded": [
    index("half of it left out", ["audit", "security"], (body) => {
      body.exclusionFilters = exclusion("*", 0.5);
    }),
    index("some of it left out", ["audit", "security"], (body) => {
      body.exclusionFilters = exclusion("status:info", 1);
    }),
  ],
  "protected-class-limited": [
    index("so many a day", ["audit", "security"], (body) => {
      body.disableDailyLimit = false;
      body.dailyLimit = 1_000_000;
    }),
    index("a limit that nothing switches off", ["audit", "security"], (body) => {
      delete body.disableDailyLimit;
      body.dailyLimit = 1_000;
    }),
  ],
  "archive-missing": [
    gone("datadog/logs-archive", ALL),
    archive("an archive of one service", ["audit", "security", "application"], (body) => {
      body.query = "env:production service:truststream";
    }),
    archive("an archive of another environment", ["audit", "security"], (body) => {
      body.query = body.query.replace("env:production", "env:staging");
    }),
  ],
  "archive-path": [
    archive("no folder", ALL, (body) => {
      delete body.s3Archive.path;
    }),
    archive("the whole bucket", ["audit", "security"], (body) => {
      body.s3Archive.path = "/";
    }),
    archive("the folder of another", ["errors", "application"], (body) => {
      body.s3Archive.bucket = "example-ltd-logs-audit";
      body.s3Archive.path = "/prod/audit";
    }),
  ],
  "archive-region": [
    classes("a bucket on the other side of the world", ["audit", "security", "application"], ({ archive: to }) => ({
      archive: { ...to, region: "ap-southeast-2" } as Loose,
    })),
    archive("a bucket nobody knows the place of", ["audit", "errors"], (body) => {
      body.s3Archive.bucket = "somewhere";
    }),
  ],
  "archive-order-incomplete": order("datadog/logs-archive-order", "archiveIds"),
  "index-order-incomplete": order("datadog/logs-index-order", "indexes"),
  "personal-data-unscanned": [
    change(
      "a group that is off",
      "datadog/scanner-group",
      (body) => {
        body.isEnabled = false;
      },
      { times: 4 },
    ),
    change("a group that sees no logs", "datadog/scanner-group", (body) => {
      body.productLists = ["apm"];
    }),
    removal("a group gone", "datadog/scanner-group", undefined, { times: 4 }),
    change("a group of one service", "datadog/scanner-group", (body) => {
      body.filter.query = "service:another";
    }),
    scanned("rules that are off", (rule) => {
      rule.isEnabled = false;
    }),
    scanned("rules that hide nothing", (rule) => {
      rule.textReplacement = { type: "none" };
    }),
  ],
  "retention-contradiction": [
    clause("a month allowed where a year is asked for", "gdpr", "storage-limitation", { atMost: MONTH }),
    classes("longer in the index than in all", ["audit", "security", "application"], ({ days }) => ({
      searchableDays: days + 1,
    })),
  ],
  "stated-retention": [
    classes("another lifetime stated of a bucket", ["audit", "security", "application", "errors"], ({ days }) => ({
      days: days + 1,
    })),
    classes("another term stated of metrics", ["performance"], () => ({ days: 400 })),
  ],
};
