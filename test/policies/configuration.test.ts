/** What a catalog's `policies` and `waivers` do to rules, whatever the rules are. */

import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { describe, expect, it } from "vitest";
import { isMap, isScalar, LineCounter, parseDocument, visit } from "yaml";
import { packageRoot } from "../../bin/package-root";
import { type CheckedCatalog, checkFiles } from "../../model/index";
import { type CatalogConfiguration, configurationOf, evaluate, offlineStacks, type Rule } from "../../policies/index";
import { KIND_NAMES } from "../../vendors/index";
import { baseTexts, bytesOf } from "../model/files";

const TODAY = "2026-11-21";

/** Finds something in every resource. */
const EVERY: Rule = {
  id: "required-tags",
  pack: "tagging",
  severity: "error",
  title: "Every",
  summary: "Finds something in everything.",
  kinds: KIND_NAMES,
  parameters: {
    keys: { description: "Texts.", default: ["team"] },
    most: {
      description: "A number.",
      default: 5,
      problem: (value) => (Number(value) > 0 ? undefined : "Write a number greater than 0."),
    },
    strict: { description: "Yes or no.", default: true },
  },
  *check(stack) {
    for (const resource of stack.resources)
      yield { type: "violated", resource, message: "this is something", fix: "Mend it." };
  },
};
const QUIET: Rule = { ...EVERY, id: "contradictory-tags", severity: "warning", *check() {} };

function checked(more: string, change: readonly [file: string, from: string, to: string][] = []): CheckedCatalog {
  const texts = baseTexts();
  for (const [file, from, to] of change) {
    const text = String(texts.get(file));
    expect(text).toContain(from);
    texts.set(file, text.replace(from, to));
  }
  if (more !== "") texts.set("zz-more.yaml", more);
  return checkFiles(bytesOf(texts), { today: TODAY });
}

function judge(catalog: CheckedCatalog): { left: string[]; configuration: CatalogConfiguration } {
  expect(catalog.diagnostics).toEqual([]);
  const configuration = configurationOf(catalog, [EVERY, QUIET]);
  const left = offlineStacks(catalog).flatMap((stack) =>
    evaluate(stack, [EVERY, QUIET], configuration).findings.map(
      ({ subject }) => `${stack.environment.name} ${subject}`,
    ),
  );
  return { left, configuration };
}

const ALL = judge(checked("")).left;

/** What a waiver written into the catalog accepts, by its place there. */
function acceptedBy(file: string, from: string, to: string): string[] {
  const { left } = judge(checked("", [[file, from, to]]));
  return ALL.filter((one) => !left.includes(one));
}

const WAIVER = "{ rule: required-tags, reason: It is being mended., owner: shop, until: 2027-01-31 }";
const of = (...wanted: RegExp[]) => ALL.filter((one) => wanted.some((pattern) => pattern.test(one)));

describe("a waiver accepts what is made of the entry it stands beside:", () => {
  it.each([
    ["nothing without one", "organisation.yaml", "name: Example", "name: Examples", []],
    [
      "a person",
      "organisation.yaml",
      'phone: "+44 2079460101"',
      `phone: "+44 2079460101", waivers: [${WAIVER}]`,
      of(/^prod pagerduty\/\S+\/ada\b/),
    ],
    [
      "a team",
      "organisation.yaml",
      "lead: ada",
      `lead: ada\n    waivers: [${WAIVER}]`,
      of(/\/team(-membership)?\/shop/),
    ],
    [
      "an escalation",
      "organisation.yaml",
      "  main:\n    team: shop\n    steps:",
      `  main:\n    waivers: [${WAIVER}]\n    team: shop\n    steps:`,
      of(/\/escalation-policy\/main/),
    ],
    [
      "a retention class",
      "standards.yaml",
      "dataClass: application",
      `dataClass: application, waivers: [${WAIVER}]`,
      of(/logs-index\//, /logs-archive\//),
    ],
    [
      "an environment: everything in it",
      "organisation.yaml",
      "notify: chat",
      `notify: chat, waivers: [${WAIVER}]`,
      of(/^staging /),
    ],
    [
      "a signal of a pack, in every service",
      "standards.yaml",
      "        over: 10min",
      `        over: 10min\n        waivers: [${WAIVER}]`,
      of(/monitor\/shop-checkout-latency/),
    ],
    [
      "a signal of a pack as a service changes it, in an environment",
      "shop.yaml",
      "latency: { above: { high: 5s } }",
      `latency: { above: { high: 5s }, waivers: [${WAIVER}] }`,
      of(/^staging datadog\/monitor\/shop-checkout-latency/),
    ],
    [
      "an objective, with its monitors",
      "shop.yaml",
      "        target: 99.9%",
      `        target: 99.9%\n        waivers: [${WAIVER}]`,
      of(/shop-checkout-availability/),
    ],
  ] as const)("%s", (_what, file, from, to, accepted) => {
    expect(acceptedBy(file, from, to)).toEqual(accepted);
    if (to.includes("waivers")) expect(accepted.length).toBeGreaterThan(0);
  });

  it("a service: all its signals, its pages and its own dashboards, and nothing of others", () => {
    const accepted = acceptedBy("shop.yaml", "    packs: [web]", `    packs: [web]\n    waivers: [${WAIVER}]`);
    expect(accepted).toEqual(expect.arrayContaining(of(/monitor\/shop-checkout/, /pagerduty\/service\/shop-checkout/)));
    expect(accepted.filter((one) => !one.includes("checkout"))).toEqual([]);
  });

  it("a system: what its services make, too", () => {
    const accepted = acceptedBy(
      "shop.yaml",
      "title: Shop, team: shop",
      `title: Shop, team: shop, waivers: [${WAIVER}]`,
    );
    expect(accepted).toEqual(expect.arrayContaining(of(/monitor\/shop-checkout/)));
    expect(accepted.some((one) => one.includes("/people/") || one.includes("/ada"))).toBe(false);
  });

  it("of a resource by name only that one", () => {
    const one = WAIVER.replace(" }", ", resource: datadog/monitor/shop-checkout-errors }");
    expect(acceptedBy("organisation.yaml", "notify: chat", `notify: chat, waivers: [${one}]`)).toEqual([
      "staging datadog/monitor/shop-checkout-errors",
    ]);
  });

  it("a system and a service: what is said of a stream, which no resource stands for", () => {
    const STREAMS: Rule = {
      ...EVERY,
      *check({ catalog }) {
        for (const { logs, name } of catalog?.services ?? [])
          for (const { source, key } of logs.streams)
            yield { type: "violated", at: source, subject: `${name} stream ${key}`, message: "this", fix: "Mend it." };
      },
    };
    const left = (change: [string, string, string][]): number => {
      const catalog = checked("", change);
      expect(catalog.diagnostics).toEqual([]);
      const configuration = configurationOf(catalog, [STREAMS]);
      const findings = offlineStacks(catalog).flatMap((stack) => evaluate(stack, [STREAMS], configuration).findings);
      return findings.length;
    };
    const beside = (from: string) => left([["shop.yaml", from, `${from}, waivers: [${WAIVER}]`]]);
    expect(left([])).toBe(2);
    expect(beside("title: Shop, team: shop")).toBe(0);
    expect(beside('class: application, filter: "*"')).toBe(0);
    expect(left([["shop.yaml", "    packs: [web]", `    packs: [web]\n    waivers: [${WAIVER}]`]])).toBe(0);
    const staging = `latency: { above: { high: 5s } }\n        logs: { streams: { all: { waivers: [${WAIVER}] } } }`;
    expect(left([["shop.yaml", "latency: { above: { high: 5s } }", staging]])).toBe(1);
  });

  it("a service's own list takes the place of its pack's", () => {
    const change: [string, string, string][] = [
      ["standards.yaml", "        over: 10min", `        over: 10min\n        waivers: [${WAIVER}]`],
      ["shop.yaml", "latency: { above: { high: 5s } }", "latency: { above: { high: 5s }, waivers: [] }"],
    ];
    const { left } = judge(checked("", change));
    expect(ALL.filter((one) => !left.includes(one))).toEqual(of(/^prod datadog\/monitor\/shop-checkout-latency/));
  });
});

describe("a waiver beside every entry of the catalog that resources come from", () => {
  const folder = join(packageRoot(), "catalog");
  const texts = new Map(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => [name.split(sep).join("/"), readFileSync(join(folder, name), "utf8")]),
  );
  const before = checkFiles(bytesOf(texts), { today: TODAY });

  it("can be written there, and accepts what is found", { timeout: 60_000 }, () => {
    const sources = new Set(before.specs.map(({ source }) => `${source.file}:${source.line}`));
    expect(sources.size).toBeGreaterThan(300);
    let written = 0;
    const waived = new Map(
      [...texts].map(([name, text]) => {
        const lines = new LineCounter();
        const document = parseDocument(text, { lineCounter: lines });
        visit(document, {
          Pair(_, { key, value }) {
            // A setting of the service, and no entry.
            if (!isScalar(key) || !isMap(value) || !key.range || key.value === "keep") return;
            if (!sources.has(`catalog/${name}:${lines.linePos(key.range[0]).line}`)) return;
            value.set("waivers", [
              { rule: "required-tags", reason: "For now.", owner: "platform", until: "2027-01-31" },
            ]);
            written += 1;
          },
        });
        return [name, String(document)];
      }),
    );
    expect(written).toBeGreaterThan(300);
    const catalog = checkFiles(bytesOf(waived), { today: TODAY });
    expect(catalog.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const configuration = configurationOf(catalog, [EVERY]);
    const left = offlineStacks(catalog).flatMap((stack) => evaluate(stack, [EVERY], configuration).findings);
    expect(left.map(({ subject, file, line }) => `${subject} ${file}:${line}`)).toEqual([]);
    expect(configuration.problems(true).map(({ message, file, line }) => `${message} ${file}:${line}`)).toEqual([]);
  });
});

describe("a waiver itself", () => {
  const said = (waiver: string, more = "", whole = true): string[] => {
    const catalog = checked(more, [["organisation.yaml", "notify: chat", `notify: chat, waivers: [${waiver}]`]]);
    const { configuration } = judge(catalog);
    return configuration.problems(whole).map(({ code, file, line, message }) => `${code} ${file}:${line} ${message}`);
  };
  const AT = "catalog/organisation.yaml:13";

  it("that is needed and has not ended is fine, and is told with what it accepted", () => {
    expect(said(WAIVER)).toEqual([]);
    const catalog = checked("", [["standards.yaml", "over: 10min", `over: 10min\n        waivers: [${WAIVER}]`]]);
    const { configuration } = judge(catalog);
    expect(configuration.waived()).toMatchObject([
      {
        rule: "required-tags",
        subjects: ["datadog/monitor/shop-checkout-latency"],
        environments: ["prod", "staging"],
        reason: "It is being mended.",
        owner: "shop",
        until: "2027-01-31",
        file: "catalog/standards.yaml",
        findings: [{ code: "required-tags", policy: { environments: ["prod", "staging"], state: "violated" } }],
      },
    ]);
  });

  it("that has ended accepts nothing", () => {
    const ended = WAIVER.replace("2027-01-31", "2026-11-20");
    expect(said(ended)).toEqual([`waiver-expired ${AT} the waiver of \`required-tags\` ended on 2026-11-20`]);
    expect(acceptedBy("organisation.yaml", "notify: chat", `notify: chat, waivers: [${ended}]`)).toEqual([]);
  });

  it("that nothing needs is one too many, but only where everything was looked at", () => {
    const quiet = WAIVER.replace("required-tags", "contradictory-tags");
    expect(said(quiet)).toEqual([
      `waiver-unused ${AT} the waiver of \`contradictory-tags\` is not used: the rule finds nothing here`,
    ]);
    expect(said(quiet, "", false)).toEqual([]);
  });

  it("may last as long as the rule says", () => {
    const policies = "policies:\n  required-tags: { waivable: 30d }\n";
    expect(said(WAIVER, policies)).toEqual([
      `waiver-too-long ${AT} the waiver of \`required-tags\` lasts until 2027-01-31, and one may last 30d from today`,
    ]);
    expect(said(WAIVER.replace("2027-01-31", "2026-12-21"), policies)).toEqual([]);
  });

  it.each([
    [
      "of a rule that cannot be waived",
      WAIVER,
      "policies:\n  required-tags: { waivable: false }\n",
      ["waiver-refused"],
    ],
    ["nobody answers for", WAIVER.replace("owner: shop, ", ""), "", ["missing-key"]],
    ["somebody unknown answers for", WAIVER.replace("owner: shop", "owner: shep"), "", ["unknown-name"]],
    ["of no rule", WAIVER.replace("required-tags", "require-tags"), "", ["unknown-rule"]],
    ["of the linter where it does not look", WAIVER.replace("required-tags", "short-window"), "", ["waiver-unused"]],
  ])("%s is refused by the catalog's check", (_what, waiver, more, codes) => {
    const catalog = checked(more, [["organisation.yaml", "notify: chat", `notify: chat, waivers: [${waiver}]`]]);
    expect(catalog.diagnostics.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual(
      codes.map((code) => `${code} ${AT}`),
    );
    expect(catalog.diagnostics.every(({ hint }) => hint !== undefined)).toBe(true);
  });

  it("repeated by an anchor is one", () => {
    const more = `teams:
  a: { name: A, members: [ada], waivers: &both [${WAIVER.replace("required-tags", "contradictory-tags")}] }
  b: { name: B, members: [ada], waivers: *both }
`;
    const { configuration } = judge(checked(more));
    expect(configuration.problems(true).map(({ code }) => code)).toEqual(["waiver-unused"]);
  });

  it("of the linter needs no owner", () => {
    const linted = checked(`services:
  raw:
    system: shop
    monitors:
      silent:
        type: logs
        query: status:ok
        over: 1d
        below: { high: 1 }
        noData: zero
        waivers: [{ rule: slow-evaluation, reason: Twice a day is enough., until: 2027-01-31 }]
`);
    expect(linted.diagnostics).toEqual([]);
    expect(linted.waived).toMatchObject([{ rule: "slow-evaluation", owner: null, environments: ["prod", "staging"] }]);
  });
});

describe("levels and parameters", () => {
  const configured = (policies: string): CatalogConfiguration =>
    configurationOf(checked(`policies:\n${policies}`), [EVERY, QUIET]);

  it("are the rule's own where the catalog says nothing", () => {
    const { applied } = configurationOf(checked(""), [EVERY, QUIET]);
    expect(applied(EVERY, "prod")).toEqual({
      level: "mandatory",
      parameters: { keys: ["team"], most: 5, strict: true },
    });
    expect(applied(QUIET, "prod").level).toBe("advisory");
  });

  it("are the catalog's, and the environment's over them", () => {
    const { applied, problems } = configured(`  required-tags:
    level: advisory
    parameters: { most: 7, keys: [team, env] }
    environments:
      prod: { level: mandatory, parameters: { most: 9 } }
`);
    expect(problems(true)).toEqual([]);
    expect(applied(EVERY, "staging")).toEqual({
      level: "advisory",
      parameters: { keys: ["team", "env"], most: 7, strict: true },
    });
    expect(applied(EVERY, "prod")).toEqual({
      level: "mandatory",
      parameters: { keys: ["team", "env"], most: 9, strict: true },
    });
  });

  it.each([
    ["{ mosts: 3 }", "unknown-parameter", "Did you mean `most`?"],
    ["{ most: seven }", "bad-parameter", "Write a number, e.g. `5`."],
    ["{ most: 0 }", "bad-parameter", "Write a number greater than 0."],
    ["{ strict: 1 }", "bad-parameter", "Write `true` or `false`, e.g. `true`."],
    ["{ keys: team }", "bad-parameter", "Write a list of texts, e.g. `[team]`."],
    ["{ keys: [1] }", "bad-parameter", "Write a list of texts, e.g. `[team]`."],
  ])("that do not fit are told at their place, and the rule's own count: %s", (values, code, hint) => {
    const here = configured(`  required-tags:\n    environments:\n      prod:\n        parameters: ${values}\n`);
    expect(here.problems(true).map((one) => [one.code, one.hint, one.file, one.line])).toEqual([
      [code, hint, "catalog/zz-more.yaml", 5],
    ]);
    expect(here.applied(EVERY, "prod").parameters).toEqual({ keys: ["team"], most: 5, strict: true });
  });

  it.each([
    ["a rule that does not exist", "  require-tags: { level: advisory }\n", "unknown-rule"],
    ["a level that does not exist", "  required-tags: { level: warning }\n", "unknown-value"],
    ["an environment that does not exist", "  required-tags: { environments: { production: {} } }\n", "unknown-name"],
  ])("of %s are refused", (_what, policies, code) => {
    expect(checked(`policies:\n${policies}`).diagnostics.map((one) => one.code)).toEqual([code]);
  });

  it("that switch a whole pack off in an environment are a mistake", () => {
    const off = configured(`  required-tags: { level: disabled }
  contradictory-tags: { environments: { prod: { level: disabled } } }
`);
    expect(off.problems(true).map(({ code, message, line }) => [code, message, line])).toEqual([
      ["pack-disabled", "every rule of the pack `tagging` is `disabled` in `prod`: nothing is checked by it", 3],
    ]);
    expect(configured("  required-tags: { level: disabled }\n").problems(true)).toEqual([]);
  });
});
