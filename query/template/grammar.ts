/** What the message language knows: conditionals, functions, handles. Facts of the vendor's documentation, once. */

import type { HandleKind } from "./tree";

interface Helper {
  /** Fewest and most arguments. */
  arity: readonly [number, number];
}

/**
 * Conditional blocks. Arguments of `is_match` and `is_exact_match`: a key, then the values, any of which may match. The last four are
 * those of Handlebars, documented for synthetic tests and detection rules.
 */
export const CONDITIONALS: ReadonlyMap<string, Helper> = new Map<string, Helper>([
  ["is_alert", { arity: [0, 0] }],
  ["is_warning", { arity: [0, 0] }],
  ["is_no_data", { arity: [0, 0] }],
  ["is_recovery", { arity: [0, 0] }],
  ["is_alert_recovery", { arity: [0, 0] }],
  ["is_warning_recovery", { arity: [0, 0] }],
  ["is_no_data_recovery", { arity: [0, 0] }],
  ["is_alert_to_warning", { arity: [0, 0] }],
  ["is_unknown", { arity: [0, 0] }],
  ["is_renotify", { arity: [0, 0] }],
  ["is_priority", { arity: [1, 5] }],
  ["is_match", { arity: [2, 100] }],
  ["is_exact_match", { arity: [2, 100] }],
  ["if", { arity: [1, 1] }],
  ["unless", { arity: [1, 1] }],
  ["each", { arity: [1, 5] }],
  ["with", { arity: [1, 5] }],
]);

/** Inside them names stand for parts of their argument. */
export const RELATIVE: ReadonlySet<string> = new Set(["each", "with"]);

/** Helpers that stand for a text: `{{local_time 'last_triggered_at' 'Europe/Paris'}}`. `eval` is read apart. */
export const CALLS: ReadonlyMap<string, Helper> = new Map<string, Helper>([
  ["local_time", { arity: [2, 2] }],
  ["urlencode", { arity: [1, 1] }],
  ["override_priority", { arity: [1, 1] }],
]);

/** Functions inside `{{eval "…"}}`; others are not known to exist. */
export const EVAL_FUNCTIONS: ReadonlySet<string> = new Set([
  "abs",
  "acos",
  "asin",
  "atan",
  "ceil",
  "cos",
  "dec",
  "exp",
  "float",
  "floor",
  "humanize_bits",
  "humanize_bytes",
  "int",
  "log10",
  "now",
  "round",
  "sgn",
  "sin",
  "tan",
  "to_bool",
  "trunc",
]);

/** Prefix of a handle, up to its first `-`. */
const HANDLE_PREFIXES: ReadonlyMap<string, HandleKind> = new Map<string, HandleKind>([
  ["case", "case"],
  ["eventbridge", "eventbridge"],
  ["hipchat", "hipchat"],
  ["incident", "incident"],
  ["jira", "jira"],
  ["oncall", "oncall"],
  ["opsgenie", "opsgenie"],
  ["pagerduty", "pagerduty"],
  ["servicenow", "servicenow"],
  ["slack", "slack"],
  ["sns", "sns"],
  ["team", "team"],
  ["teams", "teams"],
  ["victorops", "victorops"],
  ["webhook", "webhook"],
  ["workflow", "workflow"],
]);

/** What kind of receiver a handle names, from its text (without the leading `@`). */
export function handleKind(name: string): HandleKind {
  if (name === "all") return "all";
  // Without a service: the integration's default.
  if (name === "pagerduty" || name === "opsgenie") return name;
  const dash = name.indexOf("-");
  const prefix = dash > 0 ? HANDLE_PREFIXES.get(name.slice(0, dash).toLowerCase()) : undefined;
  return prefix ?? (name.includes("@") ? "email" : "other");
}
