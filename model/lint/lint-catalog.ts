/**
 * Every monitor and objective of every environment through the rules, every other query through its parser. Decides nothing
 * itself: rules find, waivers accept, the catalog's own lines are the places.
 */

import type { Diagnostic, Waived } from "../../diagnostics/index";
import {
  createMetrics,
  type Fix,
  type LintOptions,
  lint,
  lintDetections,
  lintObjectives,
  type MetricFacts,
  type MetricTable,
  RULES,
  type TextSpan,
} from "../../query/index";
import { nearest } from "../quantity";
import type { ResolvedEnvironment, SignalEntry } from "../resolved";
import { address, type Spec } from "../spec";
import { metricUnit } from "../units";
import { quietAlike } from "./alike";
import { droppedTags } from "./dropped-tags";
import { type CatalogFix, catalogFixes } from "./fix";
import { inCatalogWords } from "./hints";
import { type Locate, locateIn, partAt } from "./located";
import { type Maker, makersOf } from "./makers";
import { detectionInput, idsOf, monitorInput, objectiveInput } from "./monitor-input";
import { problemsOfTexts } from "./other-texts";
import { rawQueryFindings } from "./raw-query";
import { createWaivers, type Waivers } from "./waivers";

export interface CatalogLint {
  diagnostics: Diagnostic[];
  /** How often a rule could not decide, e.g. because nothing is known of a metric's unit. */
  notChecked: number;
  /** Metrics of which nothing is known, sorted. */
  unknownMetrics: string[];
  fixes: CatalogFix[];
  /** What somebody has accepted. */
  waived: Waived[];
}

/** Whether anybody is told is decided by the catalog's own check, which knows the environment's channels. */
const DECIDED: ReadonlySet<string> = new Set(["nobody-notified", "warning-not-routed"]);
const APPLIED = RULES.filter(({ id }) => !DECIDED.has(id));

/**
 * `metrics` are the user's own, `today` is what waivers are judged by, e.g. `2026-11-21`; `whole`: these are all environments, so
 * that a waiver that none of them needs is one too many.
 */
export function lintCatalog(
  environments: readonly ResolvedEnvironment[],
  specs: readonly Spec[],
  { metrics, today, whole }: { metrics?: MetricTable | undefined; today: string; whole: boolean },
): CatalogLint {
  const waivers = createWaivers(today);
  const known = createMetrics(metrics ? [metrics] : []);
  const unknown = new Set<string>();
  const each = environments.map((env) =>
    lintEnvironment(
      env,
      specs.filter((spec) => spec.env === env.name),
      waivers,
      {
        metric: (name) => {
          const fact = statedIn(env, name) ?? known.lookup(name);
          if (!fact) unknown.add(name);
          return fact;
        },
        neighbours: (name) => known.neighbours(name) ?? misspelt(env, name),
      },
    ),
  );
  return {
    diagnostics: [
      ...each.flatMap(({ diagnostics }) => diagnostics),
      ...droppedTags(environments, specs),
      ...waivers.problems(whole),
    ],
    notChecked: each.reduce((sum, { notChecked }) => sum + notChecked, 0),
    unknownMetrics: [...unknown].sort(),
    waived: waivers.used(),
    fixes: each.flatMap(({ fixes }) => fixes),
  };
}

/** The catalog's own metrics of a name space, where one of them is but a letter away. */
function misspelt({ metrics }: ResolvedEnvironment, name: string): string[] | undefined {
  const space = name.slice(0, name.indexOf(".") + 1);
  const own = metrics.map(({ key }) => key).filter((key) => key.startsWith(space));
  return own.includes(name) || nearest(name, own, 1) === undefined ? undefined : own;
}

/** What the catalog itself says of a metric wins over any table. */
function statedIn(env: ResolvedEnvironment, name: string): MetricFacts | undefined {
  const entry = env.metrics.find(({ key }) => key === name);
  if (!entry) return undefined;
  const [unit = entry.unit, perUnit] = (metricUnit(entry.unit)?.name ?? entry.unit).split("/");
  return {
    type: entry.type,
    ...(unit !== "none" && { unit }),
    ...(perUnit !== undefined && { perUnit }),
    source: entry.source.file,
  };
}

/** A finding, and of which input. */
interface Found {
  diagnostic: Diagnostic;
  fix: Fix | undefined;
  of: {
    input: object;
    locate: Locate;
    accepted: (finding: Diagnostic) => boolean;
    type: SignalEntry["type"] | undefined;
  };
}

function lintEnvironment(
  env: ResolvedEnvironment,
  specs: readonly Spec[],
  waivers: Waivers,
  known: LintOptions,
): Omit<CatalogLint, "unknownMetrics" | "waived"> {
  const makers = makersOf(env, specs);
  // Drawn from the series of monitors and rules, which are read themselves.
  const made = new Set<string>(
    env.services.flatMap(({ dashboards }) =>
      dashboards.flatMap((one) => (one.made ? [`datadog/dashboard/${one.name}`] : [])),
    ),
  );
  const ids = idsOf(specs);
  const inputsOf = <T extends object>(kind: Spec["kind"], read: (spec: Spec, maker?: Maker) => T) =>
    specs
      .filter((spec) => spec.kind === kind)
      .map((spec) => {
        const maker = makers.get(address(spec));
        const locate = locateIn(spec, maker);
        const accepted = maker ? waivers.of(maker, maker.waived, spec.key, env.name) : () => false;
        const input = read(spec, maker);
        const placed = { ...input, locate: (path: string, span?: TextSpan) => locate(path, partAt(input, path, span)) };
        return { key: spec.key, input: placed, locate, accepted, type: maker?.type };
      });
  // What a signal is called says what it is about; the name of its service, which may be "Payments" or "Memory", does not.
  const monitors = inputsOf("datadog/monitor", (spec, maker) => ({
    ...monitorInput(spec, ids),
    ...(maker?.title !== undefined && { name: maker.title }),
  }));
  const objectives = inputsOf("datadog/slo", (spec) => objectiveInput(spec, ids));
  const detections = inputsOf("datadog/security-rule", detectionInput);
  const accepted = new Map(monitors.map(({ input, accepted }) => [input.subject, accepted]));
  const targets = new Map(
    env.services.flatMap((service) =>
      service.objectives.map(({ name, target }) => [ids.get(`datadog/slo/${name}`), target] as const),
    ),
  );
  const options: LintOptions = { ...known, rules: APPLIED, objectiveTarget: (id) => targets.get(id) };
  const signals = new Map(
    env.services.flatMap((service) => service.monitors.map((entry) => [entry.name, { service, entry }] as const)),
  );
  const quiet = quietAlike(
    monitors.map(({ input, key }) => ({ input, signal: signals.get(key) })),
    options,
  );
  const linted = lint(
    monitors.map(({ input }) => input),
    { ...options, known: quiet.monitors },
  );
  const found = [
    ...linted.findings.flatMap(({ diagnostic, monitor, fix }) => foundIn(monitors[monitor], diagnostic, fix)),
    ...lintObjectives(objectives.map(({ input }) => input)).flatMap(({ diagnostic, objective, fix }) =>
      foundIn(objectives[objective], diagnostic, fix),
    ),
    ...lintDetections(detections.map(({ input }) => input)).flatMap(({ diagnostic, detection, fix }) =>
      foundIn(detections[detection], diagnostic, fix),
    ),
  ].filter(({ diagnostic, of }) => !of.accepted(diagnostic));
  const told = specs
    .filter(({ kind }) => kind === "datadog/security-rule")
    .flatMap((spec) => problemsOfTexts(spec).map(({ text }) => text));
  return {
    diagnostics: [
      ...found.map(({ diagnostic }) => diagnostic),
      ...rawQueryFindings(env, specs).filter((one) => !accepted.get(one.subject)?.(one)),
      ...specs
        .filter((spec) => !made.has(address(spec)))
        .flatMap((spec) => otherTexts(spec, locateIn(spec, makers.get(address(spec))), told)),
    ],
    notChecked: linted.notChecked + quiet.notChecked,
    fixes: found.flatMap(({ fix, of }) => (fix ? catalogFixes(fix, of.input, of.locate) : [])),
  };
}

function foundIn(of: Found["of"] | undefined, diagnostic: Diagnostic, fix: Fix | undefined): Found[] {
  if (!of) return [];
  const worded = inCatalogWords(diagnostic, of.type);
  return worded ? [{ diagnostic: worded, fix, of }] : [];
}

/** `told` are the texts of rules with a mistake: a dashboard that repeats one has nothing to mend. */
function otherTexts(spec: Spec, locate: Locate, told: readonly string[]): Diagnostic[] {
  const problems = problemsOfTexts(spec).filter(
    ({ text }) => spec.kind !== "datadog/dashboard" || !told.some((one) => text.includes(one)),
  );
  return problems.map(({ problem: { code, severity, message, hint, span }, text }) => {
    const { within: _within, ...place } = locate("query", { text, ...span });
    return { code, severity, message, ...(hint !== undefined && { hint }), ...place, subject: spec.key };
  });
}
