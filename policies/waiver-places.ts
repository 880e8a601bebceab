/**
 * Where a waiver belongs that accepts nothing where it is: what the rule finds of the same thing in the same run. Decides nothing about what
 * is accepted. Every finding and every entry is looked at once, however many waivers there are.
 */

import type { Diagnostic } from "../diagnostics/index";
import type { ResolvedEnvironment, Source, WaiverEntry } from "../model/index";
import { nameOf } from "./evaluate";
import type { Made } from "./made-by";
import { type EntryName, relatedTo } from "./related";
import type { Resource } from "./stack";

/** Something a rule found that no waiver accepts. */
export interface Open {
  finding: Diagnostic;
  resource: Resource | undefined;
  /** The entry it is about, where its place is elsewhere. */
  entry: Source | undefined;
  made: Made | undefined;
  environment: ResolvedEnvironment | undefined;
}

/** More are not listed. */
const MOST = 3;

/**
 * Of what one rule found; answers `\`retentionClasses.audit\` (catalog/standards/retention.yaml:23)`, undefined where nothing found is what
 * the waiver means.
 */
export function placesAmong(found: readonly Open[]): (waiver: WaiverEntry) => string | undefined {
  const environments = [...new Set(found.flatMap(({ environment }) => environment ?? []))];
  let placed: Placed | undefined;
  return (waiver) => {
    placed ??= placedBy(found);
    const places = [...new Set(meantBy(waiver, placed, environments))];
    if (places.length === 0) return undefined;
    const more = places.length > MOST ? ` and at ${places.length - MOST} more` : "";
    return `${places.slice(0, MOST).join(", ")}${more}`;
  };
}

/** Where things were found, by what a waiver may mean; each place once. */
interface Placed {
  resources: ReadonlyMap<string, ReadonlySet<string>>;
  entries: ReadonlyMap<EntryName, ReadonlySet<string>>;
  /** By each word of what is said, with all of them. */
  words: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;
}

function placedBy(found: readonly Open[]): Placed {
  const resources = new Map<string, Set<string>>();
  const entries = new Map<EntryName, Set<string>>();
  const words = new Map<string, Map<string, ReadonlySet<string>>>();
  for (const one of found) {
    const { finding, made, resource } = one;
    const at = entryOf(one);
    const place = at ? placeName(at) : placeOf(finding, made);
    if (resource) add(resources, nameOf(resource), place);
    if (at) add(entries, at.name, place);
    // Not at its system, too: that would be told to its other services.
    if (made) add(entries, `services.${made.service.key}`, place);
    const said = new Set(`${finding.subject} ${finding.message}`.match(/[\w-]+/g));
    for (const word of said) {
      const same = words.get(word) ?? new Map<string, ReadonlySet<string>>();
      words.set(word, same);
      if (!same.has(place)) same.set(place, said);
    }
  }
  return { resources, entries, words };
}

function add(into: Map<string, Set<string>>, name: string, place: string): void {
  const same = into.get(name);
  if (same) same.add(place);
  else into.set(name, new Set([place]));
}

/** What is found of the service, the system, or of whatever else has the waiver beside it, of what that uses or is used by, or what names it. */
function* meantBy(
  { holder, resource }: WaiverEntry,
  { entries, resources, words }: Placed,
  environments: readonly ResolvedEnvironment[],
): Iterable<string> {
  if (resource !== undefined) yield* resources.get(resource) ?? [];
  const [section = "", key = "", ...inside] = holder;
  if (section === "environments" || section === "organisation" || section === "packs") return;
  for (const environment of environments)
    for (const entry of relatedTo(environment, `${section}.${key}`)) yield* entries.get(entry) ?? [];
  const last = inside.at(-1) ?? key;
  for (const [place, said] of words.get(key) ?? []) if (said.has(last)) yield place;
}

function entryOf({ entry, environment, finding, made, resource }: Open): NamedEntry | undefined {
  if (!environment) return undefined;
  const entries = entriesOf(environment);
  const at = (place: Pick<Diagnostic, "file" | "line"> | undefined) => entries.get(`${place?.file}:${place?.line}`);
  return at(finding) ?? at(entry) ?? (made ? undefined : at(resource?.source));
}

function placeOf({ file, line }: Diagnostic, made: Made | undefined): string {
  if (!made) return `${file}:${line}`;
  const { service, at } = made;
  return placeName({ name: `services.${service.key}${at === "" ? "" : `.${at}`}`, source: service.source });
}

const SECTIONS = [
  "escalations",
  "orchestrations",
  "people",
  "retentionClasses",
  "rotations",
  "services",
  "severities",
  "systems",
  "teams",
  "webhooks",
] as const;

interface NamedEntry {
  name: EntryName;
  source: Source;
}

const known = new WeakMap<ResolvedEnvironment, ReadonlyMap<string, NamedEntry>>();

/** By the line in which its key stands. */
function entriesOf(environment: ResolvedEnvironment): ReadonlyMap<string, NamedEntry> {
  const before = known.get(environment);
  if (before) return before;
  const entries = new Map<string, NamedEntry>();
  for (const section of SECTIONS)
    for (const { key, source } of environment[section]) {
      const at = `${source.file}:${source.line}`;
      if (!entries.has(at)) entries.set(at, { name: `${section}.${key}`, source });
    }
  known.set(environment, entries);
  return entries;
}

function placeName({ name, source: { file, line } }: NamedEntry): string {
  return `\`${name}\` (${file}:${line})`;
}
