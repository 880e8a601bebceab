/** P2: options outside what the vendor takes. */

import { nearest } from "../../text/index";
import { secondsOf } from "../facts/anomaly";
import { isOpaqueValue } from "../facts/placeholder";
import { asNumber } from "../input";
import { type Finding, NOTHING, type Rule } from "../rule";
import type { Subject } from "../subject";

interface Range {
  least: number;
  most: number;
  unit: string;
}

/** [API] */
const RANGES: ReadonlyMap<string, Range> = new Map(
  Object.entries({
    timeout_h: { least: 0, most: 24, unit: "hours" },
    evaluation_delay: { least: 0, most: 86_400, unit: "seconds" },
    new_group_delay: { least: 0, most: Number.POSITIVE_INFINITY, unit: "seconds" },
    renotify_interval: { least: 0, most: Number.POSITIVE_INFINITY, unit: "minutes" },
    min_failure_duration: { least: 0, most: 7200, unit: "seconds" },
    min_location_failed: { least: 1, most: Number.POSITIVE_INFINITY, unit: "locations" },
  }),
);

/** [API] */
const CHOICES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    on_missing_data: ["default", "show_no_data", "show_and_notify_no_data", "resolve"],
    notification_preset_name: [
      "show_all",
      "hide_query",
      "hide_handles",
      "hide_all",
      "hide_query_and_handles",
      "show_only_snapshot",
      "hide_handles_and_footer",
    ],
  }),
);

const RENOTIFY_STATUSES = ["alert", "warn", "no data"];

/** [API]: one hour to three days. */
const RETENTION_SECONDS = { least: 3600, most: 72 * 3600 };

export const optionRange: Rule = {
  id: "option-range",
  ref: "P2",
  severity: "error",
  confidence: "certain",
  summary: "A priority or option is outside what the vendor takes.",
  needsQuery: false,
  check: (subject) => {
    const found = checkPriority(subject);
    for (const key in subject.options) {
      const value = subject.options[key];
      if (value === null || value === undefined) continue;
      const range = RANGES.get(key);
      if (range) found.push(...checkRange(key, value, range));
      const choices = CHOICES.get(key);
      if (choices) found.push(...checkChoice(`options.${key}`, value, choices));
    }
    found.push(...checkStatuses(subject), ...checkRetention(subject));
    return found.length === 0 ? NOTHING : found;
  },
};

function checkPriority({ input }: Subject): Finding[] {
  const { priority } = input;
  if (priority === undefined || priority === null || isOpaqueValue(priority)) return [];
  const number = asNumber(priority);
  if (number !== undefined && Number.isInteger(number) && number >= 1 && number <= 5) return [];
  const hint = "Write a whole number from 1 (highest) to 5, or leave it out.";
  // 0 is taken and means none [REC].
  return [
    {
      message: `\`priority\` is \`${String(priority)}\``,
      hint,
      severity: number === 0 ? "warning" : "error",
      path: "priority",
    },
  ];
}

function checkRange(key: string, value: unknown, { least, most, unit }: Range): Finding[] {
  const number = asNumber(value);
  if (number === undefined || (number >= least && number <= most)) return [];
  const range = most === Number.POSITIVE_INFINITY ? `${least} or more` : `${least} to ${most}`;
  return [{ message: `\`${key}\` is \`${String(value)}\``, hint: `Write ${range} ${unit}.`, path: `options.${key}` }];
}

function checkChoice(path: string, value: unknown, choices: readonly string[]): Finding[] {
  if (typeof value !== "string" || value === "" || choices.includes(value) || isOpaqueValue(value)) return [];
  const meant = nearest(value, choices);
  const name = path.slice(path.lastIndexOf(".") + 1);
  return [
    {
      message: `\`${name}\` is \`${value}\``,
      hint: meant ? `Did you mean \`${meant}\`?` : `Write one of ${choices.join(", ")}.`,
      path,
    },
  ];
}

function checkStatuses({ options }: Subject): Finding[] {
  const { renotify_statuses: statuses } = options;
  if (!Array.isArray(statuses)) return [];
  return statuses.flatMap((status) => checkChoice("options.renotify_statuses", status, RENOTIFY_STATUSES));
}

function checkRetention({ options }: Subject): Finding[] {
  const { group_retention_duration: value } = options;
  if (typeof value !== "string" || value === "" || isOpaqueValue(value)) return [];
  const seconds = secondsOf(value);
  if (seconds !== undefined && seconds >= RETENTION_SECONDS.least && seconds <= RETENTION_SECONDS.most) return [];
  return [
    {
      message: `\`group_retention_duration\` is \`${value}\``,
      hint: "Write `60m` to `72h`.",
      path: "options.group_retention_duration",
    },
  ];
}
