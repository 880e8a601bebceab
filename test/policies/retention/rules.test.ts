import { describe, expect, it } from "vitest";
import { archive, INDEXES, index, indexOrder, type Row, refs, said, UNKNOWN } from "./deployed-changes";

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
];

describe("retention, where what is deployed is not what the catalog makes", () => {
  it.each(ROWS)("%s (%s)", (_, id, given, says, parameters) => {
    expect(said(id, given, parameters).sort()).toEqual([...says].sort());
  });
});
