/** What is kept of a stream is kept as long as its frameworks ask, and as long as its own class says. */

import { type Answer, eventIn } from "../../../query/index";
import type { Found, Rule } from "../../rule";
import type { Stack } from "../../stack";
import { archivedFor, type DeployedIndex } from "../deployed";
import { clausesOf, days, type Figure, figuresOf, isArchived, searchableOf, some, textsOf } from "../figures";
import { Grouped } from "../grouped";
import { governedPlacements, type Placement, type Taken } from "../placement";
import { saidAt, searchedBy, settingOf } from "../said";
import { takenFix, theftBy } from "../taken-fix";

export const retentionTooShort: Rule = {
  id: "retention-too-short",
  pack: "retention",
  severity: "error",
  title: "Kept too short",
  summary: "The longest of index, Flex Logs and archive reaches what a stream's frameworks and its own class ask for.",
  kinds: ["datadog/logs-index", "datadog/logs-archive"],
  needsCatalog: true,
  *check(stack) {
    const found = new Grouped<Short>();
    for (const placement of governedPlacements(stack))
      for (const taken of placement.taken) {
        const short = shortfall(placement, taken, stack);
        if (!short) continue;
        const { by } = taken;
        const { figures, type, archived } = short;
        const texts = figures.map(({ text }) => text).join();
        found.add(
          [type, placement.retention.key, placement.tenant.name, archived || by.name, texts].join("\n"),
          placement.name,
          short,
        );
      }
    for (const { what, names } of found.all()) yield findingOf(what, names);
  },
};

interface Short {
  type: "violated" | "undecided";
  placement: Placement;
  taken: Taken<DeployedIndex>;
  kept: number | undefined;
  /** The class says that its archive keeps it for so long. */
  archived: boolean;
  figures: readonly Figure[];
}

function shortfall(placement: Placement, taken: Taken<DeployedIndex>, stack: Stack): Short | undefined {
  const { retention, tenant } = placement;
  const { by, home } = taken;
  const archived = isArchived(retention);
  const wanted: Wanted[] = [...figuresOf(tenant, retention).atLeast, ...ownFigures(placement, home)];
  // What the class leaves to an archive is that archive's: archive-missing says where there is none.
  const left = wanted.filter((figure) => !(archived && !figure.inIndex && figure.days <= retention.days));
  const kept = by.days;
  if (kept === undefined) {
    return left.length > 0 ? { type: "undecided", placement, taken, kept, archived: false, figures: left } : undefined;
  }
  const failed = left.filter((figure) => figure.days > kept && figure.inIndex);
  const answers = left
    .filter((figure) => figure.days > kept && !figure.inIndex)
    .map((figure) => ({ figure, answer: uncovered(placement, taken, figure, stack) }));
  const sure = [...failed, ...answers.filter(({ answer }) => answer === "yes").map(({ figure }) => figure)];
  const unsure = answers.filter(({ answer }) => answer === "maybe").map(({ figure }) => figure);
  const type = sure.length > 0 && taken.share !== "undecided" ? "violated" : "undecided";
  const figures = type === "violated" ? sure : [...sure, ...unsure];
  if (figures.length === 0) return undefined;
  const inArchive = archived && failed.length === 0;
  return {
    type,
    placement,
    taken,
    kept: inArchive ? Math.max(kept, retention.days) : kept,
    archived: inArchive,
    figures,
  };
}

/** `inIndex`: no archive stands in for it. */
type Wanted = Figure & { inIndex?: true };

/** What the company says itself: of an index of the class how long it can be searched, of others how long it is kept in all. */
function ownFigures({ retention }: Placement, home: boolean): Wanted[] {
  const { key } = retention;
  const searchable = searchableOf(retention);
  const own = (count: number, text: string): Wanted => ({ days: count, text, requirement: undefined });
  if (!isArchived(retention)) return [own(retention.days, `\`${key}\` says ${days(retention.days)}`)];
  if (!home) return [];
  return [{ ...own(searchable, `\`${key}\` says that ${days(searchable)} can be searched`), inIndex: true }];
}

/** Whether there is an event that no archive keeps for so long. */
function uncovered({ set }: Placement, { by, before }: Taken<DeployedIndex>, figure: Figure, stack: Stack): Answer {
  const { sure, unsure } = archivedFor(figure.days, stack);
  const inside = by.set ? [set, by.set] : [set];
  const { answer } = eventIn(inside, [...before, ...sure]);
  if (answer !== "yes" || unsure.length === 0) return answer;
  return eventIn(inside, [...before, ...sure, ...unsure]).answer === "yes" ? "yes" : "maybe";
}

function findingOf({ type, placement, taken, kept, archived, figures }: Short, names: readonly string[]): Found {
  const { retention, tenant } = placement;
  const { by } = taken;
  const most = Math.max(...figures.map((figure) => figure.days));
  const about = {
    resource: by.resource,
    ...saidAt(placement, retention.days < most ? "days" : searchedBy(retention)),
    subject: `${retention.key} in ${tenant.name}`,
    property: archived ? "days" : "retentionDays",
    clauses: clausesOf(figures),
  };
  const asked = textsOf(figures);
  if (kept === undefined)
    return {
      type: "undecided",
      ...about,
      message: `how long \`${by.name}\` keeps ${some(names)} is not known; ${asked}`,
    };
  const where = archived ? `\`${retention.key}\` is kept for` : `\`${by.name}\` keeps`;
  const what = archived ? `${days(kept)} in ${tenant.name}: ${some(names)}` : `${some(names)} for ${days(kept)}`;
  if (type === "undecided")
    return {
      type,
      ...about,
      value: String(kept),
      message: `${where} ${what}; whether an archive keeps all of it longer cannot be told from the searches; ${asked}`,
    };
  const order = archived ? undefined : takenFix(placement, taken, most);
  return {
    type,
    ...about,
    ...(order !== undefined && { follows: theftBy(by, placement) }),
    value: String(kept),
    message: `${where} ${what}; ${asked}`,
    fix: archived
      ? `Set ${settingOf(placement, "days")} to at least ${most}, and the lifetime rule of its bucket with it.`
      : (order ?? keptFix(placement, most)),
  };
}

function keptFix(placement: Placement, most: number): string {
  const { days: said } = placement.retention;
  const first = said < most ? `Set ${settingOf(placement, "days")} to at least ${most}, and keep` : "Keep";
  return `${first} it so long: by ${settingOf(placement, "searchableDays")}, by \`flexDays\`, or by an \`archive\`.`;
}
