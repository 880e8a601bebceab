/**
 * The package as a stranger gets it: packed, installed from the tarball into an empty folder with no sources, no bundler and
 * no build, a catalog made by `init`, provisioned into the sandbox.
 */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { command, type Ran, ROOT } from "./workspace";

/** Most that the package may weigh, packed; half a megabyte of it are the policy packs, which travel by themselves and hold the model again. */
const MAX_PACKED = 2_400_000;

interface Packed {
  filename: string;
  size: number;
  unpackedSize: number;
  files: { path: string }[];
}

let base: string;
let dir: string;
let packed: Packed;
let installed: string;

beforeAll(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "watchbill-package-")));
  dir = join(base, "project");
  mkdirSync(dir);
  const made = await command(
    "npm",
    ["pack", "--json", "--silent", "--ignore-scripts=false", "--pack-destination", base],
    ROOT,
  );
  expect(made, made.err).toMatchObject({ code: 0 });
  packed = JSON.parse(made.out)[0];
  const install = await command(
    "npm",
    ["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", join(base, packed.filename)],
    dir,
  );
  expect(install, install.err).toMatchObject({ code: 0 });
  installed = join(dir, "node_modules", "watchbill");
});

afterAll(async () => {
  if (!base) return;
  if (installed) await watchbill("sandbox", "stop");
  rmSync(base, { recursive: true, force: true });
});

function watchbill(...args: string[]): Promise<Ran> {
  return command(join(dir, "node_modules", ".bin", "watchbill"), args, dir);
}

async function node(name: string, text: string): Promise<string> {
  writeFileSync(join(dir, name), text);
  const ran = await command(process.execPath, [name], dir);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  return ran.out.trim();
}

describe("the packed package", () => {
  it("holds neither sources nor tests, and is small", () => {
    const paths = packed.files.map(({ path }) => path);
    console.log(`package: ${packed.size} bytes packed, ${packed.unpackedSize} unpacked, ${paths.length} files`);
    expect(paths.filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))).toEqual([]);
    expect(paths.filter((path) => /(^|\/)(test|corpus|fixtures|golden|examples)\//.test(path))).toEqual([]);
    expect(packed.size).toBeLessThan(MAX_PACKED);
  });

  it("holds no path of the machine it was packed on", () => {
    const text = packed.files.map(({ path }) => readFileSync(join(installed, path), "latin1"));
    const found = packed.files.filter((_, index) =>
      [ROOT, join(homedir(), "/"), base].some((path) => text[index]?.includes(path)),
    );
    expect(found).toEqual([]);
  });

  it("names the licence of every package inside its bundles", () => {
    const licences = readFileSync(join(installed, "dist", "THIRD-PARTY.txt"), "utf8");
    for (const name of ["commander", "hono", "yaml", "zod"]) expect(licences).toMatch(new RegExp(`^${name} \\d`, "m"));
    expect(licences).not.toContain("holds no licence text");
  });

  it("is imported from ES modules and from CommonJS", async () => {
    const esm = `import { MonitoredService } from "watchbill"; import { parseMonitorQuery } from "watchbill/query";
      console.log(typeof MonitoredService, typeof parseMonitorQuery);`;
    const cjs = `const { MonitoredService } = require("watchbill"); const { parseMonitorQuery } = require("watchbill/query");
      console.log(typeof MonitoredService, typeof parseMonitorQuery);`;
    expect(await node("import.mjs", esm)).toBe("function function");
    expect(await node("require.cjs", cjs)).toBe("function function");
  });

  it("gives the query library without loading Pulumi or anything else", async () => {
    const text = `require("watchbill/query"); console.log(Object.keys(require.cache).filter((f) => !f.endsWith("only.cjs")).length);`;
    expect(await node("only.cjs", text)).toBe("1");
  });

  it("runs the example of its page, which prints what the page says", async () => {
    const page = readFileSync(join(ROOT, "docs", "library.md"), "utf8");
    const example = /^```js\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? "";
    const printed = /^It prints:\n\n```\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? "";
    expect(`${await node("example.mjs", example)}\n`).toBe(printed);
    const common = example.replace(/^import (\{[^}]+\}) from ("[^"]+");/m, "const $1 = require($2);");
    expect(`${await node("example.cjs", common)}\n`).toBe(printed);
  });

  it("has types that a strict program with ES module resolution compiles against", async () => {
    writeFileSync(
      join(dir, "types.mts"),
      `import { type Compiled, MonitoredService } from "watchbill";
       import { lint, type LintFinding, parse, type ParsedQuery, parseMonitorQuery } from "watchbill/query";
       const { query, problems } = parse("avg:system.cpu.user{*}");
       export const metric: string = query.type === "metric-monitor" ? "monitor" : query.type;
       export const places: number[] = problems.map(({ span }) => span.start);
       export const findings: readonly LintFinding[] = lint([{ type: "query alert", query: "x" }]).findings;
       export const codes: string[] = findings.map(({ diagnostic }) => diagnostic.code);
       // @ts-expect-error a monitor has a query
       lint([{ type: "query alert" }]);
       export const parsed: ParsedQuery = parseMonitorQuery("metric alert", "avg(last_5m):avg:system.cpu.user{*} > 90");
       export const make = (args: Compiled) => new MonitoredService("checkout", args);
       // @ts-expect-error a query is text
       parseMonitorQuery("metric alert", 5);
       // @ts-expect-error a component has arguments
       new MonitoredService("checkout");`,
    );
    const ran = await command(
      process.execPath,
      [
        join(ROOT, "node_modules", "typescript", "bin", "tsc"),
        ...["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "nodenext", "types.mts"],
        ...["--types", "node", "--typeRoots", join(ROOT, "node_modules", "@types")],
      ],
      dir,
    );
    expect(ran.out).toBe("");
    expect(ran.code).toBe(0);
  });
});

describe("a project that installed it", () => {
  it("gets a catalog and its Pulumi files from init, into the folder npm made", async () => {
    const ran = await command("npx", ["--no-install", "watchbill", "init", "."], dir);
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect(readdirSync(dir)).toEqual(
      expect.arrayContaining(["Pulumi.yaml", "Pulumi.prod.yaml", "catalog", "program.cjs"]),
    );
    expect(ran.out).toContain("npx watchbill check");
    expect(ran.out).not.toContain("npm install");
  });

  it("finds nothing wrong with that catalog", async () => {
    const ran = await command("npx", ["--no-install", "watchbill", "check", "--fail-on", "warning"], dir);
    expect(ran, ran.out + ran.err).toMatchObject({ code: 0 });
  });

  it("brings the packs that a new service is watched with", async () => {
    const args = ["new", "service", "--name", "mailer", "--system", "shop", "--kind", "worker", "--dry-run"];
    const ran = await watchbill(...args);
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect(ran.out).toContain("# catalog/packs/worker.yaml");
  });

  it("points editors at a schema that the package holds", () => {
    const file = join(dir, "catalog", "organisation.yaml");
    const path = /\$schema=(\S+)/.exec(readFileSync(file, "utf8"))?.[1] ?? "";
    expect(JSON.parse(readFileSync(join(dir, "catalog", path), "utf8"))).toHaveProperty("$schema");
  });

  it("provisions it, and changes nothing the second time", async () => {
    const first = await watchbill("up", "--sandbox");
    expect(first, first.err).toMatchObject({ code: 0 });
    expect(first.out).toMatch(/^prod\s+pagerduty\s+[1-9]/m);
    expect(first.out).toContain("npx watchbill explain monitor shop-checkout-");
    const second = await watchbill("up", "--sandbox");
    expect(second, second.err).toMatchObject({ code: 0 });
    for (const environment of ["dev", "prod"]) expect(second.out).toContain(`${environment}: no changes`);
  });

  it("runs the policy packs: without their rules the preview does not count", async () => {
    const pack = join(installed, "dist", "policies", "main.cjs");
    const text = readFileSync(pack, "utf8");
    // Of the one list that is told apart by the pack's name; the bundle's own names are short.
    const empty = text.replace(/rules: ?[\w$]+(\.filter\(\(?[\w$]+\)? ?=> ?[\w$]+ ?=== ?"all")/, "rules:[]$1");
    expect(empty).not.toBe(text);
    writeFileSync(pack, empty);
    try {
      const ran = await watchbill("preview", "--sandbox", "--env", "dev");
      expect(ran.err).toMatch(/error: dev: (\d+) of \1 rules were not asked/);
      expect(ran.code).toBe(1);
      const record = join(dir, ".watchbill", "records", "sandbox", "dev", "preview.json");
      expect(JSON.parse(readFileSync(record, "utf8")).environments[0].problems).toHaveLength(1);
    } finally {
      writeFileSync(pack, text);
    }
  });

  it("bundles nothing of its own: what runs is what was packed", () => {
    const below = readdirSync(installed);
    expect(below).not.toContain(".watchbill");
    expect(readdirSync(join(dir, "node_modules"))).not.toContain("esbuild");
  });
});
