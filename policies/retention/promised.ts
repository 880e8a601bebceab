/** What a retention class promises, field by field, and when it promises less. Used for a class that changed and for a stream that moved. */

import type { RetentionEntry } from "../../model/index";
import type { Promised } from "../loosened";

export const CLASS: readonly Promised<RetentionEntry>[] = [
  {
    field: "applies",
    shown: ({ applies }) => applies,
    looser: (before, now) => before.applies === "logs" && now.applies !== "logs",
    means: "it is a statement, and no index or archive is made of it",
  },
  {
    field: "dataClass",
    shown: ({ dataClass }) => dataClass,
    looser: (before, now) => before.dataClass !== now.dataClass,
    means: "clauses of frameworks that ask for the one kind of data do not ask for the other",
  },
  {
    field: "regulations",
    shown: ({ regulations }) => `[${regulations.join(", ")}]`,
    looser: (before, now) => before.regulations.some((one) => !now.regulations.includes(one)),
    means: "what a framework asks is no longer asked of it",
  },
  {
    field: "personalData",
    shown: ({ personalData }) => String(personalData),
    looser: (before, now) => before.personalData && !now.personalData,
    means: "what protects personal data is no longer asked of it",
  },
  {
    field: "days",
    shown: ({ days }) => String(days),
    looser: (before, now) => now.days < before.days,
    means: "it is kept for a shorter time",
  },
  {
    field: "days",
    shown: ({ days }) => String(days),
    looser: (before, now) => before.personalData && now.days > before.days,
    means: "personal data is kept for a longer time",
  },
  {
    field: "searchableDays",
    shown: ({ searchableDays }) => String(searchableDays),
    looser: (before, now) => now.searchableDays < before.searchableDays,
    means: "it can be searched for a shorter time",
  },
  {
    field: "flexDays",
    shown: ({ flexDays = 0 }) => String(flexDays),
    looser: (before, now) => (now.flexDays ?? 0) < (before.flexDays ?? 0),
    means: "it can be searched for a shorter time",
  },
];
