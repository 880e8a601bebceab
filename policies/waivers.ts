/**
 * Which findings of policies somebody has accepted, and what is wrong with the waivers themselves. A waiver counts for what is written in
 * the entry that holds it and for what is made of that entry; beside an environment or a system, for everything in it.
 */

import type { Diagnostic, Waived } from "../diagnostics/index";
import {
  type Base,
  isWide,
  NEVER_WAIVED,
  type PolicyEntry,
  type PolicyId,
  type ResolvedEnvironment,
  type WaiverEntry,
} from "../model/index";
import { nameOf } from "./evaluate";
import { inAll } from "./in-all";
import { type Made, madeAt, madeBy } from "./made-by";
import type { Found } from "./rule";
import type { Resource } from "./stack";
import { type Open, placesAmong } from "./waiver-places";

export interface Waivers {
  accepts(rule: PolicyId, finding: Diagnostic, about: Pick<Found, "entry" | "resource">): boolean;
  /** Those that have ended or last too long; `whole`: everything was judged, so that one nothing needed is one too many. */
  problems(whole: boolean): Diagnostic[];
  /** Those that accepted something, sorted by place. */
  used(): Waived[];
}

/** One waiver, however often an anchor repeats it. */
interface Known {
  /** Wherever it is written. */
  entries: WaiverEntry[];
  subjects: Set<string>;
  environments: Set<string>;
  findings: Diagnostic[];
}

export interface WaiverFacts {
  waivers: readonly WaiverEntry[];
  policies: readonly PolicyEntry[];
  resolved: readonly ResolvedEnvironment[];
  today: string;
  base?: Base | undefined;
}

/** How long a waiver may last that a change brings, where the rule's `waivable` does not say it. */
export const NEW_WAIVER: { seconds: number; text: string } = { seconds: 90 * 86_400, text: "90d" };

export function waiversFor(facts: WaiverFacts, ids: ReadonlySet<string>): Waivers {
  const byRule = new Map<string, Map<string, Known>>();
  for (const entry of facts.waivers) {
    if (!ids.has(entry.rule)) continue;
    const same = byRule.get(entry.rule) ?? new Map<string, Known>();
    byRule.set(entry.rule, same);
    const name = placeName(entry.placeOf("rule"));
    const known = same.get(name) ?? { entries: [], subjects: new Set(), environments: new Set(), findings: [] };
    known.entries.push(entry);
    same.set(name, known);
  }
  const waivable = new Map(facts.policies.map(({ key, waivable: allowed }) => [key, allowed]));
  const environments = new Map(facts.resolved.map((environment) => [environment.name, environment]));
  const open = new Map<string, Open[]>();
  const places = new Map<string, ReturnType<typeof placesAmong>>();
  const placesOf = ({ entries: [entry] }: Known) => {
    if (!entry) return undefined;
    const among = places.get(entry.rule) ?? placesAmong(open.get(entry.rule) ?? []);
    places.set(entry.rule, among);
    return among(entry);
  };
  const all = () => [...byRule.values()].flatMap((same) => [...same.values()]);
  return {
    accepts(rule, finding, { entry, resource }) {
      const candidates = byRule.get(rule);
      if (!candidates || NEVER_WAIVED.has(rule) || waivable.get(rule) === false || finding.policy?.state !== "violated")
        return false;
      const about = aboutOf(finding, { entry, resource }, environments);
      let accepted = false;
      for (const known of candidates.values()) {
        if (!known.entries.some((entry) => covers(entry, about))) continue;
        known.subjects.add(finding.policy.resource ?? finding.subject ?? rule);
        known.environments.add(about.environment);
        known.findings.push(finding);
        accepted ||= known.entries.some(({ until }) => until >= facts.today);
      }
      if (!accepted) {
        const { environment, made } = about;
        const left = open.get(rule) ?? [];
        open.set(rule, left);
        left.push({ finding, resource, entry, made, environment: environments.get(environment) });
      }
      return accepted;
    },
    problems: (whole) =>
      all().flatMap((known) => {
        const said = waivable.get(known.entries[0]?.rule ?? "") ?? true;
        const isNew = known.entries.some(({ path }) => facts.base?.newWaivers.has(path));
        const elsewhere = () => placesOf(known);
        return problemsOf(known, said === true && isNew ? NEW_WAIVER : said, facts.today, whole && elsewhere);
      }),
    used: () =>
      all().flatMap(({ entries: [entry], environments: where, findings, subjects }) => {
        if (!entry || subjects.size === 0 || entry.until < facts.today) return [];
        const { rule, reason, owner, until } = entry;
        const found = {
          subjects: [...subjects].sort(),
          environments: [...where].sort(),
          findings: inAll(findings),
        };
        const { holder } = entry;
        const wide = isWide(entry) && holder[1] !== undefined && { everythingIn: holder[1] };
        return [{ rule, ...found, ...wide, reason, owner: owner ?? null, until, ...entry.placeOf("rule") }];
      }),
  };
}

/** What a finding is about, worked out once for all waivers of its rule. */
interface About {
  environment: string;
  resource: string | null;
  made: Made | undefined;
  /** Where it stands, and where what made the resource stands. */
  points: { file: string; line: number; column: number }[];
  /** What an entry that shares its line with others must be called. */
  names: string[];
}

function aboutOf(
  { file, line, column, policy }: Diagnostic,
  { entry, resource }: Pick<Found, "entry" | "resource">,
  environments: ReadonlyMap<string, ResolvedEnvironment>,
): About {
  const environment = policy?.environments[0] ?? "";
  const catalog = environments.get(environment);
  const points = file === undefined ? [] : [{ file, line, column }];
  const { source, spec, key } = resource ?? {};
  for (const one of [source, entry]) if (one) points.push({ file: one.file, line: one.line, column: one.column ?? 1 });
  return {
    environment,
    resource: resource ? nameOf(resource) : null,
    made: catalog && madeIn(catalog, resource, points),
    points,
    names: [...(key === undefined ? [] : [key]), ...(spec ? [spec.component] : [])],
  };
}

function madeIn(
  catalog: ResolvedEnvironment,
  resource: Resource | undefined,
  points: About["points"],
): Made | undefined {
  const made = resource && madeBy(catalog, resource);
  if (made) return made;
  for (const point of points) {
    const found = madeAt(catalog, point);
    if (found) return found;
  }
  return undefined;
}

function covers(waiver: WaiverEntry, about: About): boolean {
  if (waiver.resource !== undefined && waiver.resource !== about.resource) return false;
  const [section = "", key = "", ...inside] = waiver.holder;
  if (section === "environments" && inside.length === 0) return about.environment === key;
  const { made } = about;
  if (section === "systems" && inside.length === 0 && made?.service.system === key) return true;
  const [first, environment, ...deeper] = inside;
  const overlay = section === "services" && first === "environments";
  if (overlay && environment !== about.environment) return false;
  if (made && (section === "packs" ? inside.length > 0 : section === "services" && made.service.key === key)) {
    const levels = levelsOf(made.at);
    if (levels.some((at) => isLaid(made, at, waiver))) return true;
    // Another list was laid over it here.
    if (section === "packs" || levels.includes((overlay ? deeper : inside).join("."))) return false;
  }
  return about.points.some((point) => isWithin(point, waiver, about.names));
}

/** `monitors.errors` → `monitors.errors`, `monitors`, and the service itself. */
function levelsOf(at: string): string[] {
  const names = at === "" ? [] : at.split(".");
  return [...names.map((_, index) => names.slice(0, names.length - index).join(".")), ""];
}

const RULE: ReadonlySet<string> = new Set(["rule"]);

/** Whether a waiver is one of those that packs, service and environment, laid together, have at a place. */
function isLaid({ service }: Made, at: string, waiver: WaiverEntry): boolean {
  const wanted = placeName(waiver.placeOf("rule"));
  return service.origins
    .below(at === "" ? "waivers" : `${at}.waivers`, RULE)
    .some(({ origin }) => placeName(origin) === wanted);
}

/** Whether a place is in an entry. Specs keep no columns: of entries on one line the name decides. */
function isWithin(point: About["points"][number], { extent, holder }: WaiverEntry, names: readonly string[]): boolean {
  if (point.file !== extent.file || point.line < extent.line || point.line > extent.endLine) return false;
  if (point.line > extent.line && point.line < extent.endLine) return true;
  if (point.column > 1)
    return (
      (point.line > extent.line || point.column >= extent.column) &&
      (point.line < extent.endLine || point.column < extent.endColumn)
    );
  if (extent.line < extent.endLine) return true;
  const last = holder.at(-1) ?? "";
  return names.some((name) => `-${name.replaceAll("/", "-")}-`.includes(`-${last}-`));
}

function placeName({ file, line, column }: { file: string; line: number; column: number }): string {
  return `${file}:${line}:${column}`;
}

function problemsOf(
  { entries, subjects }: Known,
  waivable: PolicyEntry["waivable"] | typeof NEW_WAIVER | undefined,
  today: string,
  /** Where what it means is found; false: not everything was judged. */
  elsewhere: false | (() => string | undefined),
): Diagnostic[] {
  const [entry] = entries;
  if (!entry) return [];
  const { path, rule, until } = entry;
  const say = (code: string, field: "rule" | "until", message: string, hint: string): Diagnostic[] => [
    { code, severity: "error", message, hint, ...entry.placeOf(field), path },
  ];
  // Said by the catalog's own check.
  if (waivable === false || NEVER_WAIVED.has(rule)) return [];
  if (elsewhere && subjects.size === 0) {
    const places = elsewhere();
    const message = `the waiver of \`${rule}\` is not used: the rule finds nothing here`;
    return places === undefined
      ? say("waiver-unused", "rule", message, "Take it out.")
      : say("waiver-unused", "rule", `${message}, but at ${places}`, "Put the waiver there, or mend what it finds.");
  }
  if (until < today)
    return say(
      "waiver-expired",
      "until",
      `the waiver of \`${rule}\` ended on ${until}`,
      "Mend what it waived, or decide again and give it a new end.",
    );
  const longest = typeof waivable === "object" ? dayAfter(today, waivable.seconds) : undefined;
  if (longest !== undefined && typeof waivable === "object" && until > longest)
    return say(
      "waiver-too-long",
      "until",
      `the waiver of \`${rule}\` lasts until ${until}, and one may last ${waivable.text} from today`,
      `Let it end on ${longest} or before.`,
    );
  return [];
}

function dayAfter(today: string, seconds: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + seconds * 1000).toISOString().slice(0, 10);
}
