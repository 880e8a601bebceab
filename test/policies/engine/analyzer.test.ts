import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { compileCatalog, refsIn } from "../../../model/index";
import { referenceAt } from "../../../policies/engine/references";
import { RULES } from "../../../policies/index";
import { UNKNOWN } from "../../../vendors/index";
import { baseCatalog, type Fragment, overlaid } from "../example";
import { ALL, type Run, throughEngine } from "./through-engine";

const MONITOR = "datadog:index/monitor:Monitor";
const TAGS = ["team:shop", "service:checkout", "env:production", "tier:1", "managed-by:watchbill"];
let cwd: string;
const folders: string[] = [];

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "watchbill-analyzer-"));
  folders.push(cwd);
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function write(fragment: Fragment): void {
  mkdirSync(join(cwd, "catalog"), { recursive: true });
  const text = stringify(overlaid(baseCatalog(), fragment), { aliasDuplicateObjects: false });
  writeFileSync(join(cwd, "catalog", "example.yaml"), text);
}

/** A monitor that lacks what `tags` lacks. */
function run(tags: unknown, more: Partial<Run> = {}) {
  const environment = more.environment ?? "prod";
  const inputs = {
    ...{ name: "Queue", type: "query alert", query: "avg(last_5m):avg:queue.length{env:production} > 9" },
    ...{ message: "The queue is long.", tags },
  };
  const urn = `urn:pulumi:${environment}::shop::${MONITOR}::queue`;
  const registered = [{ urn, type: MONITOR, name: "queue", inputs, outputs: inputs }];
  const answer = throughEngine({ cwd, environment, registered, preview: true, ...more });
  return { ...answer, tags: answer.diagnostics.filter(({ policy }) => policy === "required-tags") };
}

function levelIn(info: proto.AnalyzerInfo): number | undefined {
  return info
    .getPoliciesList()
    .find((one) => one.getName() === "required-tags")
    ?.getEnforcementlevel();
}

describe("the level of a rule", () => {
  it("is what the catalog says of the environment, in what is told before and in what is found", () => {
    write({ policies: { "required-tags": { environments: { dev: { level: "advisory" } } } } });
    const prod = run(TAGS.slice(1));
    expect([levelIn(prod.info), prod.tags[0]?.mandatory]).toEqual([proto.EnforcementLevel.MANDATORY, true]);
    const dev = run(TAGS.slice(1), { environment: "dev" });
    expect([levelIn(dev.info), dev.tags[0]?.mandatory]).toEqual([proto.EnforcementLevel.ADVISORY, false]);
  });

  it("`disabled` is told as not asked, never as passed", () => {
    write({ policies: { "required-tags": { level: "disabled" } } });
    const { info, notApplicable, tags } = run(TAGS.slice(1));
    expect(levelIn(info)).toBe(proto.EnforcementLevel.DISABLED);
    expect(tags).toEqual([]);
    expect(notApplicable).toContain("required-tags");
  });

  it("is what somebody outside the catalog asks for, who also may turn a rule off, which shows", () => {
    write({ policies: { "required-tags": { level: "advisory" } } });
    const { MANDATORY, DISABLED } = proto.EnforcementLevel;
    expect(run(TAGS.slice(1), { imposed: { "required-tags": { level: MANDATORY } } }).tags[0]?.mandatory).toBe(true);
    const off = run(TAGS.slice(1), { imposed: { "required-tags": { level: DISABLED } } });
    expect(off.tags).toEqual([]);
    expect(off.notApplicable).toContain("required-tags");
  });
});

describe("the parameters of a rule", () => {
  const { MANDATORY } = proto.EnforcementLevel;
  const KEYS = ["team", "service", "env"];
  const asked = (keys: string[], more: Partial<Run> = {}) =>
    run(TAGS.slice(1), { imposed: { "required-tags": { level: MANDATORY, parameters: { keys } } }, ...more }).report;

  it("that somebody outside the catalog changes are on record, whichever way, and with what is told early", () => {
    write({ policies: { "required-tags": { parameters: { keys: KEYS } } } });
    expect(asked(["service"]).imposed).toEqual(["required-tags"]);
    expect(asked([...KEYS, "cost-center"]).imposed).toEqual(["required-tags"]);
    expect(asked(["team", "cost-center"], { bails: true }).imposed).toEqual(["required-tags"]);
  });

  it("are nobody's change where the catalog's own come back, or the rule's by themselves", () => {
    write({ policies: { "required-tags": { environments: { prod: { parameters: { keys: KEYS } } } } } });
    expect(asked(KEYS).imposed).toEqual([]);
    expect(run(TAGS).report.imposed).toEqual([]);
    // The engine fills in what it was told itself: nobody can ask for it by that.
    expect(asked(["team", "service", "env", "managed-by", "tier"]).imposed).toEqual([]);
    expect(asked(KEYS, { environment: "dev" }).imposed).toEqual(["required-tags"]);
  });

  it("are those of both catalogs where another one's policies hold", () => {
    write({ policies: { "required-tags": { parameters: { keys: [...KEYS, "cost-center"] } } } });
    const base = join(cwd, "base");
    mkdirSync(base);
    const policies = { "required-tags": { parameters: { keys: KEYS } } };
    writeFileSync(join(base, "example.yaml"), stringify(overlaid(baseCatalog(), { policies })));
    expect(run(TAGS, { policiesFrom: base }).tags.map(({ message }) => message.split("\n")[0])).toEqual([
      expect.stringContaining("cost-center"),
    ]);
  });
});

describe("what somebody outside the catalog asks of a rule", () => {
  const asked = (name: string, parameters: Record<string, JavaScriptValue>) => () => {
    write({});
    return run(TAGS, { imposed: { [name]: { level: proto.EnforcementLevel.MANDATORY, parameters } } });
  };

  it.each([
    ["requird-tags", {}, "`requird-tags` is no rule. Did you mean `required-tags`?"],
    ["no-repeat", { atMostMinuts: 5 }, "`no-repeat` has no parameter `atMostMinuts`"],
    ["no-acknowledgement-timeout", { atMostMinutes: -5 }, "`-5` cannot be `atMostMinutes`"],
    ["no-acknowledgement-timeout", { atMostMinutes: "5" }, "is a number, not `5`. Write a number, e.g. `240`."],
    ["required-tags", { keys: [["team"]] }, "`keys` of `required-tags` is a list of texts"],
    ["required-tags", { keys: null }, "`keys` of `required-tags` is a list of texts"],
  ] as [string, Record<string, JavaScriptValue>, string][])(
    "fails the run where it cannot be: %s %j",
    (name, parameters, said) => {
      expect(asked(name, parameters)).toThrow(said);
    },
  );

  it("is followed where it fits, and left alone where it is for another pack, or for all rules", () => {
    expect(asked("no-acknowledgement-timeout", { atMostMinutes: 5 })).not.toThrow();
    expect(asked("all", {})).not.toThrow();
    const pack = { ...ALL, rules: RULES.filter((rule) => rule.pack === "tagging") };
    const imposed = { "no-repeat": { level: proto.EnforcementLevel.MANDATORY } };
    expect(() => run(TAGS, { pack, imposed })).not.toThrow();
  });

  it("can be checked by whoever asks: every parameter's type, default and meaning are told", () => {
    write({});
    const policies = run(TAGS).info.getPoliciesList();
    const schemaOf = (id: string) =>
      policies
        .find((one) => one.getName() === id)
        ?.getConfigschema()
        ?.getProperties()
        ?.toJavaScript();
    expect(schemaOf("no-acknowledgement-timeout")).toEqual({
      atMostMinutes: { type: "number", default: 240, description: expect.stringContaining("minutes") },
    });
    expect(schemaOf("late-answer")).toMatchObject({ minutes: { type: "array", items: { type: "number" } } });
    expect(schemaOf("archive-region")).toMatchObject({ regions: { type: "array", items: { type: "string" } } });
  });
});

describe("a resource of the program's own", () => {
  const early = (tags: unknown, more?: Partial<Run>) =>
    run(tags, more).early.map(({ mandatory, policy, urn }) => [policy, urn.split("::").at(-1), mandatory]);

  it("is refused before it is made for what must hold of it whatever comes after, and that is told once", () => {
    write({});
    expect(early(TAGS.slice(1))).toEqual([["required-tags", "queue", true]]);
    const { report, tags } = run(TAGS.slice(1));
    expect(tags).toHaveLength(1);
    expect(report.findings.filter(({ code }) => code === "required-tags")).toHaveLength(1);
  });

  it("is on record also where the engine ends there", () => {
    write({});
    const { report } = run(TAGS.slice(1), { bails: true });
    expect(report).toMatchObject({ environment: "prod", resources: 1, counts: [] });
    expect(report.findings.map(({ code }) => code)).toEqual(["required-tags"]);
  });

  it("waits for the whole stack with advice and with what is not known yet", () => {
    write({});
    expect(early([...TAGS.slice(1), UNKNOWN])).toEqual([]);
    write({ policies: { "required-tags": { level: "advisory" } } });
    expect(early(TAGS.slice(1))).toEqual([]);
    expect(run(TAGS.slice(1)).tags).toHaveLength(1);
  });

  it("is judged by itself: what the catalog makes, and what compares resources, waits for the whole stack", () => {
    write({});
    const { key } = compileCatalog(join(cwd, "catalog")).specs.find(
      ({ env, kind }) => env === "prod" && kind === "datadog/monitor",
    )!;
    const one = (type: string, name: string, inputs: Record<string, unknown>) => {
      const urn = `urn:pulumi:prod::shop::${type}::${name}`;
      return { urn, type, name, inputs, outputs: inputs };
    };
    const team = { name: "Night", description: "Is called at night." };
    const registered = [
      one(MONITOR, key, { name: "Queue", type: "query alert", tags: TAGS.slice(1) }),
      ...["first", "second"].map((name) => one("pagerduty:index/team:Team", name, team)),
    ];
    const whole = run(TAGS, { registered });
    expect(whole.early).toEqual([]);
    const codes = whole.diagnostics.map(({ policy }) => policy);
    expect(codes).toEqual(expect.arrayContaining(["required-tags", "ambiguous-name"]));
  });
});

describe("what a person reads who runs plain pulumi", () => {
  it("is what is wrong, where, the fix, and the page of the rule", () => {
    write({});
    expect(run(TAGS.slice(1)).tags[0]?.message).toMatchInlineSnapshot(`
      "the Datadog monitor has no tag \`team\`; it has env:production, managed-by:watchbill, service:checkout, tier:1
      property: tags
      value: service:checkout, env:production, tier:1, managed-by:watchbill
      fix: Add \`team:shop\` to its tags.
      clauses: ISO 27001 A.5.9
      rule: required-tags ("watchbill explain policy required-tags" says more)"
    `);
  });

  it("says of a value that is not known yet that it is decided later", () => {
    write({});
    const { tags } = run([...TAGS.slice(1), UNKNOWN]);
    expect(tags.map(({ mandatory }) => mandatory)).toEqual([false]);
    expect(tags[0]?.message).toMatchInlineSnapshot(`
      "not decidable in preview, decided when it is deployed: its tags are not known yet: \`team\` may be missing
      property: tags
      clauses: ISO 27001 A.5.9
      rule: required-tags ("watchbill explain policy required-tags" says more)"
    `);
  });
});

describe("without a catalog", () => {
  const MISSING = "/nowhere/that/is";

  it("a pack judges by what is known, and says which rules it could not ask", () => {
    const { notApplicable, report, tags } = run(TAGS.slice(1), { catalog: undefined });
    expect(tags).toHaveLength(1);
    expect(report.catalog).toBeNull();
    const unasked = RULES.flatMap(({ id, needsBase, needsCatalog }) => (needsBase || needsCatalog ? [id] : []));
    // Told of the resource before, and not passed.
    expect(notApplicable.sort()).toEqual([...unasked, "required-tags"].sort());
  });

  it("a run with one that was named and is not there fails", () => {
    expect(() => run(TAGS, { catalog: MISSING })).toThrow(`the catalog ${MISSING} is not there`);
  });

  it("a run with one that has errors fails", () => {
    write({ teams: { shop: { members: ["nobody-of-this-name"] } } });
    expect(() => run(TAGS)).toThrow("the catalog has errors");
  });
});

it("a pack has the rules of its name, and its version is the product's", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  for (const name of ["all", "tagging", "retention", "paging"]) {
    const folder = join("policies", name);
    expect(JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))).toMatchObject({ version });
    expect(parse(readFileSync(join(folder, "PulumiPolicy.yaml"), "utf8"))).toMatchObject({
      runtime: { name: "nodejs", options: { typescript: false } },
    });
  }
  const pack = { ...ALL, rules: RULES.filter((rule) => rule.pack === "tagging") };
  write({});
  const policies = run(TAGS, { pack }).info.getPoliciesList();
  expect(policies.map((one) => one.getName())).toEqual(pack.rules.map(({ id }) => id));
});

it("knows every property that holds nothing but another resource's output", () => {
  const { specs } = compileCatalog("catalog");
  const missing = specs.flatMap(({ body, kind }) => {
    const found: string[] = [];
    const look = (value: unknown, path: string[]): void => {
      if (typeof value !== "object" || value === null || "$text" in value || "$json" in value) return;
      if ("$ref" in value) {
        const { output } = value as unknown as { output: string };
        if (referenceAt(kind, path) !== output) found.push(`${kind} ${path.join(".")} ${output}`);
      } else for (const [name, item] of Object.entries(value)) look(item, [...path, name]);
    };
    look(body, []);
    return found;
  });
  expect(specs.flatMap(({ body }) => refsIn(body)).length).toBeGreaterThan(100);
  expect(missing).toEqual([]);
});

it("refuses to judge by a catalog that it only came across and that made nothing of what is there", () => {
  write({});
  writeFileSync(join(cwd, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  const urn = `urn:pulumi:prod::shop::watchbill:components:MonitoredService$${MONITOR}::elsewhere`;
  const registered = [{ urn, type: MONITOR, name: "elsewhere", inputs: { name: "x" }, outputs: {} }];
  expect(() => run(TAGS, { catalog: undefined, pwd: cwd, registered })).toThrow(
    "say in WATCHBILL_CATALOG which one did",
  );
  expect(run(TAGS, { catalog: undefined, pwd: cwd }).report.catalog).toBe(join(cwd, "catalog"));
});
