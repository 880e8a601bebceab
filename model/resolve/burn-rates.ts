/**
 * Alerts on how fast a budget is used: their numbers worked out from target and window, and refused where they cannot work. What
 * Datadog takes is refused in its words before it does.
 */

import type { z } from "zod";
import {
  failuresAllowed,
  greatestRate,
  leastFound,
  rateOfOne,
  rateThatSpends,
  STANDARD,
  STANDARD_NAMES,
  type StandardName,
  shortWindow,
  spentAt,
} from "../burn-rate";
import { nodeAt, placeOf } from "../load/tree";
import { convert, type Duration, parseDuration } from "../quantity";
import type { BurnRateEntry, Layer } from "../resolved";
import type { Objective } from "../schema/index";
import { type Context, complain, type Part, wholeMinutes } from "./context";
import { unitNamed } from "./parts";

type Body = z.output<typeof Objective>;
type Written = Body["burnRates"][string];

/** Fewer failures than this in the whole window come by chance: no speed can be told of them. */
const LEAST_FAILURES = 10;

/** Stated requests, each second. */
export function traffic(body: Extract<Body, { type: "ratio" }>, part: Part, context: Context): number | undefined {
  const { requests, target, window } = body;
  if (!requests) return undefined;
  const value = convert(requests, unitNamed("request/second"));
  if (!value.ok) {
    complain(context, part, ["requests"], value.problem);
    return undefined;
  }
  if (value.value <= 0) {
    complain(context, part, ["requests"], {
      code: "out-of-range",
      message: `\`${requests.text}\` is no traffic: there is nothing to promise a share of`,
      hint: "Write what comes in the quiet hours, e.g. `50/min`, or leave it out.",
    });
    return undefined;
  }
  const allowed = failuresAllowed(value.value, { target, window });
  if (allowed < LEAST_FAILURES) {
    complain(context, part, ["requests"], {
      code: "too-few-requests",
      message: `at \`${requests.text}\` a target of \`${target}%\` allows ${shown(allowed)} failures in ${window}: chance alone decides`,
      hint: `Promise less or count more: at least ${LEAST_FAILURES} failures must be allowed, here a target of at most \`${shown(100 - ((100 - target) * LEAST_FAILURES) / allowed, 3)}%\`.`,
    });
    return undefined;
  }
  return value.value;
}

/** Alerts on a budget of which nothing is used. */
export function checkBudgets({ budgets }: Body, part: Part, context: Context): void {
  for (const [name, { used }] of Object.entries(budgets))
    if (used <= 0)
      complain(context, part, ["budgets", name, "used"], {
        code: "out-of-range",
        message: `\`${used}%\` is no part of a budget that could be used up`,
        hint: "Write more than `0%` and at most `100%`, e.g. `80%`.",
      });
}

/** The alerts of an objective; those of `alerts: standard` that its target makes impossible are left out, and named. */
export function burnRatesOf(
  body: Body,
  perSecond: number | undefined,
  part: Part,
  context: Context,
): { burnRates: Record<string, BurnRateEntry>; leftOut: { name: string; rate: number }[] } {
  const names = [...new Set([...(body.alerts === "standard" ? STANDARD_NAMES : []), ...Object.keys(body.burnRates)])];
  const leftOut: { name: string; rate: number }[] = [];
  const burnRates: Record<string, BurnRateEntry> = {};
  for (const name of names) {
    const written = body.burnRates[name];
    if (written?.enabled === false) continue;
    const alert = numbers(name, written, body, part, context);
    if (!alert) continue;
    const own = written && (written.rate ?? written.spends ?? written.over) !== undefined;
    if (!own && body.alerts === "standard" && alert.rate > greatestRate(body.target)) {
      leftOut.push({ name, rate: alert.rate });
      continue;
    }
    checkRate(name, alert, written, body, part, context);
    checkWindows(name, alert, written?.short, body, part, context);
    if (perSecond !== undefined) checkTraffic(name, alert, perSecond, body, part, context);
    if (body.type === "time-slice") checkSlices(name, alert, body, part, context);
    burnRates[name] = alert;
  }
  if (leftOut.length > 0 && Object.keys(burnRates).length === 0)
    complain(context, part, ["alerts"], {
      code: "out-of-range",
      message: `none of the usual alerts can fire with a target of \`${body.target}%\`: nothing burns faster than ${shown(greatestRate(body.target))}`,
      hint: "Promise more, or write the alerts under `burnRates` with a rate of your own.",
    });
  else for (const one of leftOut) tellLeftOut(one, body, part, context);
  return { burnRates, leftOut };
}

/** An alert that was asked for by its usual name and does not come is said, and is no mistake. */
function tellLeftOut(
  { name, rate }: { name: string; rate: number },
  { target }: Body,
  part: Part,
  context: Context,
): void {
  context.diagnostics.push({
    code: "left-out",
    severity: "info",
    message: `of the usual alerts \`${name}\` is left out: with a target of \`${target}%\` nothing burns faster than ${shown(greatestRate(target))}, and it needs ${shown(rate)}`,
    hint: `Give it a rate that can come, \`burnRates: {${name}: {severity: …, rate: …, over: …}}\`, promise more, or write \`${name}: {enabled: false}\`.`,
    ...placeOf(part.node, ["alerts"], part.place),
    path: [...part.path, "alerts"].map(String).join("."),
  });
}

const EXAMPLES = { severity: "severity: high", spends: "spends: 2%", over: "over: 1h" } as const;

function numbers(
  name: string,
  written: Written | undefined,
  body: Body,
  part: Part,
  context: Context,
): BurnRateEntry | undefined {
  const { window } = body;
  const usual = isStandard(name) ? STANDARD[window][name] : undefined;
  const severity = written?.severity ?? (body.alerts === "standard" ? severityOf(name, context) : undefined);
  const over = written?.over ?? (usual && lasting(usual.long));
  const given = written && chosen(name, written, part, context);
  const share = given === undefined ? usual?.spends : given.spends;
  const missing = [
    ...(severity === undefined ? (["severity"] as const) : []),
    ...(share === undefined && given?.rate === undefined ? (["spends"] as const) : []),
    ...(over === undefined ? (["over"] as const) : []),
  ];
  // Without the file that has the severities none of the usual ones is known.
  const unknown = severity === undefined && body.alerts === "standard" && !context.whole;
  if (missing.length > 0 && !unknown)
    complain(context, part, ["burnRates", name], {
      code: "missing-key",
      message: `${listed(missing.map((key) => `\`${key}\``))} ${missing.length === 1 ? "is" : "are"} missing`,
      hint: `Write e.g. \`{ ${missing.map((key) => EXAMPLES[key]).join(", ")} }\`.`,
    });
  if (severity === undefined || over === undefined || (share === undefined && given?.rate === undefined))
    return undefined;
  const rate = given?.rate ?? rateThatSpends(share ?? 0, window, over.seconds);
  return {
    severity,
    rate,
    spends: share ?? spentAt(rate, window, over.seconds),
    over,
    short: written?.short ?? lasting(shortWindow(over.seconds)),
    enabled: true,
    summary: written?.summary,
  };
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

function isStandard(name: string): name is StandardName {
  return (STANDARD_NAMES as readonly string[]).includes(name);
}

/** The most urgent severity for what is fast, the next for what is steady, the third for what is slow. */
function severityOf(name: string, { priorities }: Context): string | undefined {
  const urgent = [...priorities].sort(([, a], [, b]) => a - b).map(([key]) => key);
  const at = (STANDARD_NAMES as readonly string[]).indexOf(name);
  return at < 0 ? undefined : (urgent[at] ?? urgent.at(-1));
}

function lasting(seconds: number): Duration {
  const read = parseDuration(seconds % 3600 === 0 ? `${seconds / 3600}h` : `${seconds / 60}min`);
  if (!read.ok) throw new Error(read.problem.message);
  return read.value;
}

/** Lowest first: what a higher layer says replaces what a lower one says in the other form. */
const LAYERS: readonly Layer[] = ["default", "organisation", "system", "pack", "service", "environment"];

/** `rate` or `spends`, whichever was said last; undefined when neither was. */
function chosen(
  name: string,
  { rate, spends }: Written,
  part: Part,
  context: Context,
): { rate?: number; spends?: number } | undefined {
  if (rate === undefined) return spends === undefined ? undefined : { spends };
  if (spends === undefined) return { rate };
  const layer = (key: string): number => {
    const node = nodeAt(part.node, ["burnRates", name, key]);
    return LAYERS.indexOf(node?.layer ?? "service") * 2 + (node?.tier === undefined ? 0 : 1);
  };
  const [ofRate, ofSpends] = [layer("rate"), layer("spends")];
  if (ofRate !== ofSpends) return ofRate > ofSpends ? { rate } : { spends };
  complain(context, part, ["burnRates", name, "spends"], {
    code: "conflicting-keys",
    message: "`rate` and `spends` are both given",
    hint: "Give one of `rate` and `spends`: the other follows from it.",
  });
  return { rate };
}

/** Datadog refuses a rate that the target makes impossible: all events bad is 1 / (1 - target). */
function checkRate(
  name: string,
  alert: BurnRateEntry,
  written: Written | undefined,
  { target, window }: Body,
  part: Part,
  context: Context,
): void {
  const { rate, spends, over } = alert;
  const most = greatestRate(target);
  const stated = written?.rate !== undefined && written.spends === undefined;
  const path = ["burnRates", name, stated ? "rate" : "spends"];
  const what = stated
    ? `a rate of ${shown(rate)}`
    : `\`${shown(spends)}%\` of ${window} in \`${over.text}\`, a rate of ${shown(rate)},`;
  if (rate > most + 1e-9)
    complain(context, part, path, {
      code: "out-of-range",
      message: `${what} cannot happen with a target of \`${target}%\``,
      hint: stated
        ? `If everything failed it would be ${shown(most)}: use less.`
        : `If everything failed it would be a rate of ${shown(most)}, which spends \`${shown(spentAt(most, window, over.seconds))}%\`: use less, or look back longer.`,
    });
  if (rate <= 1)
    complain(context, part, path, {
      code: "out-of-range",
      message: `${what} is no danger: at a rate of 1 the budget just lasts for ${window}`,
      hint: stated
        ? "Use more than 1. What is used up in all is an alert under `budgets`."
        : `Use more than \`${shown(spentAt(1, window, over.seconds))}%\`. What is used up in all is an alert under \`budgets\`.`,
    });
}

function checkWindows(
  name: string,
  { over, short: used }: BurnRateEntry,
  short: Duration | undefined,
  body: Body,
  part: Part,
  context: Context,
): void {
  wholeMinutes(context, part, { over, short }, ["burnRates", name]);
  if (over.seconds < 3600 || over.seconds > 48 * 3600)
    complain(context, part, ["burnRates", name, "over"], {
      code: "out-of-range",
      message: `\`${over.text}\` is not between 1 and 48 hours, which a burn rate looks back`,
      hint: "Write e.g. `1h`, `6h` or `24h`.",
    });
  if (short && short.seconds >= over.seconds)
    complain(context, part, ["burnRates", name, "short"], {
      code: "short-window",
      message: `the short window \`${short.text}\` is not shorter than the long one, \`${over.text}\``,
      hint: "Leave `short` out: it is a twelfth of `over`.",
    });
  if (body.type === "time-slice" && body.slice === "5min" && used.seconds < 300)
    complain(context, part, ["burnRates", name, "short"], {
      code: "short-window",
      message: `the short window \`${used.text}\` is shorter than a slice, \`${body.slice}\``,
      hint: "Use at least `5min`, or `slice: 1min`.",
    });
}

/** An alert that one failure sets off tells nothing of a speed. */
function checkTraffic(
  name: string,
  { rate, over }: BurnRateEntry,
  perSecond: number,
  { target, ...body }: Body,
  part: Part,
  context: Context,
): void {
  const single = rateOfOne(perSecond, { target }, over.seconds);
  if (single <= rate) return;
  const text = "requests" in body ? (body.requests?.text ?? "") : "";
  const most = 100 - 100 / (perSecond * over.seconds * rate);
  complain(context, part, ["burnRates", name], {
    code: "too-few-requests",
    message: `at \`${text}\` a single failure within \`${over.text}\` is a rate of ${shown(single)}: the alert at ${shown(rate)} would tell of every one`,
    hint: `Look back longer with the same rate${most > 0 ? `, promise at most \`${shown(most, 2)}%\`` : ""}, or alert on a count of failures instead.`,
  });
}

/** Of slices, one bad one may be as much: Datadog takes that, and whoever is told should know. */
function checkSlices(
  name: string,
  { rate, over, short: used }: BurnRateEntry,
  { target, window, slice }: Extract<Body, { type: "time-slice" }>,
  part: Part,
  context: Context,
): void {
  const seconds = slice === "1min" ? 60 : 300;
  const found = leastFound({ rate, long: over.seconds, short: used.seconds }, { target, window, slice: seconds });
  const most = greatestRate(target);
  if (rate > most || found * over.seconds > seconds * 1.5) return;
  const single = rateOfOne(1 / seconds, { target }, over.seconds);
  const share = spentAt(single, window, over.seconds);
  const possible = spentAt(most, window, over.seconds);
  context.diagnostics.push({
    code: "too-few-requests",
    severity: "warning",
    message: `one bad slice of \`${slice}\` within \`${over.text}\` is a rate of ${shown(single)}: the alert at ${shown(rate)} tells of every one`,
    hint: `For two of them write \`spends\` with more than \`${shown(share)}%\`${possible <= share ? " and look back longer" : ""}${slice === "5min" ? ", or use `slice: 1min`" : ""}.`,
    ...placeOf(part.node, ["burnRates", name], part.place),
    path: [...part.path, "burnRates", name].map(String).join("."),
  });
}

/** At most so many decimals, without zeros at the end. */
function shown(value: number, decimals = 2): string {
  const rounded = Math.floor(value * 10 ** decimals + 1e-6) / 10 ** decimals;
  return rounded === 0 && value > 0 ? value.toPrecision(2) : String(rounded);
}
