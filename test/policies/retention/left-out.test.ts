import { describe, expect, it } from "vitest";
import { archive, INDEXES, indexOrder, type Row, refs, said, UNKNOWN } from "./deployed-changes";

const AUDIT = "logs-index/audit-prod";

const ROWS: Row[] = [
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
      "violated shop checkout/application -: no group of the scanner that hides data of persons sees every event of `shop checkout/application`, e.g. `env:production service:checkout`, whose class `application` may hold personal data",
    ],
  ],
  [
    "a group that looks at a tenth",
    "personal-data-unscanned",
    { changes: { "scanner-group/shop": { samplings: [{ product: "logs", rate: 10 }] } } },
    [
      "violated shop checkout/application -: no group of the scanner that hides data of persons sees every event of `shop checkout/application`, e.g. `env:production service:checkout`, whose class `application` may hold personal data",
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

describe("what is left out, gone or outside, where what is deployed is not what the catalog makes", () => {
  it.each(ROWS)("%s (%s)", (_, id, given, says, parameters) => {
    expect(said(id, given, parameters).sort()).toEqual([...says].sort());
  });
});
