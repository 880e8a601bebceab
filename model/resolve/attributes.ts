/**
 * The numbers that Datadog itself keeps of sessions and spans, and what they are measured in. Attributes of the user's own making are
 * not here: of them nothing is known.
 */

import { nearest } from "../quantity";
import { type MetricUnit, metricUnit } from "../units";

const SESSION_UNITS: Readonly<Record<string, readonly string[]>> = {
  nanosecond: [
    "@duration",
    "@action.loading_time",
    "@long_task.blocking_duration",
    "@long_task.duration",
    "@session.time_spent",
    "@vital.duration",
    ...["resource.", "resource.connect.", "resource.dns.", "resource.download.", "resource.first_byte."].map(
      (part) => `@${part}duration`,
    ),
    ...["resource.redirect.", "resource.ssl.", "resource.worker."].map((part) => `@${part}duration`),
    ...[
      "cumulative_layout_shift_time",
      "dom_complete",
      "dom_content_loaded",
      "dom_interactive",
      "first_byte",
      "first_contentful_paint",
      "first_input_delay",
      "first_input_time",
      "interaction_to_next_paint",
      "interaction_to_next_paint_time",
      "interaction_to_next_view_time",
      "largest_contentful_paint",
      "load_event",
      "loading_time",
      "network_settled_time",
      "time_spent",
    ].map((name) => `@view.${name}`),
  ],
  byte: [
    "@resource.decoded_body_size",
    "@resource.encoded_body_size",
    "@resource.size",
    "@resource.transfer_size",
    "@view.memory_average",
    "@view.memory_max",
  ],
  none: ["@view.cumulative_layout_shift"],
  // Their `count`s: what they count is a unit the user names.
  count: [
    ...["action", "crash", "error", "frozen_frame", "frustration", "long_task", "resource"].map(
      (name) => `@view.${name}.count`,
    ),
    ...["action", "crash", "error", "frustration", "long_task", "resource", "view"].map(
      (name) => `@session.${name}.count`,
    ),
    ...["crash", "error", "frustration", "long_task", "resource"].map((name) => `@action.${name}.count`),
  ],
};

/** Datadog's as well, and measured in something that differs. */
const OTHERS = [
  "@resource.status_code",
  "@view.cpu_ticks_count",
  "@view.cpu_ticks_per_second",
  "@view.refresh_rate_average",
  "@view.refresh_rate_min",
];

const SESSIONS: ReadonlyMap<string, string> = new Map(
  Object.entries(SESSION_UNITS).flatMap(([unit, names]) => names.map((name) => [name, unit] as const)),
);
const SPANS: ReadonlyMap<string, string> = new Map([["@duration", "nanosecond"]]);
const NAMES = [...SESSIONS.keys(), ...OTHERS];

/** Logs may carry a `@duration` of their own making; sessions and spans do not. */
const KEPT: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  rum: SESSIONS,
  spans: SPANS,
  "trace-analytics": SPANS,
};

/** The unit of an attribute of a search, `rum` and `@view.loading_time`; undefined where it is not certain. */
export function unitOfAttribute(source: string, attribute: string): MetricUnit | undefined {
  const unit = Object.hasOwn(KEPT, source) ? KEPT[source]?.get(attribute) : undefined;
  return unit === undefined ? undefined : metricUnit(unit);
}

/** Where only Datadog's own names stand; what users add is below `@context` and the like. */
const RESERVED = /^@(action|long_task|resource|session|view)\./;

/** Where users' own names stand below Datadog's. */
const OWN = /^@view\.(custom_timings|performance)\./;

/** The attribute of sessions that a misspelt one was probably meant to be. */
export function attributeMeant(source: string, attribute: string): string | undefined {
  if (source !== "rum" || NAMES.includes(attribute)) return undefined;
  if (RESERVED.test(attribute)) return OWN.test(attribute) ? undefined : nearest(attribute, NAMES, 3);
  // Without the sign, or in another spelling altogether.
  return NAMES.find((name) => name.toLowerCase() === `@${attribute.replace(/^@/, "").toLowerCase()}`);
}
