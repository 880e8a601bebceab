/** What wakes somebody without a pager: webhooks of which the catalog says so. Nobody can see from here whether they do. */

import type { Source } from "../../model/index";
import type { NotifiedState } from "../../query/index";
import type { Stack } from "../stack";
import { UNKNOWN } from "../values";
import type { Alert } from "./alerts";

/** Their handles, with where the catalog says it. */
export function wakingWebhooks({ catalog }: Stack): ReadonlyMap<string, Source> {
  const waking = (catalog?.webhooks ?? []).filter(({ wakes }) => wakes);
  return new Map(waking.map(({ key, source }) => [`@webhook-${key}`, source]));
}

const STATES: readonly NotifiedState[] = ["alert", "warning", "recovery", "noData", "renotify"];

/** Those that an alert tells, in whatever state. */
export function wakingHandlesOf(alert: Alert, webhooks: ReadonlyMap<string, Source>): string[] {
  if (webhooks.size === 0) return [];
  const told = alert.told();
  if (told === UNKNOWN) return [];
  const handles = STATES.flatMap((state) => told[state].map(({ handle }) => handle));
  return [...new Set(handles)].filter((handle) => webhooks.has(handle));
}
