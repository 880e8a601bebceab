import { describe, expect, it } from "vitest";
import type { PolicyId } from "../../../model/index";
import { type Given, refs, said } from "./deployed-changes";

const UNKNOWN = { $unknown: true };

const INDEXES = ["audit", "security", "application"].flatMap((name) =>
  ["dev", "prod", "staging"].map((env) => `${name}-${env}`),
);
const indexOrder = (...first: string[]) => ({
  indexes: refs("logs-index", ...first, ...INDEXES.filter((name) => !first.includes(name))),
});
const archive = (properties: Record<string, unknown>) => ({
  type: "datadog:index/logsArchive:LogsArchive",
  properties: { name: "other", query: "*", s3Archive: { bucket: "other", path: "all" }, ...properties },
});
const index = (properties: Record<string, unknown>) => ({
  type: "datadog:index/logsIndex:LogsIndex",
  properties: { name: "other", filters: [{ query: "*" }], retentionDays: 15, ...properties },
});

type Row = [what: string, id: PolicyId, given: Given, says: string[], parameters?: Record<string, unknown>];

const SECURITY = "logs-index/security-prod";
const AUDIT = "logs-index/audit-prod";

const ROWS: Row[] = [
  // What is deployed counts, not what the catalog says.
  [
    "an index that keeps less than its class says",
    "retention-too-short",
    { changes: { "logs-index/application-prod": { retentionDays: 3 } } },
    [
      "violated application in prod retentionDays: `application-prod` keeps `shop checkout/application` for 3 days; `application` says that 15 days can be searched",
    ],
  ],
  [
    "an index that keeps more",
    "retention-too-short",
    { changes: { "logs-index/application-prod": { retentionDays: 30 } } },
    [],
  ],
  [
    "an index of which nobody knows yet how long it keeps",
    "retention-too-short",
    { changes: { [SECURITY]: { retentionDays: UNKNOWN } } },
    [
      "undecided security in prod retentionDays: how long `security-prod` keeps `shop checkout/security` is not known; `security` says that 90 days can be searched",
    ],
  ],
  [
    "an archive that comes first and keeps it shorter",
    "retention-too-short",
    {
      fragment: { retentionClasses: { security: { days: 200 } } },
      changes: {
        "logs-archive-order/main": {
          archiveIds: refs("logs-archive", "security-prod", "audit-prod", "application-prod"),
        },
      },
    },
    [
      "violated security in prod days: `security` is kept for 200 days in prod: `shop checkout/security`; PCI DSS 10.5.1 asks for 12 months (366 days)",
    ],
  ],
  [
    "the same archive behind the one that keeps it longer",
    "retention-too-short",
    { fragment: { retentionClasses: { security: { days: 200 } } } },
    [],
  ],
  [
    "somebody else's archive, of which nobody says how long",
    "retention-too-short",
    {
      fragment: { retentionClasses: { security: { days: 200 }, application: { days: 30 } } },
      changes: {
        "logs-archive-order/main": {
          archiveIds: refs("logs-archive", "other", "audit-prod", "security-prod", "application-prod"),
        },
      },
      others: { other: archive({}) },
    },
    [
      "undecided security in prod days: `security` is kept for 200 days in prod: `shop checkout/security`; whether an archive keeps all of it longer cannot be told from the searches; PCI DSS 10.5.1 asks for 12 months (366 days)",
    ],
  ],
  // Storage limitation
  [
    "an index of another class that was opened for everything",
    "retention-too-long",
    { changes: { "logs-archive/audit-prod": { query: "env:production" } } },
    [
      "violated application in prod query: the archive `audit-prod` keeps events of `shop checkout/application` for 2557 days, e.g. `env:production service:checkout -@audit.action:*`; GDPR Art. 5(1)(e) allows 366 days, as `application` itself says",
    ],
  ],
  [
    "an index nobody can read",
    "retention-too-long",
    { changes: { [AUDIT]: { filters: [{ query: "env:(" }], retentionDays: 400 } } },
    [
      "undecided application in prod retentionDays: the index `audit-prod` keeps 400 days; whether it takes events of `shop checkout/application` that are of no other class cannot be told; GDPR Art. 5(1)(e) allows 366 days, as `application` itself says",
    ],
  ],
  [
    "an index of which nobody knows yet how long it keeps",
    "retention-too-long",
    { changes: { "logs-index/application-prod": { retentionDays: UNKNOWN } } },
    [
      "undecided application in prod retentionDays: how long the index `application-prod` keeps `shop checkout/application` is not known; GDPR Art. 5(1)(e) allows 366 days, as `application` itself says",
    ],
  ],
  [
    "an index of another class of which nobody knows yet how long it keeps what is its own",
    "retention-too-long",
    { changes: { [SECURITY]: { retentionDays: UNKNOWN } } },
    [],
  ],
  // At hand
  [
    "Flex Logs in place of the index",
    "not-immediately-available",
    { changes: { [SECURITY]: { retentionDays: 3, flexRetentionDays: 90 } } },
    [],
  ],
  [
    "an index whose days are the account's own",
    "not-immediately-available",
    { changes: { [SECURITY]: { retentionDays: null } } },
    [
      "undecided security in prod retentionDays: how long `shop checkout/security` can be searched in `security-prod` is not known; PCI DSS 10.5.1 wants at hand 90 days",
    ],
  ],
  // Streams and indexes
  [
    "an index that takes errors alone",
    "stream-without-index",
    {
      changes: {
        "logs-index/application-prod": { filters: [{ query: "env:production service:checkout status:error" }] },
      },
    },
    [
      "violated shop checkout/application -: no index takes some events of `shop checkout/application`, e.g. `env:production service:checkout -status:* -@audit.action:* -@event_type:*`; only its archive has them",
    ],
  ],
  [
    "an index of another environment",
    "stream-without-index",
    { changes: { "logs-index/application-dev": null } },
    [
      "violated shop checkout/application in dev -: no index takes some events of `shop checkout/application in dev`, e.g. `env:development service:checkout -@audit.action:* -@event_type:*`; they are kept nowhere",
    ],
  ],
  [
    "a filter that is not known yet",
    "stream-without-index",
    { changes: { "logs-index/application-prod": { filters: [{ query: UNKNOWN }] } } },
    [
      "undecided shop checkout/application -: whether an index takes every event of `shop checkout/application` is not known: nothing is known of what `application-prod` takes",
    ],
  ],
  ["a stack that owns no indexes", "stream-without-index", { environment: "dev" }, []],
  [
    "the order the other way round",
    "stream-taken-first",
    { changes: { "logs-index-order/main": indexOrder("application-prod") } },
    [
      "violated audit in prod indexes: the index `application-prod` takes events of `shop checkout/audit`, e.g. `env:production service:checkout @audit.action:*`, before `audit-prod`, and keeps them 15 days instead of 90",
      "violated security in prod indexes: the index `application-prod` takes events of `shop checkout/security`, e.g. `env:production service:checkout @event_type:*`, before `security-prod`, and keeps them 15 days instead of 90",
    ],
  ],
  [
    "somebody else's index in front, that is declared",
    "stream-taken-first",
    {
      changes: { "logs-index-order/main": { indexes: ["other", ...refs("logs-index", ...INDEXES)] } },
      others: { other: index({ filters: [{ query: "team:shop @event_type:login" }] }) },
    },
    [
      "violated audit in prod indexes: the index `other` takes events of `shop checkout/audit`, e.g. `env:production service:checkout @audit.action:* team:shop @event_type:login`, before `audit-prod`, and keeps them 15 days instead of 90",
      "violated security in prod indexes: the index `other` takes events of `shop checkout/security`, e.g. `env:production service:checkout @event_type:login team:shop`, before `security-prod`, and keeps them 15 days instead of 90",
    ],
  ],
  [
    "somebody else's index in front, of which only the name is known",
    "stream-taken-first",
    {
      fragment: { services: { checkout: { logs: { streams: { application: null, audit: null } } } } },
      changes: {
        "logs-index-order/main": {
          indexes: ["legacy", ...refs("logs-index", "security-dev", "security-prod", "security-staging")],
        },
      },
    },
    [
      "violated security in dev indexes: the index `legacy`, of which nothing is known here, comes before `security-dev`: it may take `shop checkout/security in dev`",
      "violated security in prod indexes: the index `legacy`, of which nothing is known here, comes before `security-prod`: it may take `shop checkout/security`",
      "violated security in staging indexes: the index `legacy`, of which nothing is known here, comes before `security-staging`: it may take `shop checkout/security in staging`",
    ],
  ],
  [
    "an archive in front that keeps less",
    "stream-taken-first",
    {
      changes: {
        "logs-archive-order/main": {
          archiveIds: refs("logs-archive", "application-prod", "audit-prod", "security-prod"),
        },
      },
    },
    [
      "violated audit in prod archiveIds: the archive `application-prod` takes events of `shop checkout/audit`, e.g. `env:production service:checkout @audit.action:*`, before `audit-prod`, and keeps them 366 days instead of 2557",
      "violated security in prod archiveIds: the archive `application-prod` takes events of `shop checkout/security`, e.g. `env:production service:checkout @event_type:*`, before `security-prod`, and keeps them 366 days instead of 1096",
    ],
  ],
  [
    "archives in no order",
    "stream-taken-first",
    { changes: { "logs-archive-order/main": null } },
    [
      "undecided audit in prod archiveIds: the archive `application-prod` may take events of `shop checkout/audit`, e.g. `env:production service:checkout @audit.action:*`, before `audit-prod`: nothing says which comes first",
      "undecided audit in prod archiveIds: the archive `security-prod` may take events of `shop checkout/audit`, e.g. `env:production service:checkout @audit.action:* @event_type:*`, before `audit-prod`: nothing says which comes first",
      "undecided security in prod archiveIds: the archive `application-prod` may take events of `shop checkout/security`, e.g. `env:production service:checkout @event_type:*`, before `security-prod`: nothing says which comes first",
    ],
  ],
  // What is left out
  [
    "a filter that drops debug events of audit data",
    "protected-class-excluded",
    {
      changes: {
        [AUDIT]: {
          exclusionFilters: [{ name: "debug", isEnabled: true, filters: [{ query: "status:debug", sampleRate: 1 }] }],
        },
      },
    },
    [
      "violated security in prod exclusionFilters.0: the exclusion filter `debug` of `audit-prod` drops 100% of `shop checkout/security`, e.g. of `env:production service:checkout status:debug @event_type:* @audit.action:*`; PCI DSS 10.5.1 wants at hand 90 days",
      "violated audit in prod exclusionFilters.0: the exclusion filter `debug` of `audit-prod` drops 100% of `shop checkout/audit`, e.g. of `env:production service:checkout status:debug @audit.action:*`; PCI DSS 10.5.1 wants at hand 90 days",
    ],
  ],
  [
    "a filter that is off",
    "protected-class-excluded",
    {
      changes: {
        [AUDIT]: { exclusionFilters: [{ name: "debug", isEnabled: false, filters: [{ query: "*", sampleRate: 1 }] }] },
      },
    },
    [],
  ],
  [
    "a filter behind one that keeps the same events",
    "protected-class-excluded",
    {
      changes: {
        [AUDIT]: {
          exclusionFilters: [
            { name: "keep", isEnabled: true, filters: [{ query: "@audit.action:*", sampleRate: 0 }] },
            { name: "rest", isEnabled: true, filters: [{ query: "*", sampleRate: 0.9 }] },
          ],
        },
      },
    },
    [],
  ],
  [
    "a filter of which the share is not known yet",
    "protected-class-excluded",
    {
      changes: {
        [AUDIT]: {
          exclusionFilters: [{ name: "some", isEnabled: true, filters: [{ query: "*", sampleRate: UNKNOWN }] }],
        },
      },
    },
    [
      "undecided security in prod exclusionFilters.0: whether the exclusion filter `some` of `audit-prod` drops events of `shop checkout/security` is not known; PCI DSS 10.5.1 wants at hand 90 days",
      "undecided audit in prod exclusionFilters.0: whether the exclusion filter `some` of `audit-prod` drops events of `shop checkout/audit` is not known; PCI DSS 10.5.1 wants at hand 90 days",
    ],
  ],
  [
    "a class that the company wants whole, though no framework does",
    "protected-class-excluded",
    { fragment: { services: { checkout: { logs: { streams: { application: { sample: "10%" } } } } } } },
    [
      "violated application in prod exclusionFilters.0: the exclusion filter `shop-checkout-application` of `application-prod` drops 90% of `shop checkout/application`, e.g. of `env:production service:checkout -@audit.action:* -@event_type:*`; of application data an index must have every event",
    ],
    { dataClasses: ["application"] },
  ],
  [
    "a limit that is switched off",
    "protected-class-limited",
    { changes: { [AUDIT]: { dailyLimit: 1000, disableDailyLimit: true } } },
    [],
  ],
  [
    "a limit that is not known yet",
    "protected-class-limited",
    { changes: { [AUDIT]: { dailyLimit: UNKNOWN, disableDailyLimit: false } } },
    [
      "undecided security in prod dailyLimit: whether a daily limit of `audit-prod` drops events of `shop checkout/security` is not known; PCI DSS 10.5.1 wants at hand 90 days",
      "undecided audit in prod dailyLimit: whether a daily limit of `audit-prod` drops events of `shop checkout/audit` is not known; PCI DSS 10.5.1 wants at hand 90 days",
    ],
  ],
  // Archives
  [
    "an archive that is gone",
    "archive-missing",
    { changes: { "logs-archive/audit-prod": null } },
    [
      "violated audit in prod archive: `audit` is kept for 2557 days, of which its index keeps 90; no archive takes `shop checkout/audit`",
    ],
  ],
  [
    "an archive that takes less",
    "archive-missing",
    { changes: { "logs-archive/audit-prod": { query: "env:production service:checkout @audit.action:delete" } } },
    [
      "violated audit in prod query: `audit` is kept for 2557 days, of which its index keeps 90; the archive `audit-prod` does not take every event of `shop checkout/audit`, e.g. `env:production service:checkout @audit.action:x`",
    ],
  ],
  [
    "an archive whose search is not known yet",
    "archive-missing",
    { changes: { "logs-archive/audit-prod": { query: UNKNOWN } } },
    [
      "undecided audit in prod query: `audit` is kept for 2557 days, of which its index keeps 90; whether an archive takes every event of `shop checkout/audit` is not known",
    ],
  ],
  [
    "a bucket that is not known yet",
    "archive-region",
    { others: { other: archive({ s3Archive: { bucket: UNKNOWN, path: "all" } }) } },
    ["undecided datadog/logs-archive/other s3Archive: the archive's bucket is not known yet"],
    {
      regions: ["eu-*"],
      buckets: [
        "example-logs-security=eu-west-1",
        "example-logs-audit=eu-west-1",
        "example-logs-application=eu-west-1",
      ],
    },
  ],
  [
    "an Azure container",
    "archive-region",
    {
      others: {
        other: archive({ s3Archive: null, azureArchive: { storageAccount: "acme", container: "logs", path: "all" } }),
      },
    },
    ["violated datadog/logs-archive/other azureArchive: the bucket `acme/logs` is in `westus`; allowed is `eu-*`"],
    {
      regions: ["eu-*"],
      buckets: [
        "acme/logs=westus",
        "example-logs-security=eu-west-1",
        "example-logs-audit=eu-west-1",
        "example-logs-application=eu-west-1",
      ],
    },
  ],
  // The scanner
  [
    "a group that is off",
    "personal-data-unscanned",
    { changes: { "scanner-group/shop": { isEnabled: false } } },
    [
      "violated shop checkout/application -: no group of the scanner that hides something sees every event of `shop checkout/application`, e.g. `env:production service:checkout`, whose class `application` may hold personal data",
    ],
  ],
  [
    "a group that looks at a tenth",
    "personal-data-unscanned",
    { changes: { "scanner-group/shop": { samplings: [{ product: "logs", rate: 10 }] } } },
    [
      "violated shop checkout/application -: no group of the scanner that hides something sees every event of `shop checkout/application`, e.g. `env:production service:checkout`, whose class `application` may hold personal data",
    ],
  ],
  [
    "a group that is not known to be on yet",
    "personal-data-unscanned",
    { changes: { "scanner-group/shop": { isEnabled: UNKNOWN } } },
    [
      "undecided shop checkout/application -: whether the scanner hides personal data in every event of `shop checkout/application` is not known",
    ],
  ],
  // Orders
  [
    "an order that is not known yet",
    "index-order-incomplete",
    { changes: { "logs-index-order/main": { indexes: UNKNOWN } } },
    ["undecided datadog/logs-index-order/main indexes: the order of the indexes is not known yet"],
  ],
  [
    "an order that names what is not there, and one twice",
    "index-order-incomplete",
    {
      changes: {
        "logs-index/application-dev": null,
        "logs-index-order/main": { indexes: refs("logs-index", ...INDEXES, "audit-prod") },
      },
    },
    [
      "violated datadog/logs-index-order/main indexes.6: the order names the index `datadog/logs-index/application-dev`, which is not there",
      "violated datadog/logs-index-order/main indexes.9: the order names the index `audit-prod` twice",
    ],
  ],
  [
    "an order without what the account names",
    "index-order-incomplete",
    {
      fragment: { accounts: { main: { datadog: { otherIndexes: ["legacy"] } } } },
      changes: { "logs-index-order/main": indexOrder() },
    },
    [
      "violated datadog/logs-index-order/main indexes: the order does not name the index `legacy`, which `otherIndexes` of the account names",
    ],
  ],
  [
    "indexes in no order",
    "index-order-incomplete",
    { changes: { "logs-index-order/main": null } },
    [
      "violated datadog/logs-index/application-dev indexes: nothing says in which order 9 indexes take events: the first that fits takes one for good",
    ],
  ],
];

describe("retention, where what is deployed is not what the catalog makes", () => {
  it.each(ROWS)("%s (%s)", (_, id, given, says, parameters) => {
    expect(said(id, given, parameters).sort()).toEqual([...says].sort());
  });
});
