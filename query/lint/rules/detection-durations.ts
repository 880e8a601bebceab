/** D2: lengths of time that a detection rule cannot have. */

import { secondsText } from "../facts/time";
import { asNumber, asRecord } from "../input";
import type { Finding, Rule } from "../rule";

/** Seconds. [V2] */
const LENGTHS: readonly number[] = [0, 60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];
const FIELDS = ["evaluationWindow", "keepAlive", "maxSignalDuration"] as const;

export const detectionDurations: Rule = {
  id: "detection-durations",
  ref: "D2",
  severity: "error",
  confidence: "certain",
  summary:
    "The window or the life of a detection rule's signals is no length the vendor takes, or they contradict one another.",
  needsQuery: false,
  checkDetection: ({ options }) => {
    const given = asRecord(options);
    const found: Finding[] = [];
    for (const field of FIELDS) {
      const seconds = asNumber(given[field]);
      if (seconds === undefined || LENGTHS.includes(seconds)) continue;
      const near = LENGTHS.reduce((a, b) => (Math.abs(b - seconds) < Math.abs(a - seconds) ? b : a));
      found.push({
        message: `\`${field}\` is \`${seconds}\` seconds, which the vendor does not take`,
        hint: `Write \`${near}\` (${secondsText(near)}), or another of ${LENGTHS.join(", ")}.`,
        path: `options.${field}`,
      });
    }
    const [window, quiet, most] = FIELDS.map((field) => asNumber(given[field]));
    if (quiet !== undefined && most !== undefined && most < quiet) {
      found.push({
        message: `\`maxSignalDuration\` (\`${most}\`) is shorter than \`keepAlive\` (\`${quiet}\`)`,
        hint: `Write \`${quiet}\` or more.`,
        path: "options.maxSignalDuration",
      });
    }
    if (window !== undefined && quiet !== undefined && window > quiet) {
      found.push({
        message: `\`evaluationWindow\` (\`${window}\`) is longer than \`keepAlive\` (\`${quiet}\`): a signal closes while its events still count`,
        hint: `Write a \`keepAlive\` of \`${window}\` or more.`,
        severity: "warning",
        path: "options.keepAlive",
      });
    }
    return found;
  },
};
