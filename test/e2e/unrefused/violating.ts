/**
 * The violating set: every example of a rule's page that fails in prod, as far as they go together, in one catalog, and all resources that
 * no catalog made, each under a name of its own.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Body, refsIn } from "../../../model/index";
import { RULES } from "../../../policies/index";
import { check } from "../../../sandbox/provider/check";
import { planOf } from "../../../sandbox/provider/plan";
import { KINDS, type KindName, type Values } from "../../../vendors/index";
import { compiled, type Declared, type Fragment, foreign, overlaid, stackFor } from "../../policies/example";
import { examplesOf, PAGES_FOLDER } from "../../policies/rule-page";

export interface Violating {
  /** Laid over the base catalog. */
  fragment: Fragment;
  declared: Record<string, Declared>;
}

export function violatingSet(): Violating {
  const examples = readdirSync(PAGES_FOLDER)
    .filter((name) => RULES.some(({ id }) => `${id}.md` === name))
    .sort()
    .flatMap((name) =>
      examplesOf(readFileSync(join(PAGES_FOLDER, name), "utf8"))
        .filter(({ environment, expected }) => expected === "fails" && environment === "prod")
        .map(({ line, of, text }) => ({
          of,
          name: `${name.slice(0, -3)}-${line}`,
          tree: (parse(text) ?? {}) as Fragment,
        })),
    );
  let fragment: Fragment = {};
  // What compares with another checkout's catalog needs one.
  for (const { tree } of examples.filter(({ of, tree }) => of === "catalog" && !("base" in tree))) {
    const more = overlaid(fragment, tree) as Fragment;
    if (compiles(more)) fragment = more;
  }
  const declared: Record<string, Declared> = {};
  for (const { name, tree } of examples.filter(({ of }) => of === "resources"))
    Object.assign(declared, renamed((tree.resources ?? {}) as Record<string, Declared>, name));
  return { fragment, declared: possible(declared, fragment) };
}

function compiles(fragment: Fragment): boolean {
  try {
    compiled(fragment);
    return true;
  } catch {
    return false;
  }
}

function renamed(declared: Record<string, Declared>, prefix: string): Record<string, Declared> {
  const text = JSON.stringify(declared).replaceAll(/\$\{([\w-]+)\./g, (all, name: string) =>
    name in declared ? `\${${prefix}-${name}.` : all,
  );
  const all = JSON.parse(text) as Record<string, Declared>;
  return Object.fromEntries(Object.entries(all).map(([name, one]) => [`${prefix}-${name}`, one]));
}

/** Without those that the plugin refuses, and what refers to what is not there: no program can register them. */
function possible(declared: Record<string, Declared>, fragment: Fragment): Record<string, Declared> {
  const stack = stackFor(fragment);
  let left = foreign(declared).filter(({ body, key, kind }) => kind !== undefined && isAccepted(kind, key, body));
  for (let before = -1; before !== left.length; ) {
    before = left.length;
    const there = new Set(left.map(({ key, kind }) => `${kind}/${key}`));
    left = left.filter(({ body }) => refsIn(body).every(({ $ref }) => there.has($ref) || stack.at($ref)));
  }
  return Object.fromEntries(left.flatMap(({ key }) => (declared[key] ? [[key, declared[key]]] : [])));
}

function isAccepted(name: KindName, key: string, body: Body): boolean {
  const { failures, inputs } = check(KINDS[name], key, {}, plain(body), new Uint8Array(8));
  if (failures.length > 0) return false;
  try {
    const planned = planOf(KINDS[name], inputs, {}, true);
    KINDS[name].customise?.({ id: undefined, inputs, planned, prior: {} });
    return true;
  } catch {
    return false;
  }
}

function plain(body: unknown): Values {
  return JSON.parse(
    JSON.stringify(body, (_, value) =>
      value?.$ref || value?.$text || value?.$secret ? "1" : value?.$json ? "{}" : value,
    ),
  );
}
