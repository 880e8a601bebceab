/** What the catalog that a change is judged by hides before it is stored, where personal data may be, and the change does not hide as well. */

import type { Base, Path, ResolvedEnvironment, ScanEntry } from "../../model/index";
import type { Loosened } from "../loosened";

/** Of services and of systems that are still there. */
export function* lostScans(base: Base, before: ResolvedEnvironment, now: ResolvedEnvironment): Iterable<Loosened> {
  const personal = new Set(before.retentionClasses.flatMap(({ key, personalData }) => (personalData ? [key] : [])));
  const holders = before.services.filter(({ logs }) => logs.streams.some((stream) => personal.has(stream.class)));
  const services = new Map(now.services.map((one) => [one.key, one]));
  const systems = new Map(now.systems.map((one) => [one.key, one]));
  for (const { key, logs } of holders) {
    const same = services.get(key);
    const path: Path = ["services", key, "logs", "scanner"];
    if (same)
      yield* lostOf(base, path, `service ${key}`, logs.scanner, allOf(same.logs.scanner, systems.get(same.system)));
  }
  const held = new Set(holders.map(({ system }) => system));
  for (const { key, scanner } of before.systems) {
    const same = systems.get(key);
    const path: Path = ["systems", key, "scanner"];
    if (same && held.has(key)) yield* lostOf(base, path, `system ${key}`, scanner, same.scanner);
  }
}

/** What hides in a service: its own scans and those of its system. */
function allOf(own: readonly ScanEntry[], system: { scanner: readonly ScanEntry[] } | undefined): ScanEntry[] {
  return [...own, ...(system?.scanner ?? [])];
}

function* lostOf(
  base: Base,
  path: Path,
  subject: string,
  before: readonly ScanEntry[],
  now: readonly ScanEntry[],
): Iterable<Loosened> {
  for (const scan of before) {
    if (!scan.enabled || scan.markOnly || now.some((one) => hidesAsMuch(scan, one))) continue;
    const same = now.find(({ key }) => key === scan.key);
    yield {
      ...{ promise: [...path, scan.key].join("."), subject, before: soughtBy(scan) },
      ...(same && { now: same.enabled && !same.markOnly ? `${soughtBy(same)}, less of it` : "not hiding" }),
      means: "what it hid may stand in logs that hold personal data",
      there: base.there([...path, scan.key]),
      here: base.here(same ? [...path, scan.key] : path),
    };
  }
}

function soughtBy({ library, pattern, standard }: ScanEntry): string {
  return standard ?? library ?? pattern ?? "";
}

/** The same is looked for, in at least as much. Whether another expression finds as much nobody can tell. */
function hidesAsMuch(before: ScanEntry, now: ScanEntry): boolean {
  const text = (value: unknown) => JSON.stringify(value ?? null);
  return (
    now.enabled &&
    !now.markOnly &&
    soughtBy(now) === soughtBy(before) &&
    (now.filter === before.filter || now.filter === "*") &&
    before.in.every((one) => now.in.includes(one)) &&
    (now.attributes.length === 0 ||
      (before.attributes.length > 0 && before.attributes.every((one) => now.attributes.includes(one)))) &&
    now.except.every((one) => before.except.includes(one)) &&
    (now.keywords === undefined || (text(now.keywords) === text(before.keywords) && now.within >= before.within)) &&
    (now.ignore === undefined || text(now.ignore) === text(before.ignore)) &&
    (text([now.hideFirst, now.hideLast]) === text([before.hideFirst, before.hideLast]) ||
      (now.hideFirst === undefined && now.hideLast === undefined))
  );
}
