import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { address, type Body, type BodyValue, checkCatalog, type Spec } from "../../model/index";
import { parseMonitorQuery, parseSearch, parseTemplate } from "../../query/index";
import { truststreamFolder } from "../truststream-catalog";
import { readable } from "./readable";

const FOLDER = truststreamFolder();
const { specs, diagnostics, environments } = checkCatalog(join(FOLDER, "catalog"), { cwd: FOLDER });
const byAddress = new Map(specs.map((spec) => [`${spec.env} ${address(spec)}`, spec]));
const monitors = specs.filter(({ kind }) => kind === "datadog/monitor");

/** A body's text with references replaced by what an id looks like. */
function textOf(value: BodyValue | undefined): string {
  if (typeof value === "string") return value;
  const { $text } = value as { $text: (string | { $ref: string })[] };
  return $text
    .map((part) => (typeof part === "string" ? part : part.$ref.startsWith("datadog/slo/") ? "0".repeat(32) : "12345"))
    .join("");
}

describe("the TrustStream catalog", () => {
  it("has no findings", () => expect(diagnostics).toEqual([]));

  // What prod has stands in the texts of all systems.
  it.each(["dev", "staging"])("has in %s what its text says", (name) => {
    const file = join(__dirname, "golden", `truststream.${name}.txt`);
    const text = `${readable(specs.filter(({ env }) => env === name))}\n`;
    if (process.env.UPDATE_GOLDEN === "1" || !existsSync(file)) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, "utf8"));
  });

  it("compiles to the same bytes every time", () => {
    const hash = (all: Spec[]) => createHash("sha256").update(JSON.stringify(all)).digest("hex");
    expect(hash(checkCatalog(join(FOLDER, "catalog"), { cwd: FOLDER }).specs)).toBe(hash(specs));
  });

  it("does not depend on how the catalog is cut into files", () => {
    const files = (readdirSync(join(FOLDER, "catalog"), { recursive: true }) as string[]).filter((file) =>
      file.endsWith(".yaml"),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (order) => {
        const dir = mkdtempSync(join(tmpdir(), "watchbill-order-"));
        try {
          order.forEach((file, index) => {
            cpSync(join(FOLDER, "catalog", file), join(dir, `${String(index).padStart(2, "0")}.yaml`));
          });
          const other = checkCatalog(dir, { cwd: dir });
          expect(other.diagnostics).toEqual([]);
          expect(other.specs.map(withoutSource)).toEqual(specs.map(withoutSource));
        } finally {
          rmSync(dir, { recursive: true });
        }
      }),
      { numRuns: 5 },
    );
  });
});

function withoutSource({ source: _, ...rest }: Spec): Omit<Spec, "source"> {
  return rest;
}

describe("every spec", () => {
  it("has a key of its own, and they are sorted", () => {
    const all = specs.map((spec) => `${spec.env} ${spec.kind} ${spec.key}`);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(all.toSorted());
  });

  it("refers only to what its own stack or the account's owner has", () => {
    const owners = new Map(environments.map(({ name, ownerName }) => [name, ownerName]));
    const dangling = specs.flatMap((spec) =>
      spec.refs.filter((to) => !byAddress.has(`${spec.env} ${to}`) && !byAddress.has(`${owners.get(spec.env)} ${to}`)),
    );
    expect(dangling).toEqual([]);
  });

  it("stands in a circle with nothing", () => {
    const done = new Set<string>();
    const visit = (spec: Spec, path: string[]): void => {
      const name = `${spec.env} ${address(spec)}`;
      expect(path).not.toContain(name);
      if (done.has(name)) return;
      for (const to of spec.refs) {
        const next = byAddress.get(`${spec.env} ${to}`);
        if (next) visit(next, [...path, name]);
      }
      done.add(name);
    };
    for (const spec of specs) visit(spec, []);
  });

  it("has texts without blanks at their ends, and no value that is not one", () => {
    const wrong: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (value === undefined || value === null || (typeof value === "number" && !Number.isFinite(value)))
        wrong.push(path);
      else if (typeof value === "string" && /\$\{|undefined|NaN|\[object/.test(value)) wrong.push(`${path}: ${value}`);
      else if (typeof value === "object") for (const [key, one] of Object.entries(value)) walk(one, `${path}.${key}`);
    };
    for (const spec of specs) {
      walk(spec.body, address(spec));
      for (const name of ["message", "description", "name", "query"]) {
        const text = spec.body[name];
        if (typeof text === "string" && text !== text.trim()) wrong.push(`${address(spec)}.${name}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("carries the tags wherever its kind can", () => {
    const tagged = [
      "datadog/monitor",
      "datadog/slo",
      "datadog/security-rule",
      "datadog/synthetics-test",
      "datadog/logs-index",
    ];
    const tags = new Map(environments.map(({ name, tag }) => [name, tag]));
    for (const spec of specs.filter(({ kind }) => tagged.includes(kind))) {
      const found = spec.body.tags as string[];
      const keys = found.map((tag) => tag.split(":")[0]);
      expect(keys, address(spec)).toEqual(expect.arrayContaining(["env", "managed-by", "service", "team"]));
      expect(found, address(spec)).toEqual([...new Set(found.map((tag) => tag.toLowerCase()))].sort());
      if (spec.kind !== "datadog/logs-index") expect(found).toContain(`env:${tags.get(spec.env)}`);
    }
  });
});

describe("every monitor", () => {
  it.each(monitors.map((spec) => [`${spec.env} ${spec.key}`, spec.body] as const))("%s can be read", (_, body) => {
    const { query, problems } = parseMonitorQuery(String(body.type), textOf(body.query));
    expect(problems).toEqual([]);
    expect(parseTemplate(String(body.message)).problems).toEqual([]);
    expect(parseTemplate(String(body.name)).problems).toEqual([]);
    const { critical, warning } = (body.monitorThresholds ?? {}) as { critical?: string; warning?: string };
    // The number at the end of the query, as it is written there.
    const number = / (?:[<>]=?) (\S+)$/.exec(textOf(body.query))?.[1];
    if (body.type !== "composite" && body.type !== "service check") expect(number).toBe(critical);
    if (warning !== undefined) expect(critical).toBeDefined();
    expect(query.type).not.toBe("unread");
  });

  it("filters by the env tag its applications really send", () => {
    const tags = new Map(environments.map(({ name, tag }) => [name, tag]));
    // Datadog's count of its own logs has no env: the index it names has.
    const others = monitors.filter(({ key }) => key !== "truststream-monitoring-log-limit");
    for (const { env, key, body } of others)
      if (body.type !== "composite" && body.type !== "slo alert")
        expect(textOf(body.query), key).toContain(`env:${tags.get(env)}`);
  });

  it("tells as many people as its environment allows", () => {
    for (const { env, key, body } of specs.filter(
      ({ kind }) => kind === "datadog/monitor" || kind === "datadog/synthetics-test",
    )) {
      const handles = (String(body.message).match(/(?<=\s)@\S+/g) ?? []).sort();
      if (env === "dev") expect(handles, key).toEqual([]);
      else if (env === "staging")
        expect(
          handles.every((handle) => handle.startsWith("@slack-")),
          key,
        ).toBe(true);
      if (env !== "dev") expect(handles.length, key).toBeGreaterThan(0);
    }
  });

  it("pages only through services that exist", () => {
    const services = new Set(
      specs
        .filter(({ kind }) => kind === "datadog/pagerduty-service")
        .map(({ body }) => `@pagerduty-${String(body.serviceName)}`),
    );
    const used = specs.flatMap(({ body }) => JSON.stringify(body).match(/@pagerduty-[a-z0-9-]+/g) ?? []);
    expect(used.length).toBeGreaterThan(0);
    expect([...new Set(used)].filter((handle) => !services.has(handle))).toEqual([]);
  });
});

describe("searches of rules and indexes", () => {
  const searches = specs.flatMap(({ kind, key, body }): [string, string][] => {
    if (kind === "datadog/security-rule") return (body.queries as Body[]).map(({ query }) => [key, String(query)]);
    if (kind === "datadog/logs-index") return (body.filters as Body[]).map(({ query }) => [key, String(query)]);
    return kind === "datadog/logs-archive" ? [[key, String(body.query)]] : [];
  });
  it.each(searches)("of %s can be read", (_, search) => expect(parseSearch(search).problems).toEqual([]));
});
