import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parse, stringify } from "yaml";
import { refsIn } from "../../../model/index";
import { kindOf } from "../../../policies/engine/registered";
import { configurationOf, evaluate, nameOf, offlineStacks, RULES, type Stack, stackOf } from "../../../policies/index";
import { baseCatalog, compiled, type Declared, type Fragment, foreign, overlaid, TODAY } from "../example";
import { type Example, examplesOf, PAGES_FOLDER } from "../rule-page";
import { asRegistered, withoutDefaults } from "./as-registered";
import { said, throughEngine } from "./through-engine";

const folder = mkdtempSync(join(tmpdir(), "watchbill-equality-"));
// The pack asks the clock what day it is; the examples are of one day.
beforeAll(() => void vi.useFakeTimers({ now: new Date(`${TODAY}T12:00:00Z`), toFake: ["Date"] }));
afterAll(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

const EXAMPLES = readdirSync(PAGES_FOLDER)
  .filter((name) => name !== "README.md")
  .flatMap((name) =>
    examplesOf(readFileSync(join(PAGES_FOLDER, name), "utf8")).map(
      (example) => [`${name} line ${example.line}`, name.slice(0, -3), example] as const,
    ),
  )
  .filter(([, , { expected }]) => expected === "fails");

/** The stack of an example, and the catalog that a pack would find. */
function prepared({ environment, of, text }: Example, name: string) {
  const tree = (parse(text) ?? {}) as Fragment;
  const fragment = of === "catalog" ? tree : {};
  const declared = of === "catalog" ? {} : ((tree.resources ?? {}) as Record<string, Declared>);
  const cwd = join(folder, name.replaceAll(/\W+/g, "-"));
  const { base, ...own } = fragment;
  const catalogs = { catalog: own, ...(base !== undefined && { "base/catalog": base as Fragment }) };
  for (const [name, over] of Object.entries(catalogs)) {
    mkdirSync(join(cwd, name), { recursive: true });
    const text = stringify(overlaid(baseCatalog(), over), { aliasDuplicateObjects: false });
    writeFileSync(join(cwd, name, "example.yaml"), text);
  }
  const checked = compiled(fragment);
  const stack = offlineStacks(checked).find((one) => one.environment.name === environment)!;
  const others = checked.specs.filter(({ env }) => env !== environment);
  const whole = [...stack.resources, ...foreign(declared).map(withoutDefaults)];
  const elsewhere = [...new Set(others.map(({ kind }) => kind))].flatMap((kind) =>
    stack.ofKind(kind).filter((one) => one.elsewhere),
  );
  const offline = stackOf(stack.environment, stack.catalog, whole, elsewhere, stack.base);
  const configuration = configurationOf(checked);
  return { cwd, offline, configuration };
}

describe("of every example that fails, the engine's pack says what is said without an engine", () => {
  it.for(EXAMPLES)("%s", ([name, id, example], { skip }) => {
    const { configuration, cwd, offline } = prepared(example, name);
    if (!isPossible(offline)) return skip("a program cannot refer to what is not there");
    const expected = evaluate(offline, RULES, configuration).findings;
    expect(expected.map(({ code }) => code)).toContain(id);

    const deployed = engineOf(offline, cwd, true);
    expect(deployed.report.findings).toEqual(expected);

    // In the first preview nothing of it is lost: it is said, or said not to be decidable yet.
    const { findings } = engineOf(offline, cwd, false).report;
    const found = new Set(findings.map(said));
    const undecided = new Set(findings.flatMap(({ code, policy }) => (policy?.state === "undecided" ? [code] : [])));
    expect(expected.filter((one) => !found.has(said(one)) && !undecided.has(one.code)).map(said)).toEqual([]);
  });
});

function isPossible(stack: Stack): boolean {
  return stack.resources.every(({ body }) => refsIn(body).every(({ $ref }) => stack.at($ref) !== undefined));
}

function engineOf(offline: Stack, cwd: string, known: boolean) {
  const environment = offline.environment.name;
  const registered = asRegistered(offline.resources, environment, known);
  // The engine gives them in no order that means anything.
  registered.reverse();
  const policiesFrom = existsSync(join(cwd, "base")) ? join(cwd, "base", "catalog") : undefined;
  const answer = throughEngine({ cwd, environment, registered, policiesFrom, preview: !known });
  // Each is told once, of its resource: of a resource before it is made, or of the whole stack.
  const { diagnostics, report } = answer;
  const urns = new Map(
    registered.map(({ name, type, urn }) => [nameOf({ kind: kindOf(type), token: type, key: name }), urn]),
  );
  const expected = report.findings.map(({ code, policy }) => `${code} ${urns.get(policy?.resource ?? "") ?? ""}`);
  expect(diagnostics.map(({ policy, urn }) => `${policy} ${urn}`).sort()).toEqual(expected.sort());
  return answer;
}
