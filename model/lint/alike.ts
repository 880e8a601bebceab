/**
 * Monitors that differ in nothing but the names of their services, as those of a pack do: what the linter finds nothing in once is
 * not linted a thousand times. What a service is called says nothing about its monitors, so one that has neutral names in place
 * of those is linted for all of them. Where it finds anything, each is linted as it is.
 */

import { type LintOptions, lint, type MonitorInput } from "../../query/index";
import type { ServiceEntry, SignalEntry } from "../resolved";

/** A monitor, and the signal it was made from; objectives make some without. */
export interface Made {
  input: MonitorInput;
  signal: { service: ServiceEntry; entry: SignalEntry } | undefined;
}

export interface Quiet {
  /** The numbers of the monitors that need not be linted. */
  monitors: ReadonlySet<number>;
  /** How often a rule could not decide about them. */
  notChecked: number;
}

/** Fewer are linted as they are: one more would have to be. */
const MANY = 3;

export function quietAlike(monitors: readonly Made[], options: LintOptions): Quiet {
  const quiet = new Set<number>();
  let notChecked = 0;
  for (const [text, numbers] of groupsOf(monitors)) {
    if (numbers.length < MANY) continue;
    const result = lint([JSON.parse(text) as MonitorInput], options);
    if (result.findings.length > 0) continue;
    for (const number of numbers) quiet.add(number);
    notChecked += numbers.length * result.notChecked;
  }
  return { monitors: quiet, notChecked };
}

/** By what they are without the names of their services. Not those that may be the same altogether: the linter compares them. */
function groupsOf(monitors: readonly Made[]): Map<string, number[]> {
  const same = monitors.map(({ input }) => sameIf(input));
  const counts = new Map<string, number>();
  for (const text of same) counts.set(text, (counts.get(text) ?? 0) + 1);
  const groups = new Map<string, number[]>();
  for (const [number, { input, signal }] of monitors.entries()) {
    if (!signal || counts.get(same[number] ?? "") !== 1) continue;
    const text = withoutNames(input, signal.service, signal.entry);
    const group = groups.get(text);
    if (group) group.push(number);
    else groups.set(text, [number]);
  }
  return groups;
}

/** Equal for monitors that are the same. */
function sameIf({ name, query }: MonitorInput): string {
  return `${name}\n${query.replaceAll(" ", "")}`;
}

/** As JSON. Only where it is certain that a name stands there: a word of the query or the message may be another's name. */
function withoutNames(input: MonitorInput, service: ServiceEntry, { runbook }: SignalEntry): string {
  const { id: _id, subject: _subject, ...judged } = input;
  const { datadogService, name, title, repository } = service;
  let text = JSON.stringify(judged)
    .replaceAll(`service:${datadogService}`, "service:neutral")
    .replaceAll(`@pagerduty-${name}`, "@pagerduty-neutral")
    .replaceAll(`Service: ${title} (`, "Service: Neutral (")
    .replaceAll(`/lists?q=${encodeURIComponent(title)}`, "/lists?q=Neutral");
  if (runbook !== undefined) text = text.replace(`Runbook: ${runbook}`, "Runbook: https://example.com/neutral");
  if (repository !== undefined) text = text.replace(`Source: ${repository}`, "Source: https://example.com/neutral");
  return text;
}
