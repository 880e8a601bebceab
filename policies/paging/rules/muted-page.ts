/** What is muted reaches nobody: downtimes and maintenance windows over what pages end soon, and take up little of a week. */

import type { Source } from "../../../model/index";
import type { Found, Rule } from "../../rule";
import type { Stack } from "../../stack";
import type { Alert } from "../alerts";
import { type Length, type Mute, mutesOf } from "../mutes";
import { pagingIn } from "../where";

export const mutedPage: Rule = {
  id: "muted-page",
  pack: "paging",
  severity: "error",
  title: "Page that is muted for long",
  summary:
    "No downtime and no maintenance window mutes what pages for more than some hours of a week, or for many days.",
  kinds: ["datadog/downtime-schedule"],
  parameters: {
    hours: {
      description: "For how many hours of a week all weekly downtimes together may mute a page.",
      looser: "more",
      default: 28,
    },
    days: {
      description: "For how many days all single downtimes of the coming year together may mute a page.",
      looser: "more",
      default: 7,
    },
  },
  *check(stack, { hours, days }) {
    if (pagingIn(stack) !== "page") return;
    const most = { hours: Number(hours), days: Number(days) };
    const byAlert = new Map<Alert, Mute[]>();
    const said = new Set<Mute>();
    for (const mute of mutesOf(stack)) {
      const paging = mute.alerts.filter((alert) => alert.pagers().length > 0);
      if (mute.open && !isShort(mute.length, most)) yield left(stack, mute, mute.open.type, mute.open.words);
      if (paging.length === 0 || isOver(stack, mute.length)) continue;
      if (mute.length.type === "unknown") yield left(stack, mute, "undecided", "how long is not known yet");
      else if (mute.length.type === "unread")
        yield left(stack, mute, "stated", `for how long was not worked out: ${mute.length.words}`);
      else if (isShort(mute.length, most))
        for (const alert of paging) {
          const same = byAlert.get(alert);
          if (same) same.push(mute);
          else byAlert.set(alert, [mute]);
        }
      else {
        said.add(mute);
        yield tooLong(stack, mute, paging, wordsOf(mute.length), most);
      }
    }
    yield* together(stack, byAlert, said, most);
  },
};

interface Most {
  hours: number;
  days: number;
}

function isShort(length: Length, most: Most): boolean {
  if (length.type === "weekly") return length.hours <= most.hours;
  return length.type === "once" && length.days <= most.days;
}

function isOver({ catalog }: Stack, length: Length): boolean {
  return length.type === "once" && catalog !== undefined && length.to < Date.parse(`${catalog.today}T00:00:00Z`);
}

/** Many short ones are a long one. Each set of them is said once, at its first. */
function* together(
  stack: Stack,
  byAlert: ReadonlyMap<Alert, readonly Mute[]>,
  said: Set<Mute>,
  most: Most,
): Iterable<Found> {
  const sets = new Map<string, { mutes: readonly Mute[]; alerts: Alert[] }>();
  for (const [alert, mutes] of byAlert) {
    if (mutes.length < 2) continue;
    const key = mutes.map(({ resource }) => resource.key).join("\n");
    const same = sets.get(key);
    if (same) same.alerts.push(alert);
    else sets.set(key, { mutes, alerts: [alert] });
  }
  for (const { mutes, alerts } of sets.values()) {
    const weekly = mutes.reduce((sum, { length }) => sum + (length.type === "weekly" ? length.hours : 0), 0);
    const once = mutes.reduce((sum, { length }) => sum + (length.type === "once" ? length.days : 0), 0);
    const [first] = mutes;
    if (!first || said.has(first) || (weekly <= most.hours && once <= most.days)) continue;
    said.add(first);
    const words = wordsOf(
      weekly > most.hours ? { type: "weekly", hours: Math.min(168, weekly) } : { type: "once", days: once, to: 0 },
    );
    yield tooLong(stack, first, alerts, `${words}, with ${mutes.length - 1} more`, most);
  }
}

function tooLong(
  stack: Stack,
  { resource, property, title }: Mute,
  alerts: readonly Alert[],
  words: string,
  most: Most,
): Found {
  const [alert] = alerts;
  const others = alerts.length > 1 ? ` and ${alerts.length - 1} more that page,` : ", which pages,";
  return {
    type: "violated",
    resource,
    property,
    at: entryOf(stack, resource),
    value: words,
    message: `the ${title} mutes \`${alert?.resource.key ?? ""}\`${others} ${words}: nobody is woken then`,
    fix: `Mute what pages for ${most.hours} hours a week at most, or ${most.days} days at a time; or name what is really expected, e.g. by \`signals\`.`,
  };
}

function left(stack: Stack, { resource, property, title }: Mute, type: "undecided" | "stated", words: string): Found {
  const at = entryOf(stack, resource);
  return { type, resource, property, at, message: `the ${title} may mute what pages: ${words}` };
}

/** The catalog's downtime that it is made of, with its column. */
function entryOf({ catalog }: Stack, { source }: Mute["resource"]): Source | undefined {
  if (!catalog || !source) return undefined;
  const all = catalog.services.flatMap(({ downtimes, origins }) =>
    Object.keys(downtimes).map((name) => origins.at(`downtimes.${name}`)),
  );
  return all.find(({ file, line }) => file === source.file && line === source.line);
}

function wordsOf(length: Length): string {
  if (length.type === "weekly") return `for ${rounded(length.hours)} hours of every week`;
  return length.type === "once" ? `for ${rounded(length.days)} days` : "without an end";
}

function rounded(number: number): string {
  return String(Math.round(number * 10) / 10);
}
