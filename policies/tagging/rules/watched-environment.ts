/** What a stack's monitors, objectives, rules, filters and downtimes look at is data of the stack's environment. */

import type { BodyValue } from "../../../model/index";
import { KINDS } from "../../../vendors/index";
import { eachOf, type Found, type Rule } from "../../rule";
import type { Resource } from "../../stack";
import { isUnknown, UNKNOWN, type Unknown, valueAt } from "../../values";
import { taggedIn } from "../tagged";

/** Where the searches of a kind are; text further down is looked at as well. */
const SEARCHES = {
  "datadog/monitor": ["query", "variables"],
  "datadog/slo": ["query", "sliSpecification"],
  "datadog/security-rule": ["queries"],
  "datadog/security-suppression": ["ruleQuery"],
  "datadog/security-notification": ["selectors"],
  "datadog/downtime-schedule": ["scope", "monitorIdentifier"],
  "datadog/apm-retention-filter": ["filter"],
  "datadog/rum-retention-filter": ["query"],
  "datadog/logs-index": ["filters"],
} as const;

const WATCHING = Object.keys(SEARCHES) as (keyof typeof SEARCHES)[];

export const watchedEnvironment: Rule = {
  id: "watched-environment",
  pack: "tagging",
  severity: "error",
  title: "The environment that is watched",
  summary:
    "A query that names environments names its own: one that watches another's data says nothing of the stack it is in.",
  clauses: [{ framework: "ISO 27001", clause: "A.8.31" }],
  ...eachOf(WATCHING, function* (resource, stack) {
    const { environment } = stack;
    const kind = resource.kind as (typeof WATCHING)[number];
    const about = taggedIn(stack).get(resource);
    // An index stands in the owner's stack, whatever environment it is of.
    const tags = about?.tagged.shared || environment.tag === "" ? (about?.values.get("env") ?? []) : [];
    const own = tags.length > 0 ? tags : [environment.tag];
    for (const property of SEARCHES[kind]) yield* wrongIn(resource, KINDS[kind].title, property, own);
  }),
};

function* wrongIn(resource: Resource, title: string, property: string, own: readonly string[]): Iterable<Found> {
  const value = valueAt(resource.body, property);
  const texts: (string | Unknown)[] = value === UNKNOWN ? [UNKNOWN] : textsIn(value);
  if (texts.includes(UNKNOWN))
    yield { type: "undecided", resource, property, message: `the ${title}: its ${property} is not known yet` };
  for (const text of new Set(texts)) {
    if (text === UNKNOWN || own.some((tag) => plainlyNames(text, tag))) continue;
    const named = environmentsIn(text);
    if (named.length === 0 || named.some((pattern) => own.some((tag) => matches(pattern, tag)))) continue;
    const shown = [...new Set(named)].map((name) => `env:${name}`).join(", ");
    if (own.includes("")) {
      const message = `the ${title} looks at ${shown}, and neither a tag nor a catalog says which environment it is of`;
      yield { type: "undecided", resource, property, value: shown, message };
      continue;
    }
    yield {
      type: "violated",
      resource,
      property,
      value: shown,
      message: `the ${title} of \`env:${own.join(", env:")}\` looks at ${shown}`,
      fix: `Look at \`env:${own.join("` or `env:")}\`, or move it to the stack of that environment.`,
    };
  }
}

function textsIn(value: BodyValue | undefined): (string | Unknown)[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  if (isUnknown(value)) return [UNKNOWN];
  return Object.values(value).flatMap((item) => textsIn(item as BodyValue));
}

/** The common case, `{env:prod,…}` or `("env:prod …")`, without reading the whole query: nothing can be in front that leaves it out. */
function plainlyNames(query: string, tag: string): boolean {
  const at = query.indexOf(`env:${tag}`);
  if (at < 1 || !/^[\w.-]+$/.test(tag)) return false;
  const quoted = query[at - 1] === '"' && query[at - 2] === "(";
  return (quoted || "{,".includes(query[at - 1] ?? "")) && ",} ".includes(query[at + "env:".length + tag.length] ?? "");
}

/** The environments that a query asks for, without those it leaves out: `env:prod`, `env IN (prod, demo)`. */
function environmentsIn(query: string): string[] {
  const single = [...query.matchAll(/(?<![\w.@:/-])(NOT\s+|[!-])?env:\s*"?([\w.*/-]+)/gi)];
  const lists = [...query.matchAll(/(?<![\w.@:/-])env\s+(NOT\s+)?IN\s*\(([^)]*)\)/gi)];
  const groups = [...query.matchAll(/(?<![\w.@:/-])(NOT\s+|[!-])?env:\(([^)]*)\)/gi)];
  return [
    ...single.flatMap(([, not, name = ""]) => (not ? [] : [name])),
    ...lists.flatMap(([, not, names = ""]) => (not ? [] : names.split(","))),
    ...groups.flatMap(([, not, names = ""]) => (not ? [] : names.split(/\s+OR\s+/i))),
  ]
    .map((name) => name.trim().replaceAll('"', "").toLowerCase())
    .filter((name) => name !== "");
}

function matches(pattern: string, tag: string): boolean {
  if (!pattern.includes("*")) return pattern === tag.toLowerCase();
  const source = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${source.join(".*")}$`).test(tag.toLowerCase());
}
