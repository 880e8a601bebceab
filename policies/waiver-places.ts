/**
 * Where a waiver belongs that accepts nothing where it is: what the rule finds of the same thing in the same run. Decides nothing about what
 * is accepted.
 */

import type { Diagnostic } from "../diagnostics/index";
import type { ResolvedEnvironment, ServiceEntry, Source, WaiverEntry } from "../model/index";
import { nameOf } from "./evaluate";
import type { Made } from "./made-by";
import type { Resource } from "./stack";

/** Something a rule found that no waiver accepts. */
export interface Open {
  finding: Diagnostic;
  resource: Resource | undefined;
  made: Made | undefined;
  environment: ResolvedEnvironment | undefined;
}

/** More are not listed. */
const MOST = 3;

/** `\`retentionClasses.audit\` (catalog/standards/retention.yaml:23)`; undefined where nothing found is what the waiver means. */
export function rightPlaces(waiver: WaiverEntry, found: readonly Open[]): string | undefined {
  const places = [...new Set(found.filter((one) => isMeant(waiver, one)).map(placeOf))];
  if (places.length === 0) return undefined;
  const more = places.length > MOST ? ` and at ${places.length - MOST} more` : "";
  return `${places.slice(0, MOST).join(", ")}${more}`;
}

/** Whether a finding is of the service, the system, or of whatever else has the waiver beside it, or names it. */
function isMeant({ holder, resource: wanted }: WaiverEntry, { environment, finding, made, resource }: Open): boolean {
  if (wanted !== undefined && resource && nameOf(resource) === wanted) return true;
  const [section = "", key = "", ...inside] = holder;
  if (section === "environments" || section === "organisation" || section === "packs") return false;
  const holds = (service: ServiceEntry) =>
    section === "services" ? service.key === key : section === "systems" && service.system === key;
  if (made && holds(made.service)) return true;
  const entry = environment && entryAt(environment, finding)?.name;
  if (entry !== undefined && environment?.services.some((service) => holds(service) && uses(service).includes(entry)))
    return true;
  return [key, inside.at(-1) ?? key].every((name) => names(`${finding.subject} ${finding.message}`, name));
}

/** What a service names of the rest of the catalog that rules look at. */
function uses({ escalation, logs }: ServiceEntry): string[] {
  return [`escalations.${escalation}`, ...logs.streams.map((stream) => `retentionClasses.${stream.class}`)];
}

function names(text: string, name: string): boolean {
  const at = text.indexOf(name);
  if (at < 0) return false;
  const around = `${text[at - 1] ?? ""}${text[at + name.length] ?? ""}`;
  return !/[\w-]/.test(around) || names(text.slice(at + 1), name);
}

function placeOf({ environment, finding, made, resource }: Open): string {
  const own =
    environment && (entryAt(environment, finding) ?? (made ? undefined : entryAt(environment, resource?.source)));
  if (own) return placed(own.name, own.source);
  if (!made) return `${finding.file}:${finding.line}`;
  const { service, at } = made;
  return placed(`services.${service.key}${at === "" ? "" : `.${at}`}`, service.source);
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

/** The entry whose key stands in a line. */
function entryAt(
  environment: ResolvedEnvironment,
  at: Pick<Diagnostic, "file" | "line"> | undefined,
): { name: string; source: Source } | undefined {
  if (!at?.file) return undefined;
  for (const section of SECTIONS)
    for (const { key, source } of environment[section])
      if (source.file === at.file && source.line === at.line) return { name: `${section}.${key}`, source };
  return undefined;
}

function placed(entry: string, { file, line }: Source): string {
  return `\`${entry}\` (${file}:${line})`;
}
