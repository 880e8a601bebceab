/** What people see, word for word. UPDATE_GOLDEN=1 rewrites the files of golden/; read their diff. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { COMMANDS } from "../../cli/commands/index";
import { ROOT } from "../e2e/workspace";
import { expectTranscript, type Folder, openFolder, tooWide } from "./run-command";

let folder: Folder;

beforeEach((context) => {
  folder = openFolder(context.task.name.includes("empty folder") ? "empty" : "starter");
});
afterEach(() => folder.close());

const STARTER: [name: string, args: string[]][] = [
  ["check-clean", ["check"]],
  ["check-json", ["check", "--format", "json"]],
  ["check-sarif", ["check", "--format", "sarif"]],
  ["check-github", ["check", "--format", "github"]],
  ["render", ["render"]],
  ["render-kind", ["render", "--kind", "datadog/monitor", "--env", "prod"]],
  ["render-json", ["render", "--kind", "pagerduty/schedule", "--env", "prod", "--format", "json"]],
  ["explain-monitor", ["explain", "monitor", "shop-checkout-latency", "--env", "prod"]],
  ["explain-by-key", ["explain", "monitor", "checkout/error-ratio", "--env", "dev"]],
  ["explain-json", ["explain", "monitor", "shop-checkout-latency", "--env", "prod", "--format", "json"]],
  ["explain-unknown", ["explain", "monitor", "shop-checkout-latncy", "--env", "prod"]],
  ["explain-catalog-code", ["explain", "rule", "missing-unit"]],
  ["explain-rule-unknown", ["explain", "rule", "treshold-mismatch"]],
  ["explain-query", ["explain", "query", "avg(last_5m):avg:system.cpu.user{env:prod} by {host} > 90"]],
  ["sandbox-status", ["sandbox", "status"]],
  ["sandbox-stop", ["sandbox", "stop"]],
];

describe("with the starter catalog", () => {
  it.each(STARTER)("%s", async (name, args) => {
    expectTranscript(name, args, await folder.run(args));
  });
});

it("a query that cannot be read is told what is wrong with it, and no meaning", async () => {
  const ran = await folder.run(["explain", "query", "avg(last_5m):avg:system.cpu.user{env:prod} by {host > 90"]);
  expect(ran.err).toContain("error [query-unclosed] <query>:1:");
  expect(ran).toMatchObject({ code: 1, out: "" });
});

it("without a name explain lists what there is", async () => {
  const rules = await folder.run(["explain", "rule"]);
  expect(rules).toMatchObject({ code: 0, err: "" });
  expect(rules.out).toMatch(/^The rules of the linter:\n {2}absent-group\n {6}\S/);
  expect((await folder.run(["explain", "monitor", "--env", "prod"])).out).toContain(
    "In prod:\n  shop-checkout-error-ratio\n",
  );
  expect((await folder.run(["explain", "rule", "--format", "json"])).out).toContain('"version": 1');
  expect((await folder.run(["explain", "rule", "nothing-like-it"])).err.replaceAll(/\s+/g, " ")).toContain(
    "`watchbill explain rule` lists the linter's.",
  );
  expect((await folder.run(["explain", "rule", "required-tags"])).err.replaceAll(/\s+/g, " ")).toContain(
    "It is a policy: `watchbill explain policy required-tags`.",
  );
  expect((await folder.run(["explain", "policy"])).out).toMatch(/^Pack tagging:\n {2}required-tags\n {6}\S/);
  expect(await folder.run(["explain", "query"])).toMatchObject({ code: 2, out: "" });
});

describe("an objective", () => {
  beforeEach(() =>
    folder.edit(
      "catalog/systems/shop/checkout.yaml",
      "    environments:\n",
      `    objectives:
      availability:
        type: ratio
        bad: trace.http.request.errors
        total: trace.http.request.hits
        target: 99.9%
        requests: 50/min
        burnRates: { fast: { severity: high }, slow: { severity: medium } }
    environments:
`,
    ),
  );

  it("is explained by its numbers", async () => {
    const args = ["explain", "slo", "shop-checkout-availability"];
    expectTranscript("explain-slo", args, await folder.run(args));
  });

  it("is explained to programs", async () => {
    const ran = await folder.run(["explain", "slo", "availability", "--format", "json"]);
    expect(JSON.parse(ran.out)).toMatchObject({ version: 1, kind: "slo", budget: { share: 0.1, seconds: 2592 } });
  });

  it("that is not there is a mistake of usage", async () => {
    const ran = await folder.run(["explain", "slo", "availabilty"]);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toContain("Did you mean `shop-checkout-availability`?");
  });
});

describe("rules of the linter", () => {
  it.each([
    ["threshold-mismatch", "# threshold-mismatch"],
    ["query-unclosed", "# query-syntax"],
  ])("%s has a page", async (id, title) => {
    const ran = await folder.run(["explain", "rule", id]);
    expect(ran.out.split("\n")[0]).toBe(title);
    const json = JSON.parse((await folder.run(["explain", "rule", id, "--format", "json"])).out);
    expect(json).toMatchObject({ version: 1, id, page: expect.stringContaining(title) });
  });
});

describe("from an empty folder", () => {
  it.each([
    ["empty-check", ["check"]],
    ["empty-render", ["render"]],
    ["empty-up", ["up", "--sandbox"]],
    ["empty-lint", ["lint"]],
    ["empty-explain", ["explain", "monitor", "x"]],
    ["empty-sandbox-status", ["sandbox", "status"]],
    ["init-here", ["init", "."]],
    ["init-below", ["init", "monitoring"]],
  ])("an empty folder: %s", async (name, args) => {
    expectTranscript(name, args, await folder.run(args));
  });

  it("an empty folder: a second init writes nothing", async () => {
    await folder.run(["init", "."]);
    expectTranscript("init-twice", ["init", "."], await folder.run(["init", "."]));
  });

  it("an empty folder: init keeps what npm put there, and says so", async () => {
    writeFileSync(join(folder.dir, "package.json"), '{ "name": "mine", "dependencies": { "left-pad": "1.3.0" } }');
    writeFileSync(join(folder.dir, ".gitignore"), "mine\n");
    expectTranscript("init-kept", ["init", "."], await folder.run(["init", "."]));
    expect(JSON.parse(readFileSync(join(folder.dir, "package.json"), "utf8"))).toMatchObject({
      name: "mine",
      dependencies: { "left-pad": "1.3.0", watchbill: expect.any(String) },
    });
    expect(readFileSync(join(folder.dir, ".gitignore"), "utf8")).toBe("mine\n");
  });

  it("an empty folder: the Pulumi project has the same settings as the example's", async () => {
    await folder.run(["init", "."]);
    const settings = (file: string) => {
      const { config } = parse(readFileSync(file, "utf8")) as {
        config: Record<string, { value?: unknown; default?: unknown }>;
      };
      // Pulumi lets a project describe only keys of its own name: another one's have values in place of types and defaults.
      return Object.fromEntries(
        Object.entries(config).map(([key, one]) => [key.replace("watchbill:", ""), one.value ?? one.default]),
      );
    };
    expect(settings(join(folder.dir, "Pulumi.yaml"))).toEqual(settings(join(ROOT, "Pulumi.yaml")));
  });

  it("an empty folder: what init writes passes every check", async () => {
    await folder.run(["init", "."]);
    expect(await folder.run(["check", "--fail-on", "warning"])).toMatchObject({ code: 0 });
  });
});

describe("with a broken catalog", () => {
  beforeEach(() => {
    folder.edit("catalog/systems/shop/checkout.yaml", "high: 1s", "high: 1000");
    folder.edit("catalog/systems/shop/checkout.yaml", "packs: [web-service]", "packs: [web-servce]\n    runbok: x");
    folder.edit("catalog/organisation.yaml", "notify: page", "notify: pager");
  });

  it.each([
    ["broken-check", ["check"]],
    ["broken-check-json", ["check", "--format", "json"]],
    ["broken-check-github", ["check", "--format", "github"]],
    ["broken-render", ["render", "--format", "json"]],
    ["broken-up", ["up", "--sandbox"]],
    ["broken-explain", ["explain", "monitor", "shop-checkout-latency", "--env", "prod"]],
  ])("%s", async (name, args) => {
    expectTranscript(name, args, await folder.run(args));
  });

  it("a file that cannot be parsed is a finding like the others", async () => {
    folder.edit("catalog/standards.yaml", "severities:", "severities: [");
    expectTranscript("broken-yaml", ["check"], await folder.run(["check"]));
  });
});

describe("help", () => {
  it("lists every command", async () => {
    const ran = await folder.run(["--help"]);
    expectTranscript("help", ["--help"], ran);
    expect(tooWide(ran.out)).toEqual([]);
  });

  it.each(COMMANDS.map(({ name, examples }) => [name, examples] as const))(
    "of %s shows an example",
    async (name, examples) => {
      const ran = await folder.run([name, "--help"]);
      expect(ran.code).toBe(0);
      for (const example of examples) expect(ran.out).toContain(`$ ${example}`);
      expect(tooWide(ran.out)).toEqual([]);
    },
  );
});
