/**
 * Event rules by which PagerDuty calls nobody, or later, or less urgently, for something it called for by the catalog that a change is judged
 * by. Which events one fits nobody can tell from here, so that each that calms is told.
 */

import {
  type Base,
  type EventRule,
  eventRulesOf,
  type ResolvedEnvironment,
  type ServiceEntry,
} from "../../model/index";
import type { Loosened } from "../loosened";

/** Of services that are still there; the rules of a system are told once. */
export function* calmedEvents(base: Base, before: ResolvedEnvironment, now: ResolvedEnvironment): Iterable<Loosened> {
  const told = new Set<string>();
  for (const service of before.services) {
    const same = now.services.find(({ key }) => key === service.key);
    if (!same) continue;
    const were = eventRulesOf(before, service).map(effectOf);
    const are = eventRulesOf(now, same);
    for (const [index, rule] of are.entries()) {
      const what = calmingOf(rule);
      if (what === undefined || isKept(were, are.map(effectOf), index)) continue;
      const { here, promise, subject } = placeOf(base, same, index);
      if (told.has(promise)) continue;
      told.add(promise);
      yield { promise, subject, now: `${rule.title}: ${what}`, means: "what it fits called people before", here };
    }
  }
}

function calmingOf({ pauseFor, severity, suppress }: EventRule): string | undefined {
  if (suppress) return "suppress: true";
  if (severity === "warning" || severity === "info") return `severity: ${severity}`;
  return pauseFor && `pauseFor: ${pauseFor.text}`;
}

/** Without what people alone read. */
function effectOf({ note: _note, title: _title, ...rule }: EventRule): string {
  return JSON.stringify(rule);
}

/** The first rule that fits applies: a rule is what it was where all that stood before it still does. */
function isKept(before: readonly string[], now: readonly string[], index: number): boolean {
  const at = before.indexOf(now[index] ?? "");
  const first = new Set(now.slice(0, index));
  return at >= 0 && before.slice(0, at).every((one) => first.has(one));
}

function placeOf(base: Base, { key, origins, pagerduty, system }: ServiceEntry, index: number) {
  const inside = `pagerduty.rules.${index}`;
  if (pagerduty.rules)
    return { promise: `services.${key}.${inside}`, subject: `service ${key}`, here: origins.at(inside) };
  const here = base.here(["systems", system, "pagerduty", "rules", String(index)]);
  return { promise: `systems.${system}.${inside}`, subject: `system ${system}`, here };
}
