/**
 * An objective explained by its numbers: the budget, and of each alert how fast it finds which share of failures and what is
 * used up by then. The arithmetic is burn-rate.ts's; here it is only asked and shown.
 */

import { wrap } from "../diagnostics/index";
import type { NotifiedState } from "../query/index";
import {
  budgetOf,
  detection,
  ending,
  failuresAllowed,
  greatestRate,
  leastFound,
  type Promised,
  rateOfOne,
  spentBy,
  windowLength,
} from "./burn-rate";
import { find, toldBy } from "./explain";
import type { ObjectiveEntry, ResolvedEnvironment, ServiceEntry } from "./resolved";
import type { Spec } from "./spec";

interface Found {
  /** Share that fails, 0 to 1. */
  failing: number;
  /** From the first failure; null when this alert never finds it. */
  seconds: number | null;
  /** Percent of the budget that is used by then. */
  spent: number | null;
}

export interface SloAlert {
  name: string;
  severity: string;
  rate: number;
  over: string;
  short: string;
  /** Percent of the budget that the rate uses over the long window. */
  spends: number;
  /** At total outage, at ten times what is allowed, and at the rate itself. */
  found: { outage: Found; tenfold: Found; threshold: Found };
  /** Seconds until it ends after a lasting total outage. */
  endsAfter: number;
  /** Rate that a single failure makes, where traffic is stated; that a single bad slice makes, of slices. */
  ofOne?: number;
  tells: Partial<Record<NotifiedState, string[]>>;
}

export interface SloExplanation {
  version: 1;
  kind: "slo";
  name: string;
  env: string;
  title: string;
  service: string;
  type: ObjectiveEntry["type"];
  target: number;
  warning?: number;
  window: string;
  /** `share` of what is counted may fail, in percent; as time of total outage, and in requests or slices where they are known. */
  budget: {
    share: number;
    seconds: number;
    requests?: { allowed: number; of: number };
    slices?: { allowed: number; of: number };
  };
  /** What time without data counts as; of `monitors` each signal's `noData` says it. */
  missing: "kept" | "broken" | "uncounted" | "signals";
  greatestRate: number;
  alerts: SloAlert[];
  budgets: { name: string; severity: string; used: number; seconds: number; tells: SloAlert["tells"] }[];
  leftOut: { name: string; rate: number }[];
}

/** Explains an objective by name (`truststream-api-availability`), by `<service>/<key>`, or by key where one service has it. */
export function explainSlo(
  env: ResolvedEnvironment,
  name: string,
  specs: readonly Spec[],
): { explanation: SloExplanation } | { problem: string; hint: string } {
  const found = find(env, "objective", name, "slo");
  return "problem" in found ? found : { explanation: explained(env, found.service, found.entry, specs) };
}

function explained(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  objective: ObjectiveEntry,
  specs: readonly Spec[],
): SloExplanation {
  const { target, window, warning } = objective;
  const promised = promisedBy(objective);
  const share = budgetOf(target);
  const length = windowLength(window);
  const told = (key: string): SloAlert["tells"] => {
    const spec = specs.find((one) => one.kind === "datadog/monitor" && one.key === key && one.env === env.name);
    return spec ? toldBy(spec) : {};
  };
  const { perSecond } = objective;
  const { slice } = promised;
  return {
    version: 1,
    kind: "slo",
    name: objective.name,
    env: env.name,
    title: objective.title,
    service: service.key,
    type: objective.type,
    target,
    ...(warning !== undefined && { warning }),
    window,
    budget: {
      share: round(share * 100, 6),
      seconds: round(share * length, 3),
      ...(perSecond !== undefined && {
        requests: { allowed: failuresAllowed(perSecond, promised), of: Math.round(perSecond * length) },
      }),
      ...(slice !== undefined && { slices: { allowed: round((share * length) / slice, 3), of: length / slice } }),
    },
    missing: missingOf(objective),
    greatestRate: greatestRate(target),
    alerts: Object.entries(objective.burnRates).map(([name, alert]) => {
      const burn = { rate: alert.rate, long: alert.over.seconds, short: alert.short.seconds };
      const found = (failing: number): Found => {
        const seconds = failing > 1 ? undefined : detection(burn, promised, failing);
        return {
          failing: round(failing, 9),
          seconds: seconds ?? null,
          spent: seconds === undefined ? null : round(spentBy(seconds, promised, failing), 4),
        };
      };
      const one =
        slice === undefined
          ? perSecond && rateOfOne(perSecond, promised, burn.long)
          : rateOfOne(1 / slice, promised, burn.long);
      return {
        name,
        severity: alert.severity,
        rate: alert.rate,
        over: alert.over.text,
        short: alert.short.text,
        spends: alert.spends,
        found: { outage: found(1), tenfold: found(share * 10), threshold: found(leastFound(burn, promised)) },
        endsAfter: ending(burn, promised, 1),
        ...(one !== undefined && { ofOne: round(one, 3) }),
        tells: told(`${objective.name}-burn-rate-${name}`),
      };
    }),
    budgets: Object.entries(objective.budgets)
      .filter(([, { enabled }]) => enabled)
      .map(([name, { severity, used }]) => ({
        name,
        severity,
        used,
        seconds: round((share * length * used) / 100, 3),
        tells: told(`${objective.name}-budget-${name}`),
      })),
    leftOut: objective.leftOut,
  };
}

function missingOf(objective: ObjectiveEntry): SloExplanation["missing"] {
  switch (objective.type) {
    case "ratio":
      return "uncounted";
    case "monitors":
      return "signals";
    case "time-slice":
      return objective.missing;
  }
}

function promisedBy(objective: ObjectiveEntry): Promised {
  const { target, window } = objective;
  return objective.type === "time-slice"
    ? { target, window, slice: objective.slice === "1min" ? 60 : 300 }
    : { target, window };
}

function round(value: number, places: number): number {
  return Number(value.toFixed(places));
}

const COUNTED = { ratio: "events", monitors: "the time", "time-slice": "the slices of time" } as const;

const MISSING = {
  kept: "a slice without data counts as kept: an outage that sends nothing costs nothing",
  broken: "a slice without data counts as broken",
  uncounted: "time without events counts for nothing: an outage that lets nobody in costs nothing",
  signals: "counts as lost or kept by each signal's `noData`",
} as const satisfies Record<SloExplanation["missing"], string>;

/** The numbers as text for people. */
export function sloText(slo: SloExplanation): string {
  const { budget } = slo;
  const { requests, slices } = budget;
  const known = [
    `${time(budget.seconds)} of total outage`,
    ...(requests ? [`${number(requests.allowed)} of ${number(requests.of)} requests`] : []),
    ...(slices ? [`${number(slices.allowed)} of ${number(slices.of)} slices`] : []),
  ];
  return [
    `slo ${slo.name} in ${slo.env}: ${slo.title}`,
    "",
    `  promised  ${slo.target}% of ${COUNTED[slo.type]} in ${slo.window}${slo.warning === undefined ? "" : `, at risk below ${slo.warning}%`}`,
    `  budget    ${budget.share}%: ${known.join(", ")}`,
    `  no data   ${MISSING[slo.missing]}`,
    "",
    ...(slo.alerts.length === 0
      ? ["  No alert follows how fast the budget is used: write `alerts: standard`."]
      : [...columns(alertRows(slo)), "", ...notes(slo)]),
    ...slo.budgets.flatMap(({ name, used, severity, seconds }) =>
      wrap(
        `${name}: ${used}% of the budget used up (${severity}), after ${time(seconds)} of total outage in all.`,
        "  ",
      ),
    ),
    "",
    ...toldOf(slo),
    "",
  ].join("\n");
}

function alertRows({ alerts, target }: SloExplanation): string[][] {
  const tenfold = round((100 - target) * 10, 4);
  const head = ["alert", "rate", "looks back", "uses", "found: 100% fails", "10 x", "at the rate", "ends"];
  const cell = ({ seconds, spent }: Found) =>
    seconds === null ? "never" : `${time(seconds)}, ${round(spent ?? 0, 2)}%`;
  const rows = [
    head.map((title) => (title === "10 x" && tenfold < 100 ? `${tenfold}% fails` : title)),
    ...alerts.map((alert) => [
      alert.name,
      String(alert.rate),
      `${alert.over}, ${alert.short}`,
      `${round(alert.spends, 2)}%`,
      cell(alert.found.outage),
      cell(alert.found.tenfold),
      `${cell(alert.found.threshold)} (${round(alert.found.threshold.failing * 100, 3)}%)`,
      time(alert.endsAfter),
    ]),
  ];
  // Where ten times the budget is everything, or more than there is, total outage says it already.
  return tenfold < 100 ? rows : rows.map((row) => row.filter((_, column) => head[column] !== "10 x"));
}

function notes({ alerts, leftOut, greatestRate: most, type, target }: SloExplanation): string[] {
  const single = alerts.filter(({ ofOne, rate }) => ofOne !== undefined && ofOne > rate);
  const what = type === "time-slice" ? "slice" : "failure";
  return [
    "found: how long it must last from the first failure on, and the share of the budget used by then, when nothing failed before and traffic is even. The time until the data is there and Datadog looks at it comes on top.",
    ...(type === "monitors"
      ? ["Time counts as lost from when a signal alerts: its own window comes on top, too."]
      : []),
    ...(single.length > 0 ? [`A single bad ${what} is enough for ${single.map(({ name }) => name).join(", ")}.`] : []),
    ...leftOut.map(
      ({ name, rate }) =>
        `${name} is left out: with a target of ${target}% nothing burns faster than ${round(most, 2)}, and it needs ${rate}.`,
    ),
  ].flatMap((text) => wrap(text, "  "));
}

function toldOf({ alerts, budgets }: SloExplanation): string[] {
  return [...alerts, ...budgets].flatMap(({ name, severity, tells }) => {
    const handles = tells.alert ?? [];
    return wrap(`${name} (${severity}) tells ${handles.length === 0 ? "nobody" : handles.join(" ")}`, "  ");
  });
}

function columns(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}

/** `52s`, `4min 56s`, `1h`, `3h 36min`, `1d 6h`: the two largest units. */
function time(seconds: number): string {
  if (seconds < 60) return `${round(seconds, seconds < 10 ? 1 : 0)}s`;
  const units = [
    ["d", 86_400],
    ["h", 3600],
    ["min", 60],
    ["s", 1],
  ] as const;
  const first = units.findIndex(([, size]) => seconds >= size);
  const [small] = units.slice(first + 1);
  let left = Math.round(seconds / (small?.[1] ?? 1)) * (small?.[1] ?? 1);
  return units
    .slice(first, first + 2)
    .flatMap(([unit, size]) => {
      const whole = Math.floor(left / size);
      left -= whole * size;
      return whole === 0 ? [] : [`${whole}${unit}`];
    })
    .join(" ");
}

function number(value: number): string {
  return new Intl.NumberFormat("en", { maximumFractionDigits: 2 }).format(value);
}
