/** The registry of kinds and lookups: every name of kind-names.ts has one entry (a test holds it). */

import { DATADOG_KINDS } from "./datadog/index";
import type { Kind, Lookup } from "./kind";
import type { KindName } from "./kind-names";
import { PAGERDUTY_KINDS, PAGERDUTY_LOOKUPS } from "./pagerduty/index";
import { SENTRY_KINDS, SENTRY_LOOKUPS } from "./sentry/index";

const ALL: readonly Kind[] = [...DATADOG_KINDS, ...PAGERDUTY_KINDS, ...SENTRY_KINDS];

/** Every kind by its name. */
export const KINDS = Object.fromEntries(ALL.map((kind) => [kind.name, kind])) as Record<KindName, Kind>;

/** The data sources the sandbox's adapters answer. */
export const LOOKUPS: readonly Lookup[] = [...PAGERDUTY_LOOKUPS, ...SENTRY_LOOKUPS];
