/**
 * What a change's own word on policies and frameworks loosens once it is merged: until then the base's holds, so that nothing else of a run
 * shows it. Told as warnings at their lines; decides nothing.
 */

import type { Diagnostic } from "../diagnostics/index";
import type { Base, Path, PolicyEntry, Source } from "../model/index";
import type { Applied } from "./evaluate";
import { frameworksLoosened } from "./loosened-frameworks";
import { type Parameter, type ParameterValue, type Rule, STRICTNESS } from "./rule";
import { NEW_WAIVER } from "./waivers";

export interface Compare {
  base: Base;
  /** What the base says of rules, and the change itself. */
  before: readonly PolicyEntry[];
  now: readonly PolicyEntry[];
  /** Names of those that are judged. */
  environments: readonly string[];
  rules: readonly Rule[];
  appliedOf(rule: Rule, entry: PolicyEntry | undefined, environment: string): Applied;
}

export function policiesLoosened(compare: Compare): Diagnostic[] {
  const { base, rules } = compare;
  const before = byKey(compare.before);
  const now = byKey(compare.now);
  const ofRules = rules.flatMap((rule) =>
    ofRule(compare, { rule, before: before.get(rule.id), now: now.get(rule.id) }),
  );
  const ofFrameworks = [...frameworksLoosened(base)].map(({ before: was, here, means, now: is, promise, there }) =>
    finding(`\`${promise}\` is ${is === undefined ? "gone" : `\`${is}\``}`, `\`${was ?? ""}\``, means, promise, {
      here,
      there,
    }),
  );
  return [...ofRules, ...ofFrameworks];
}

interface Pair {
  rule: Rule;
  before: PolicyEntry | undefined;
  now: PolicyEntry | undefined;
}

interface Looser {
  /** `unpaged-alert` is switched off, as code. */
  what: string;
  was: string;
  means?: string | undefined;
  /** `level`, or `parameters` and a name. */
  inside: readonly string[];
}

function ofRule({ appliedOf, base, environments }: Compare, pair: Pair): Diagnostic[] {
  const { rule, before, now } = pair;
  const path = ["policies", rule.id] as const;
  const places = (...paths: Path[]) => ({ here: base.here(...paths), there: before && base.there(...paths) });
  const found = new Map<string, { one: Looser; at: Places; names: string[]; path: string }>();
  for (const name of environments)
    for (const one of looserOf(rule, appliedOf(rule, before, name), appliedOf(rule, now, name))) {
      const own: Path = [...path, "environments", name, ...one.inside];
      const at = places(own, [...path, ...one.inside]);
      const same = JSON.stringify([one, at]);
      const known = found.get(same) ?? { one, at, names: [], path: [...path, ...one.inside].join(".") };
      known.names.push(name);
      found.set(same, known);
    }
  const gone = before && !now ? "nothing is said of it any more" : undefined;
  const waivable = looserWaivable(rule, before?.waivable ?? true, now?.waivable ?? true);
  return [
    ...[...found.values()].map(({ at, names, one, path: where }) =>
      finding(`${one.what} in ${names.join(", ")}`, one.was, one.means ?? gone, where, at),
    ),
    ...(waivable
      ? [
          finding(
            waivable.what,
            waivable.was,
            waivable.means ?? gone,
            [...path, "waivable"].join("."),
            // As it is where nobody says it.
            { ...places([...path, "waivable"]), ...(before?.waivable === true && { there: undefined }) },
          ),
        ]
      : []),
  ];
}

function* looserOf(rule: Rule, before: Applied, now: Applied): Iterable<Looser> {
  if (STRICTNESS.indexOf(now.level) < STRICTNESS.indexOf(before.level))
    yield {
      what: `\`${rule.id}\` is ${now.level === "disabled" ? "switched off" : "only advisory"}`,
      was: `\`${before.level}\``,
      inside: ["level"],
    };
  if (before.level === "disabled" || now.level === "disabled") return;
  for (const [name, parameter] of Object.entries(rule.parameters ?? {})) {
    const [was, is] = [before.parameters[name], now.parameters[name]];
    if (was === undefined || is === undefined || !isLooser(parameter, was, is)) continue;
    const isNone = Array.isArray(is) && is.length === 0;
    const depends = isNone ? "an empty list asks for nothing" : "whether that is looser depends on what there is";
    const means = parameter.looser ? undefined : depends;
    const what = `\`${name}\` of \`${rule.id}\` is ${shown(is)}`;
    yield { what, was: shown(was), means, inside: ["parameters", name] };
  }
}

function isLooser({ looser }: Parameter, before: ParameterValue, now: ParameterValue): boolean {
  if (JSON.stringify(before) === JSON.stringify(now)) return false;
  if (!looser) return true;
  const [less, more] = looser === "less" ? [now, before] : [before, now];
  if (Array.isArray(less) && Array.isArray(more)) return more.some((item) => !less.includes(item));
  return less < more;
}

/** Without a term a waiver that is there already may last for any time, which no term allows. */
function looserWaivable(
  { id }: Rule,
  before: PolicyEntry["waivable"],
  now: PolicyEntry["waivable"],
): Pick<Looser, "what" | "was" | "means"> | undefined {
  const isLonger = secondsOf(now) > secondsOf(before) || (typeof before === "object" && now === true);
  if (!isLonger) return undefined;
  const lasts =
    typeof now === "object" ? `\`${now.text}\`` : `for any time, and \`${NEW_WAIVER.text}\` where a change brings it`;
  const means =
    before === true ? `one that a change brings lasts \`${NEW_WAIVER.text}\` at most until then` : undefined;
  const was = `\`waivable: ${typeof before === "object" ? before.text : before}\``;
  return { what: `a waiver of \`${id}\` may last ${lasts}`, was, means };
}

/** How long one may last that a change brings. */
function secondsOf(waivable: PolicyEntry["waivable"]): number {
  if (typeof waivable === "object") return waivable.seconds;
  return waivable ? NEW_WAIVER.seconds : 0;
}

interface Places {
  here: Source;
  /** Undefined: the base does not speak of it. */
  there: Source | undefined;
}

function finding(
  what: string,
  was: string,
  means: string | undefined,
  path: string,
  { here, there }: Places,
): Diagnostic {
  const { column = 1, endColumn = column + 1, endLine = here.line, file, line } = here;
  const whose = there ? `the base says ${was} (${there.file}:${there.line})` : `the rule says ${was} by itself`;
  return {
    code: "policies-loosened",
    severity: "warning",
    message: `${what} once this is merged: ${whose}${means === undefined ? "" : `; ${means}`}`,
    hint: "Keep what the base says, or let the owners of the policies decide: the base's word holds for this change, this one's for the next.",
    ...{ file, line, column, endLine, endColumn },
    path,
  };
}

function byKey(entries: readonly PolicyEntry[]): Map<string, PolicyEntry> {
  return new Map(entries.map((entry) => [entry.key, entry]));
}

function shown(value: ParameterValue): string {
  return `\`${Array.isArray(value) ? `[${value.join(", ")}]` : String(value)}\``;
}
