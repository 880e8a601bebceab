/** Nothing keeps a stream longer than its frameworks allow, unless the event is also of a class that may be kept so long. */

import { eventIn } from "../../../query/index";
import type { Found, Rule } from "../../rule";
import type { Stack } from "../../stack";
import type { DeployedArchive, DeployedIndex, Home } from "../deployed";
import { clausesOf, days, type Figure, figuresOf, some, textsOf } from "../figures";
import { Grouped } from "../grouped";
import { type Longer, longerIn } from "../longer";
import { governedPlacements, type Placement } from "../placement";
import { saidAt, searchedBy, settingOf } from "../said";

interface Long {
  type: "violated" | "undecided";
  placement: Placement;
  by: DeployedIndex | DeployedArchive;
  archive: boolean;
  example: string | undefined;
  figures: readonly Figure[];
}

export const retentionTooLong: Rule = {
  id: "retention-too-long",
  pack: "retention",
  severity: "error",
  title: "Kept too long",
  summary: "No index and no archive keeps a stream longer than its frameworks allow (storage limitation).",
  kinds: ["datadog/logs-index", "datadog/logs-archive"],
  needsCatalog: true,
  *check(stack) {
    const longer = longerIn(stack);
    const found = new Grouped<Long>();
    for (const placement of governedPlacements(stack)) {
      const { atMost } = figuresOf(placement.tenant, placement.retention);
      if (atMost.length === 0) continue;
      const all = [
        ...placement.taken.map((taken) => ({ taken, archive: false })),
        ...placement.archives.map((taken) => ({ taken, archive: true })),
      ];
      for (const { taken, archive } of all)
        for (const what of longOf(placement, taken.by, archive, atMost, (figure) => longer(placement, taken, figure)))
          found.add(
            [
              ...[what.type, placement.retention.key, placement.tenant.name, archive, taken.by.name],
              ...what.figures.map(({ text }) => text),
            ].join("\n"),
            placement.name,
            what,
          );
    }
    for (const { what, names } of found.all()) yield findingOf(what, names, stack);
  },
};

/** Of several clauses those that are broken; where none is for sure, those of which it cannot be told. */
function longOf(
  placement: Placement,
  by: Long["by"],
  archive: boolean,
  atMost: readonly Figure[],
  longer: (figure: Figure) => Longer,
): Long[] {
  const all = atMost.map((figure) => ({ figure, is: longer(figure) }));
  const broken = all.filter(({ is }) => is.type === "violated");
  const type = broken.length > 0 ? "violated" : "undecided";
  const figures = all.flatMap(({ figure, is }) => (is.type === type ? figure : []));
  const example = broken.flatMap(({ is }) => (is.type === "violated" ? (is.event.example ?? []) : []))[0];
  return figures.length > 0 ? [{ type, placement, by, archive, example, figures }] : [];
}

function findingOf(
  { type, placement, by, archive, example, figures }: Long,
  names: readonly string[],
  stack: Stack,
): Found {
  const { retention, tenant } = placement;
  const other = by.home && by.home.retention.key !== retention.key;
  const field = archive ? "days" : searchedBy(retention);
  const about = {
    resource: by.resource,
    ...(by.home && other ? { at: by.home.retention.source } : saidAt(placement, field)),
    subject: `${retention.key} in ${tenant.name}`,
    property: archive ? "query" : "retentionDays",
    ...(by.days !== undefined && { value: String(by.days) }),
    clauses: clausesOf(figures),
  };
  if (by.days === undefined)
    return {
      type: "undecided",
      ...about,
      message: `how long the ${archive ? "archive" : "index"} \`${by.name}\` keeps ${some(names)} is not known; ${textsOf(figures)}`,
    };
  const keeps = `the ${archive ? "archive" : "index"} \`${by.name}\` keeps`;
  const asked = textsOf(figures);
  if (type === "undecided")
    return {
      type,
      ...about,
      message: `${keeps} ${days(by.days)}; whether it takes events of ${some(names)} that are of no other class cannot be told; ${asked}`,
    };
  const least = Math.min(...figures.map((figure) => figure.days));
  return {
    type,
    ...about,
    message: `${keeps} events of ${some(names)} for ${days(by.days)}${example === undefined ? "" : `, e.g. \`${example}\``}; ${asked}`,
    fix:
      by.home && other
        ? narrowed({ ...by, home: by.home }, archive, least, placement, stack)
        : `Keep it for ${days(least)} at most: lower ${settingOf(placement, field)}, or accept it by a waiver that says why it is needed longer.`,
  };
}

/** What another class was made for takes these: by the filters of that class's streams. */
function narrowed(
  { home, name, set }: Long["by"] & { home: Home },
  archive: boolean,
  least: number,
  placement: Placement,
  stack: Stack,
): string {
  const { key } = home.retention;
  const inside = set ? [placement.set, set] : [placement.set];
  const by = governedPlacements(stack).filter(
    (one) => one.tenant === home.tenant && one.retention.key === key && eventIn([...inside, one.set]).answer !== "no",
  );
  if (by.length === 0)
    return `Deploy \`${name}\` with the search of its class \`${key}\`: it takes more than its streams.`;
  const streams = [...new Set(by.map(({ service, stream }) => `services.${service.key}.logs.streams.${stream.key}`))];
  const most = figuresOf(home.tenant, home.retention).atLeast.every((figure) => figure.days <= least);
  const lower = most
    ? `, or lower ${settingOf(home, archive ? "days" : searchedBy(home.retention))} to ${least} at most`
    : "";
  return `\`${name}\` takes what the streams of \`${key}\` take: narrow the \`filter\` of ${some(streams)}${lower}.`;
}
