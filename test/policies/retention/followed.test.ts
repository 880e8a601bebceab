/** Whoever does what a finding's fix says is rid of the finding: the fix, and the same catalog with it done by the letter. */

import { expect, it } from "vitest";
import { stringify } from "yaml";
import { type CheckedCatalog, checkFiles, type PolicyId } from "../../../model/index";
import { configurationOf } from "../../../policies/index";
import { baseCatalog, compiled, type Declared, type Fragment, overlaid, saidBy, stackFor, stackWith } from "../example";

const ARCHIVE = { storage: "s3", path: "shop/x", accountId: "123456789012", roleName: "DatadogLogsArchive" };
const EVERYTHING = {
  days: 3000,
  searchableDays: 3,
  dataClass: "application",
  archive: { ...ARCHIVE, bucket: "example-logs" },
};
const TAKING = {
  retentionClasses: { everything: EVERYTHING },
  services: { checkout: { logs: { streams: { application: { class: "everything", filter: "*" } } } } },
};
const HOUSE = (asks: Fragment, dataClass: string) => ({
  title: "House rules",
  requirements: {
    short: { clause: "3", title: "Short", address: "https://example.com/rules", dataClasses: [dataClass], ...asks },
  },
});
const REGIONS = { policies: { "archive-region": { parameters: { regions: ["eu-central-1"] } } } };
const ARCHIVES = (archive: Fragment) =>
  Object.fromEntries(["security", "audit", "application"].map((name) => [name, { archive }]));

/** Audit events, which are application logs, too, are kept for 400 days, and one clause lets both be kept for 380. */
const OVERLAPPING = {
  frameworks: { "house-rules": HOUSE({ atMost: "380 days", dataClasses: ["audit", "application"] }, "audit") },
  retentionClasses: {
    audit: { days: 400, regulations: ["house-rules"] },
    application: { regulations: ["gdpr", "house-rules"] },
  },
};

const classes = (retentionClasses: Fragment): Fragment => ({ retentionClasses });
const prodClass = (name: string, retention: Fragment): Fragment => ({
  environments: { prod: { retention: { [name]: retention } } },
});
const stream = (name: string, to: Fragment): Fragment => ({
  services: { checkout: { logs: { streams: { [name]: to } } } },
});
const scanner = (emails: Fragment | null): Fragment => ({ systems: { shop: { scanner: { emails } } } });

it.each<[PolicyId, broken: Fragment, fix: RegExp, done: Fragment]>([
  [
    "retention-too-short",
    classes({ security: { days: 180 }, application: { days: 30 } }),
    /^Set `days` of the retention class `security` to at least 366/,
    classes({ security: { days: 366 } }),
  ],
  [
    "retention-too-short",
    classes({ security: { days: 90, archive: null }, application: { days: 120 } }),
    /^Set `days` of the retention class `security` to at least 366, and keep it so long: by `searchableDays`/,
    classes({ security: { days: 366, searchableDays: 366 } }),
  ],
  [
    "retention-too-long",
    prodClass("application", { days: 21, searchableDays: 30 }),
    /^Keep it for 21 days at most: lower `environments\.prod\.retention\.application\.searchableDays`,/,
    prodClass("application", { searchableDays: 21 }),
  ],
  [
    "retention-too-long",
    {
      frameworks: { "house-rules": HOUSE({ atMost: "12 months" }, "application") },
      ...classes({ application: { regulations: ["house-rules"] } }),
    },
    /^Keep it for 365 days at most: lower `days` of the retention class `application`/,
    classes({ application: { days: 365 } }),
  ],
  [
    "retention-too-long",
    OVERLAPPING,
    /^`audit-prod` takes what the streams of `audit` take: narrow the `filter` of `services\.checkout\.logs\.streams\.audit`, or lower `days` of the retention class `audit` to 380 at most\.$/,
    classes({ audit: { days: 380 } }),
  ],
  [
    "not-immediately-available",
    classes({ security: { searchableDays: 30 } }),
    /^Set `searchableDays` of the retention class `security` \(or its `flexDays`\) to at least 90/,
    classes({ security: { searchableDays: 90 } }),
  ],
  [
    "stream-taken-first",
    TAKING,
    /the class with more `days` comes first: let it keep no fewer in its index/,
    classes({ everything: { searchableDays: 90 } }),
  ],
  [
    "protected-class-excluded",
    stream("security", { sample: "50%" }),
    /^Write `sample: 100%` at the stream `shop-checkout-security`/,
    stream("security", { sample: "100%" }),
  ],
  [
    "protected-class-excluded",
    { environments: { prod: { sampling: { logs: "10%" } } } },
    /^Write `sample: 100%` at `environments\.prod\.retention\.(audit|security)`\.$/,
    { environments: { prod: { retention: { audit: { sample: "100%" }, security: { sample: "100%" } } } } },
  ],
  [
    "protected-class-limited",
    classes({ audit: { dailyLimit: 1_000_000 } }),
    /^Leave `dailyLimit` of the retention class `audit` out/,
    classes({ audit: { dailyLimit: null } }),
  ],
  [
    "archive-missing",
    {
      ...classes({ application: { days: 15, searchableDays: 15, archive: null } }),
      ...prodClass("application", { days: 366 }),
    },
    /^Give the retention class `application` an `archive`/,
    classes({ application: { archive: { ...ARCHIVE, bucket: "example-logs-application" } } }),
  ],
  [
    "archive-path",
    classes({ audit: { archive: { path: "/" } } }),
    /^Write `archive\.path` of the retention class, e\.g\. `\/prod\/audit`; without one/,
    classes({ audit: { archive: { path: "/prod/audit" } } }),
  ],
  [
    "archive-path",
    classes({
      audit: { archive: { bucket: "example-logs", path: "shop" } },
      security: { archive: { bucket: "example-logs", path: "shop" } },
    }),
    /^Write another `archive\.path` of the retention class/,
    classes({ audit: { archive: { path: "shop/audit" } } }),
  ],
  [
    "archive-region",
    {
      ...REGIONS,
      ...classes({ ...ARCHIVES({ region: "eu-central-1" }), security: { archive: { region: "us-east-1" } } }),
    },
    /^Archive into a bucket in an allowed region/,
    classes(ARCHIVES({ region: "eu-central-1" })),
  ],
  [
    "personal-data-unscanned",
    scanner({ markOnly: true }),
    /^Add `scanner:` to the logs of `checkout` or to the system `shop`, e\.g\. `emails: \{standard: email\}`; it must be enabled and hide/,
    scanner({ markOnly: null, standard: "email" }),
  ],
  [
    "retention-contradiction",
    {
      frameworks: { "house-rules": HOUSE({ atMost: "90 days" }, "security") },
      ...classes({ security: { regulations: ["pci-dss", "house-rules"] } }),
    },
    /or leave the framework out that does not govern it/,
    classes({ security: { regulations: ["pci-dss"] } }),
  ],
  [
    "retention-contradiction",
    prodClass("application", { days: 10 }),
    /^Set `environments\.prod\.retention\.application\.days` to 15, or `searchableDays` of the retention class `application` to 10/,
    prodClass("application", { days: 15 }),
  ],
  [
    "retention-too-short",
    { ...classes({ application: { days: 30 } }), ...prodClass("security", { days: 180 }) },
    /^Set `environments\.prod\.retention\.security\.days` to at least 366, and the lifetime rule/,
    prodClass("security", { days: 366 }),
  ],
  [
    "not-immediately-available",
    prodClass("security", { searchableDays: 30 }),
    /^Set `environments\.prod\.retention\.security\.searchableDays` \(or its `flexDays`\) to at least 90/,
    prodClass("security", { searchableDays: 90 }),
  ],
])("%s, by the words (%#)", (id, broken, fix, done) => {
  const found = (fragment: Fragment) =>
    judged(id, compiled(fragment)).filter(({ policy }) => policy?.state === "violated");
  expect(found(broken).map(({ hint }) => hint)).toContainEqual(expect.stringMatching(fix));
  expect(found(overlaid(broken, done) as Fragment).map(({ message }) => message)).toEqual([]);
});

function judged(id: PolicyId, checked: CheckedCatalog) {
  return saidBy(id, stackFor(checked), configurationOf(checked));
}

it("an index and an archive of other code, which the order leaves out", () => {
  const archive: Declared = {
    type: "datadog:index/logsArchive:LogsArchive",
    properties: { name: "everything", query: "*", s3Archive: { bucket: "example-logs", path: "all" } },
  };
  const index: Declared = {
    type: "datadog:index/logsIndex:LogsIndex",
    properties: { name: "everything", filters: [{ query: "*" }], retentionDays: 15 },
  };
  const fixes = (id: PolicyId, one: Declared) => saidBy(id, stackWith({ everything: one })).map(({ hint }) => hint);
  expect(fixes("archive-order-incomplete", archive)).toEqual([expect.stringContaining("make it in another stack")]);
  expect(fixes("index-order-incomplete", index)).toEqual([expect.stringMatching(/^Name it in `otherIndexes`/)]);
});

it("names no clause that is not broken: what GDPR lets the one class keep, it lets an event of both", () => {
  const hints = judged("retention-too-long", compiled(OVERLAPPING));
  const application = hints.filter(({ subject }) => subject === "application in prod");
  expect(application.map(({ message }) => message)).toEqual([
    expect.stringContaining("the archive `audit-prod` keeps events of"),
  ]);
  expect(application.flatMap(({ policy }) => policy?.clauses.map(({ framework }) => framework))).toEqual([
    "House rules",
  ]);
  expect(application[0]?.message).not.toContain("GDPR");
});

it.each([
  [["pci-dss"], "Add an `archive`: a framework asks for 366 days."],
  [[], "Add an `archive`, or lower `days` to the searchable days."],
])("of a class without its archive that names %j: no fewer days than are asked", (regulations, fix) => {
  const broken = classes({ security: { days: 500, searchableDays: 90, regulations, archive: null } });
  const text = stringify(overlaid(baseCatalog(), broken), { aliasDuplicateObjects: false });
  const { diagnostics } = checkFiles([{ file: "catalog/example.yaml", bytes: new TextEncoder().encode(text) }]);
  expect(diagnostics.flatMap(({ code, hint }) => (code === "retention-mismatch" ? [hint] : []))).toEqual([fix]);
});
