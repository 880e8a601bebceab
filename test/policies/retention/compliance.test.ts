/** The compliance matrix: its verdict follows from what is deployed, and nothing that is only said counts as met. */

import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../../bin/package-root";
import { type CheckedCatalog, checkCatalog, type Spec } from "../../../model/index";
import { complianceMarkdown, complianceText, matricesOf } from "../../../policies/index";
import { compiled, type Fragment, TODAY } from "../example";

type Matrix = ReturnType<typeof matricesOf>[number];

function matrix(checked: CheckedCatalog, environment = "prod"): Matrix {
  const found = matricesOf(checked).find((one) => one.environment === environment);
  if (!found) throw new Error(`no ${environment}`);
  return found;
}

/** `audit, kept at least 12 months: stated`, of a clause. */
function parts({ rows }: Matrix, clause: string, system = "shop"): string[] {
  const row = rows.find((one) => one.clause === clause && one.system === system);
  return row?.parts.map(({ of, asks, verdict }) => `${of}, ${asks}: ${verdict}`) ?? [];
}

/** With the body of a spec of prod changed, or the spec taken out. */
function deployed(
  kind: Spec["kind"],
  key: string,
  body: Record<string, unknown> | undefined,
  fragment: Fragment = {},
): Matrix {
  const checked = compiled(fragment);
  expect(checked.specs.some((spec) => spec.kind === kind && spec.key === key)).toBe(true);
  const specs = checked.specs.flatMap((spec): Spec[] => {
    if (spec.kind !== kind || spec.key !== key) return [spec];
    return body ? [{ ...spec, body: { ...spec.body, ...body } as Spec["body"] }] : [];
  });
  return matrix({ ...checked, specs });
}

const PCI = "10.5.1";

const ofMost = ({ rows }: Matrix) =>
  (rows.find(({ clause }) => clause === "1")?.parts ?? []).filter(({ asks }) => asks.startsWith("kept at most"));

/** A framework of one clause for everything. */
const term = (over: Fragment) => ({
  frameworks: {
    own: {
      title: "Own",
      governs: "everything",
      requirements: { one: { clause: "1", title: "One", address: "https://example.com/1", ...over } },
    },
  },
});

describe("of the base catalog", () => {
  const base = matrix(compiled());

  it("an archive's lifetime is stated, and what the index holds is met", () => {
    expect(parts(base, PCI)).toEqual([
      "audit, kept at least 12 months: stated",
      "audit, 90 days of it at once: met",
      "security, kept at least 12 months: stated",
      "security, 90 days of it at once: met",
    ]);
    expect(base.counts).toEqual({ met: 1, stated: 3, "not met": 0, "not checked": 0 });
  });

  it("names the resources, with what each holds and whether that is verified", () => {
    const [part] = base.rows.find(({ clause }) => clause === PCI)?.parts ?? [];
    expect(part?.by).toEqual([
      { resource: "datadog/logs-index/audit-prod", holds: "90 days", verified: true },
      { resource: "datadog/logs-archive/audit-prod", holds: "2557 days", verified: false },
    ]);
    expect(part?.streams).toEqual(["checkout/audit"]);
  });

  it("hiding is met by a scanner, erasing is only stated", () => {
    expect(parts(base, "Art. 5(1)(c)")).toEqual(["application, personal data hidden before it is stored: met"]);
    expect(parts(base, "Art. 17")).toEqual(["application, Erase a person's data on request: stated"]);
    expect(parts(base, "Art. 5(1)(e)")).toEqual(["application, kept at most 366 days, as its class says: stated"]);
  });

  it("test data has no rows", () => {
    const dev = matrix(compiled(), "dev");
    expect(dev).toMatchObject({ testData: true, rows: [] });
    expect(complianceText(dev)).toBe("dev holds test data alone: no framework governs what is kept of it");
    expect(complianceMarkdown(dev)).toContain("test data alone");
  });
});

describe("what is deployed decides:", () => {
  it("an index that is too short is not met, whatever the class says", () => {
    const short = deployed("datadog/logs-index", "audit-prod", { retentionDays: 30 });
    expect(parts(short, PCI)).toContain("audit, 90 days of it at once: not met");
    expect(short.counts["not met"]).toBe(1);
  });

  const years = term({ dataClasses: ["audit"], atLeast: "7 years" });

  it("without its archive what others take counts, for as long as they are kept", () => {
    expect(parts(matrix(compiled(years)), "1")).toEqual(["audit, kept at least 7 years: stated"]);
    const gone = deployed("datadog/logs-archive", "audit-prod", undefined, years);
    // The archive of application logs takes everything, and is kept for a year.
    expect(parts(gone, PCI)).toContain("audit, kept at least 12 months: stated");
    expect(parts(gone, "1")).toContain("audit, kept at least 7 years: not met");
    expect(complianceText(gone)).toContain("less than 7 years is said of an archive");
  });

  it("an archive that takes something else is as none", () => {
    const other = deployed("datadog/logs-archive", "audit-prod", { query: "env:production service:another" }, years);
    expect(parts(other, "1")).toContain("audit, kept at least 7 years: not met");
  });

  it("where no archive takes it, it is not met", () => {
    const narrow = { services: { checkout: { logs: { streams: { application: { filter: "status:error" } } } } } };
    const gone = deployed("datadog/logs-archive", "audit-prod", undefined, narrow);
    expect(parts(gone, PCI)).toContain("audit, kept at least 12 months: not met");
    expect(complianceText(gone)).toContain("no archive takes events such as");
  });

  it("an index that keeps all of it is met by itself", () => {
    const long = deployed("datadog/logs-index", "audit-prod", { retentionDays: 30, flexRetentionDays: 400 });
    expect(parts(long, PCI)).toContain("audit, kept at least 12 months: met");
    expect(complianceText(long)).toContain("400 days with Flex Logs");
  });

  it("an exclusion filter that drops some is not met at once, and the archive has it still", () => {
    const exclusionFilters = [
      { name: "noise", isEnabled: true, filters: [{ query: "@audit.action:read", sampleRate: 1 }] },
    ];
    const excluded = deployed("datadog/logs-index", "audit-prod", { exclusionFilters });
    expect(parts(excluded, PCI).slice(0, 2)).toEqual([
      "audit, kept at least 12 months: stated",
      "audit, 90 days of it at once: not met",
    ]);
    expect(complianceText(excluded)).toContain("the exclusion filter noise");
  });

  it("a daily limit leaves open whether everything is there", () => {
    const limited = deployed("datadog/logs-index", "audit-prod", { disableDailyLimit: false, dailyLimit: 1000 });
    expect(parts(limited, PCI)).toContain("audit, 90 days of it at once: not checked");
  });

  it("days that are not known yet are not checked", () => {
    const unknown = deployed("datadog/logs-index", "audit-prod", { retentionDays: { $unknown: true } });
    expect(parts(unknown, PCI)).toContain("audit, 90 days of it at once: not checked");
  });

  it("days that are not known yet may be enough where there is no archive", () => {
    const narrow = { services: { checkout: { logs: { streams: { application: { filter: "status:error" } } } } } };
    const checked = compiled(narrow);
    const specs = checked.specs.flatMap((spec): Spec[] => {
      if (spec.kind === "datadog/logs-archive" && spec.key === "audit-prod") return [];
      if (spec.kind !== "datadog/logs-index" || spec.key !== "audit-prod") return [spec];
      return [{ ...spec, body: { ...spec.body, retentionDays: { $unknown: true } } }];
    });
    expect(parts(matrix({ ...checked, specs }), PCI)).toContain("audit, kept at least 12 months: not checked");
  });

  it("an index that keeps personal data longer than its class says is not met", () => {
    const long = deployed("datadog/logs-index", "application-prod", { retentionDays: 400 });
    expect(parts(long, "Art. 5(1)(e)")).toContain("application, kept at most 366 days, as its class says: not met");
  });

  it("events that are short in one index and long in its archive, the others long in another index, are kept long enough", () => {
    const split = compiled({
      ...term({ dataClasses: ["application"], atLeast: "366 days" }),
      retentionClasses: {
        audit: { days: 2557, searchableDays: 90 },
        application: { days: 366, searchableDays: 366, archive: null },
      },
      services: { checkout: { logs: { streams: { audit: { filter: "status:error" } } } } },
    });
    expect(parts(matrix(split), "1")).toEqual(["application, kept at least 366 days: stated"]);
  });

  const AUDIT = "datadog/logs-index/audit-prod";
  const most = (atMost: string, of: string[]) => term({ dataClasses: of, atMost });

  it("an event of two classes may be kept as long as either, and the matrix says which", () => {
    const [part] = ofMost(matrix(compiled(most("30 days", ["application"]))));
    expect(part).toMatchObject({ verdict: "not met" });
    const fitting = { retentionClasses: { application: { days: 15, searchableDays: 15, archive: null } } };
    const [fits] = ofMost(matrix(compiled({ ...most("30 days", ["application"]), ...fitting })));
    expect(fits).toMatchObject({ verdict: "met", because: [] });
    expect(fits?.by).toContainEqual({
      resource: AUDIT,
      holds: "90 days: what is audit as well, and may be kept so long",
      verified: true,
    });
  });

  it("and by a clause that speaks of both, no longer than it lets them", () => {
    const [part] = ofMost(
      deployed(
        "datadog/logs-index",
        "application-prod",
        {},
        {
          ...most("30 days", ["application", "audit"]),
          retentionClasses: { application: { days: 15, searchableDays: 15, archive: null } },
        },
      ),
    );
    expect(part).toMatchObject({ verdict: "not met" });
    expect(part?.because).toContain(`${AUDIT} keeps it for more than 30 days`);
  });

  it("without its scanner personal data is not hidden", () => {
    const open = deployed("datadog/scanner-group", "shop", { isEnabled: false });
    expect(parts(open, "Art. 5(1)(c)")).toContain("application, personal data hidden before it is stored: not met");
  });
});

describe("what a scanner hides decides:", () => {
  const HIDDEN = "application, personal data hidden before it is stored";
  const scanned = (...scanner: Fragment[]) =>
    matrix(compiled({ systems: { shop: { scanner: Object.assign({ emails: null }, ...scanner) } } }));
  const by = ({ rows }: Matrix) => rows.find(({ clause }) => clause === "Art. 5(1)(c)")?.parts[0]?.by;
  const TOKENS = { tokens: { standard: "bearer-token" } };
  const OWN = { members: { pattern: "member-[0-9]{8}" } };

  it("credentials are no personal data", () => {
    const tokens = scanned(TOKENS);
    expect(parts(tokens, "Art. 5(1)(c)")).toContain(`${HIDDEN}: not met`);
    expect(complianceText(tokens)).toContain("credentials are none");
  });

  it("what an expression of one's own finds nobody can tell", () => {
    const own = scanned(TOKENS, OWN);
    expect(parts(own, "Art. 5(1)(c)")).toEqual([`${HIDDEN}: stated`]);
    expect(by(own)).toEqual([
      { resource: "datadog/scanner-group/shop", holds: "hides Members, Tokens", verified: false },
    ]);
  });

  it("and each thing that is hidden is named", () => {
    const all = scanned(TOKENS, OWN, { phones: { standard: "phone" }, cards: { standard: "card" } });
    expect(parts(all, "Art. 5(1)(c)")).toEqual([`${HIDDEN}: met`]);
    expect(by(all)?.map(({ holds }) => holds)).toEqual(["hides Cards, Phones, Members, Tokens"]);
  });
});

describe("what only the catalog can say:", () => {
  it("a class that says less than is asked for is not met", () => {
    const own = matrix(compiled(term({ dataClasses: ["application"], atLeast: "2 years" })));
    expect(parts(own, "1")).toContain("application, kept at least 2 years: not met");
  });

  it("metrics are kept for the vendor's own term, which is a statement", () => {
    const speed = { retentionClasses: { speed: { days: 184, dataClass: "performance", applies: "metrics" } } };
    const six = matrix(compiled({ ...term({ dataClasses: ["performance"], atLeast: "6 months" }), ...speed }));
    expect(parts(six, "1")).toEqual(["speed, kept at least 6 months: stated"]);
    const two = matrix(compiled({ ...term({ dataClasses: ["performance"], atLeast: "2 years" }), ...speed }));
    expect(parts(two, "1")).toEqual(["speed, kept at least 2 years: not met"]);
  });

  it("a service without a stream is named: no verdict knows what it writes", () => {
    const quiet = matrix(compiled({ services: { quiet: { system: "shop", tier: 2 } } }));
    expect(quiet.untold).toEqual({ shop: expect.arrayContaining(["quiet"]) });
    expect(complianceText(quiet)).toMatch(/without a stream of logs[^:]*: shop:\s.*quiet/s);
    expect(complianceMarkdown(quiet)).toMatch(/`shop`: .*`quiet`/);
  });

  it("a system without a stream of the data is not checked", () => {
    const none = { services: { checkout: { logs: { streams: { audit: null } } } } };
    expect(parts(matrix(compiled(none)), PCI)[0]).toBe(
      "audit, kept at least 12 months; 90 days of it at once: not checked",
    );
  });

  it("text of the catalog stands in code spans, and no bar of it cuts a row", () => {
    const sly = matrix(compiled(term({ title: "A | B `x` @team <b>", dataClasses: ["audit"], atLeast: "1 year" })));
    const text = complianceMarkdown(sly);
    expect(text).toContain("``A ¦ B `x` @team <b>``");
    expect(text.split("\n").filter((line) => line.startsWith("|") && line.includes("@team"))).toHaveLength(1);
  });
});

describe("what a waiver accepts stays not met,", () => {
  const waiver = {
    rule: "not-immediately-available",
    reason: "The bucket | moves.",
    owner: "ana",
    until: "2026-12-15",
  };
  const short = (waivers: Fragment[]) =>
    matrix(compiled({ retentionClasses: { security: { searchableDays: 30, waivers } } }));
  const said = "not-immediately-available is accepted by ana until 2026-12-15, catalog/example.yaml:";

  it("and who accepts it until when is said with it", () => {
    const accepted = short([waiver]);
    expect(accepted.counts["not met"]).toBe(1);
    const row = accepted.rows.find(({ clause }) => clause === PCI);
    expect(row?.parts.at(-1)?.accepted).toEqual([
      { ...waiver, file: "catalog/example.yaml", line: expect.any(Number) },
    ]);
    expect(complianceText(accepted).replaceAll(/\s+/g, " ")).toContain(said);
    expect(complianceMarkdown(accepted)).toMatch(
      /`not-immediately-available is accepted by ana[^`]*The bucket ¦ moves\.`/,
    );
  });

  it("and of one that has ended nothing is said", () => {
    expect(complianceText(short([{ ...waiver, until: "2026-11-01" }]))).not.toContain("accepted");
  });
});

describe("of the shipped systems", () => {
  let shipped: Matrix;
  beforeAll(() => {
    shipped = matrix(checkCatalog(join(packageRoot(), "catalog"), { cwd: packageRoot(), today: TODAY }));
  }, 60_000);

  it("nothing is not met, and what Datadog cannot enforce is never met", () => {
    expect(shipped.counts["not met"]).toBe(0);
    expect(new Set(shipped.rows.map(({ system }) => system))).toEqual(
      new Set(["freedom-fashion", "operation-turnaround", "syncscript", "truststream"]),
    );
    for (const { parts: all } of shipped.rows)
      for (const { verdict, by } of all) if (verdict === "met") expect(by.every(({ verified }) => verified)).toBe(true);
  });

  it("has every framework in every system, with the customers' own figures", () => {
    expect(
      shipped.rows
        .filter(({ key, system }) => key === "example-ltd" && system === "truststream")
        .map(({ verdict }) => verdict),
    ).toEqual(["stated", "stated", "stated", "stated"]);
    expect(shipped.rows.length).toBe(12 * 4);
  });
});
