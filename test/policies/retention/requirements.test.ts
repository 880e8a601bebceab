/** What frameworks ask of which retention class, in days; and that the figures we ship are those of their clauses. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../../bin/package-root";
import { loadCatalog, longest, type ResolvedEnvironment, shortest } from "../../../model/index";
import { requirementsOf } from "../../../policies/retention/requirements";
import { compiled, type Fragment } from "../example";

function environment(fragment: Fragment = {}, name = "prod"): ResolvedEnvironment {
  const found = compiled(fragment).resolved.find((one) => one.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}

/** `pci-dss/audit-log-history on audit: at least 366, at once 90 (checkout/audit)`. */
function shown(env: ResolvedEnvironment): string[] {
  return requirementsOf(env).map(
    ({ id, retention, atLeast, immediatelyAvailable, atMost, hidden, stated, streams }) => {
      const parts = [
        atLeast && `at least ${atLeast.days}`,
        immediatelyAvailable && `at once ${immediatelyAvailable.days}`,
        atMost && `at most ${atMost.days}${atMost.own ? " (own)" : ""}`,
        hidden && "hidden",
        stated && "stated",
      ].filter(Boolean);
      const names = streams.map(({ service, stream }) => `${service.key}/${stream.key}`);
      return `${id} on ${retention.key}: ${parts.join(", ")} (${names.join(", ")})`;
    },
  );
}

describe("a framework governs", () => {
  it("the classes that name it, as far as its clauses speak of their data", () => {
    expect(shown(environment())).toEqual([
      "gdpr/minimisation on application: hidden (checkout/application)",
      "gdpr/storage-limitation on application: at most 366 (own) (checkout/application)",
      "gdpr/erasure on application: stated (checkout/application)",
      "pci-dss/audit-log-history on audit: at least 366, at once 90 (checkout/audit)",
      "pci-dss/audit-log-history on security: at least 366, at once 90 (checkout/security)",
    ]);
  });

  it("every class of its data where it is for everything", () => {
    const demand = {
      clause: "1",
      title: "Keep",
      address: "https://example.com/1",
      dataClasses: ["audit"],
      atLeast: "7 years",
    };
    const own = { frameworks: { own: { title: "Own", governs: "everything", requirements: { keep: demand } } } };
    expect(shown(environment(own))).toContain("own/keep on audit: at least 2557 (checkout/audit)");
    const named = { frameworks: { own: { title: "Own", requirements: { keep: demand } } } };
    expect(shown(environment(named)).filter((one) => one.startsWith("own/"))).toEqual([]);
  });

  it("no test data", () => {
    expect(shown(environment({}, "dev"))).toEqual([]);
    expect(shown(environment({ environments: { dev: { testData: false } } }, "dev"))).not.toEqual([]);
  });

  it("a class without streams, too: it says so", () => {
    const none = { services: { checkout: { logs: { streams: { audit: null } } } } };
    expect(shown(environment(none))).toContain("pci-dss/audit-log-history on audit: at least 366, at once 90 ()");
  });

  it("with the class as the environment has it", () => {
    const shorter = { environments: { prod: { retention: { application: { days: 100 } } } } };
    expect(shown(environment(shorter))).toContain(
      "gdpr/storage-limitation on application: at most 100 (own) (checkout/application)",
    );
  });
});

it.each([
  [90, "day", 90, 90],
  [1, "month", 31, 28],
  [3, "month", 92, 89],
  [6, "month", 184, 181],
  [12, "month", 366, 365],
  [13, "month", 397, 393],
  [1, "year", 366, 365],
  [3, "year", 1096, 1095],
  [6, "year", 2192, 2191],
  [7, "year", 2557, 2556],
  [10, "year", 3653, 3652],
] as const)("%i %s: at most %i and at least %i days by the calendar", (count, unit, most, least) => {
  const term = { count, unit, text: `${count} ${unit}` };
  expect([longest(term), shortest(term)]).toEqual([most, least]);
});

describe("the frameworks that come along", () => {
  const folder = join(packageRoot(), "catalog", "standards");
  const { catalog } = loadCatalog(folder, { cwd: packageRoot() });
  const frameworks = [...(catalog?.sections.frameworks.values() ?? [])];

  it("ask what their clauses ask", () => {
    const figures = frameworks.flatMap(({ data }) =>
      Object.values(data?.requirements ?? {}).map(({ clause, figure, atLeast, immediatelyAvailable, atMost }) =>
        [
          data?.title,
          clause,
          figure,
          atLeast?.text,
          immediatelyAvailable?.text,
          atMost && (typeof atMost === "string" ? atMost : atMost.text),
        ]
          .filter((one) => one !== undefined)
          .join(" | "),
      ),
    );
    expect(figures).toEqual([
      "Example Ltd's retention policy | 1 | own | 3 years",
      "Example Ltd's retention policy | 2 | own | 7 years",
      "Example Ltd's retention policy | 3 | own | 1 year",
      "Example Ltd's retention policy | 4 | own | 6 months",
      "GDPR | Art. 5(1)(c) | clause",
      "GDPR | Art. 5(1)(e) | clause | days of the class",
      "GDPR | Art. 17 | clause",
      "HIPAA | 164.316(b)(2)(i) | clause | 6 years",
      "ISO 27001 | A.8.15 | practice | 12 months",
      "PCI DSS | 10.5.1 | clause | 12 months | 90 days",
      "SOC 2 | CC7.2 | practice | 12 months",
      "SOX | 17 CFR 210.2-06 | clause | 7 years",
    ]);
  });

  it("say where each clause can be read", () => {
    const addresses = frameworks
      .filter(({ key }) => key !== "example-ltd")
      .flatMap(({ data }) => Object.values(data?.requirements ?? {}).map(({ address }) => new URL(address).host));
    expect([...new Set(addresses)].sort()).toEqual([
      "eur-lex.europa.eu",
      "www.aicpa-cima.com",
      "www.ecfr.gov",
      "www.iso.org",
      "www.pcisecuritystandards.org",
    ]);
  });

  it("are packed with the program, one a file", () => {
    const files = readdirSync(join(folder, "frameworks"));
    expect(files.map((file) => file.replace(".yaml", ""))).toEqual(
      frameworks
        .map(({ key }) => key)
        .filter((key) => key !== "example-ltd")
        .sort(),
    );
  });
});

it("a framework for everything whose data no class has is told: it would seem to be checked", () => {
  const one = {
    clause: "1",
    title: "One",
    address: "https://example.com/1",
    atLeast: "1 year",
    dataClasses: ["health"],
  };
  const said = (governs: string) =>
    compiled({ frameworks: { own: { title: "Own", governs, requirements: { one } } } })
      .diagnostics.filter(({ code }) => code === "asks-nothing")
      .map(({ severity, message }) => `${severity}: ${message}`);
  expect(said("everything")).toEqual([
    "warning: no retention class has `health` data: the requirement `one` asks nothing of anybody",
  ]);
  expect(said("classes that name it")).toEqual([]);
});

it("an environment that pages or is protected and says that it holds test data is told", () => {
  const said = (prod: Fragment) =>
    compiled({ environments: { prod: { testData: true, ...prod } } })
      .diagnostics.filter(({ code }) => code === "ungoverned")
      .map(({ severity, message, path }) => `${severity} at ${path}: ${message}`);
  expect(said({ notify: "page", protect: true })).toEqual([
    "warning at environments.prod.testData: `prod` pages and is protected, and says that it holds test data alone: no framework governs what it keeps",
  ]);
  expect(said({ notify: "chat", protect: true })).toHaveLength(1);
  expect(said({ notify: "chat", protect: false })).toEqual([]);
  expect(said({ testData: false })).toEqual([]);
});
