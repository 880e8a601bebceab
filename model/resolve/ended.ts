/** What the catalog says of a time that is over: it is left out, and said once. */

import type { Diagnostic } from "../../diagnostics/index";
import type { Catalog, Found } from "../load/catalog";
import { at } from "../load/finding-at";
import { child, place } from "../load/tree";
import { momentOf, utc } from "../local-time";
import type { MaintenanceEntry } from "../resolved";
import { endOf } from "./signals";

/** Whether a moment lies before a day. A day's own hours are not told apart: what is made does not change within it. */
export function overBefore(today: string): (moment: number) => boolean {
  const begin = Date.parse(`${today}T00:00:00Z`);
  return (moment) => moment <= begin;
}

/** The windows of an environment that are not over. */
export function maintenanceOf(
  catalog: Catalog,
  environment: string,
  isOver: (moment: number) => boolean,
): MaintenanceEntry[] {
  return [...catalog.sections.maintenance.values()].flatMap((found): MaintenanceEntry[] => {
    const { data } = found;
    if (!data?.enabled || data.environments?.includes(environment) === false) return [];
    const end = momentOf(data.to, data.timeZone);
    if (isOver(end)) return [];
    return [
      {
        ...data,
        key: found.key,
        source: place(found.place),
        from: utc(momentOf(data.from, data.timeZone)),
        to: utc(end),
      },
    ];
  });
}

/** Covers, suppressions and windows that are over. */
export function ended({ sections }: Catalog, isOver: (moment: number) => boolean): Diagnostic[] {
  const say = (entry: Found<unknown>, section: string, path: PropertyKey[], what: string): Diagnostic => ({
    ...at(entry, section, path, "ended", `${what} is over and left out`, "Take it out of the catalog."),
    severity: "info",
  });
  return [
    ...[...sections.rotations.values()].flatMap((entry) =>
      (entry.data?.covers ?? []).flatMap(({ person, layer = "", to }, index) => {
        const zone = entry.data?.layers?.[layer]?.timeZone ?? entry.data?.timeZone ?? "Etc/UTC";
        return isOver(momentOf(to, zone))
          ? [say(entry, "rotations", ["covers", index, "to"], `the cover by \`${person}\``)]
          : [];
      }),
    ),
    ...[...sections.services.values()].flatMap((entry) => {
      const suppressions = child(entry.node, "suppressions");
      return (suppressions?.type === "map" ? [...suppressions.entries] : []).flatMap(([name, { value }]) => {
        const until = child(value, "until");
        const over = until?.type === "scalar" && typeof until.value === "string" && isOver(endOf(until.value));
        return over ? [say(entry, "services", ["suppressions", name, "until"], `the suppression \`${name}\``)] : [];
      });
    }),
    ...[...sections.maintenance.values()].flatMap((entry) => {
      const { data } = entry;
      if (!data?.enabled || !isOver(momentOf(data.to, data.timeZone))) return [];
      return [say(entry, "maintenance", ["to"], `\`${entry.key}\``)];
    }),
  ];
}
