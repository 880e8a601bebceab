/** What severities and webhooks promise of a page, field by field, and when they promise less. Which of them are compared is decided by the rule. */

import type { SeverityEntry, WebhookEntry } from "../../model/index";
import type { Promised } from "../loosened";

export const SEVERITY: readonly Promised<SeverityEntry>[] = [
  {
    field: "page",
    shown: ({ page }) => String(page),
    looser: (before, now) => before.page && !now.page,
    means: "it no longer wakes anybody",
  },
  {
    field: "priority",
    shown: ({ priority }) => String(priority),
    looser: (before, now) => now.priority > before.priority,
    means: "it is less urgent, and less is asked of what is less urgent",
  },
  {
    field: "urgency",
    shown: ({ urgency }) => urgency,
    looser: (before, now) => before.urgency === "high" && now.urgency === "low",
    means: "people are told of it by their rules for what can wait",
  },
  {
    field: "respondWithin",
    shown: ({ respondWithin }) => respondWithin.text,
    looser: (before, now) => now.respondWithin.seconds > before.respondWithin.seconds,
    means: "an answer may come later",
  },
  {
    field: "remindEvery",
    shown: ({ remindEvery }) => remindEvery?.text ?? "never",
    looser: ({ remindEvery: before }, { remindEvery: now }) =>
      before !== undefined && (now === undefined || now.seconds > before.seconds),
    means: "who missed it hears of it again later, or never",
  },
  {
    field: "remindTimes",
    shown: ({ remindTimes }) => String(remindTimes ?? "as long as it stays open"),
    looser: (before, now) =>
      before.remindEvery !== undefined &&
      now.remindTimes !== undefined &&
      now.remindTimes < (before.remindTimes ?? Number.POSITIVE_INFINITY),
    means: "who missed it hears of it again less often",
  },
];

/** Of what is told, what wakes besides the pager. */
export function channels(waking: ReadonlySet<string>): Promised<SeverityEntry> {
  return {
    field: "channels",
    shown: (severity) => `[${severity.channels.join(", ")}]`,
    looser: (before, now) => before.channels.some((one) => waking.has(one) && !now.channels.includes(one)),
    means: "what woke people beside the pager is no longer told",
  };
}

export const WEBHOOK: readonly Promised<WebhookEntry>[] = [
  {
    field: "wakes",
    shown: ({ wakes }) => String(wakes),
    looser: (before, now) => !before.wakes && now.wakes,
    means: "it would count as a second way to be woken, which nobody can verify; that is said in a change of its own",
  },
  ...(["kind", "url", "urlSecret"] as const).map(
    (field): Promised<WebhookEntry> => ({
      field,
      shown: (webhook) => webhook[field] ?? "none",
      looser: (before, now) => before.wakes && now.wakes && before[field] !== now[field],
      means: "whether what is called there wakes anybody was said of the other address, and nobody can verify it",
    }),
  ),
];
