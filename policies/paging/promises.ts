/** What a priority promises: an answer within so many minutes. The catalog's severities say it; where there is none, parameters do. */

import type { Stack } from "../stack";
import type { Alert } from "./alerts";

export interface Promised {
  /** `\`critical\` promises an answer within \`5min\``. */
  words: string;
  minutes: number;
}

/** The strictest promise of some alerts; undefined where none of them promises anything. */
export function strictest(stack: Stack, alerts: readonly Alert[], otherwise: readonly number[]): Promised | undefined {
  const promised = alerts.flatMap(({ priority }) =>
    typeof priority === "number" ? (promiseOf(stack, priority, otherwise) ?? []) : [],
  );
  return promised.reduce<Promised | undefined>(
    (best, one) => (best && best.minutes <= one.minutes ? best : one),
    undefined,
  );
}

function promiseOf({ catalog }: Stack, priority: number, otherwise: readonly number[]): Promised | undefined {
  const severities = (catalog?.severities ?? []).filter((one) => one.priority === priority && one.page);
  const severity = severities.toSorted((a, b) => a.respondWithin.seconds - b.respondWithin.seconds)[0];
  if (severity)
    return {
      words: `\`${severity.key}\` promises an answer within \`${severity.respondWithin.text}\``,
      minutes: severity.respondWithin.seconds / 60,
    };
  const minutes = catalog ? undefined : otherwise[priority - 1];
  return minutes === undefined
    ? undefined
    : { words: `priority ${priority} is to be answered within ${minutes} minutes`, minutes };
}
