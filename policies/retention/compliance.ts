/**
 * The compliance matrix: of each clause that governs data, in each system, what deployed resource satisfies it, what is only stated, what
 * is not met and what cannot be told. It reads what `requirementsOf` says and where events go; it decides no rule.
 */

import type { ResolvedEnvironment } from "../../model/index";
import type { Requirement } from "./requirements";
import {
  type Accepted,
  aspectsOf,
  type KeepingOf,
  metrics,
  type Part,
  together,
  type Verdict,
  worst,
} from "./verdicts";

export interface Row {
  framework: string;
  key: string;
  clause: string;
  title: string;
  address: string;
  figure: Requirement["figure"];
  /** Where the catalog says it. */
  file: string;
  line: number;
  system: string;
  /** The worst of its parts. */
  verdict: Verdict;
  parts: Part[];
}

export type { Accepted };

export interface ComplianceMatrix {
  version: 1;
  kind: "compliance";
  environment: string;
  /** It holds test data alone: no framework governs it, and there are no rows. */
  testData: boolean;
  counts: Record<Verdict, number>;
  /** Titles of the catalog's frameworks that ask nothing of any data kept here. */
  silent: string[];
  /** Services without any stream of logs, by system: what they write, and where that goes, no verdict knows. */
  untold: Record<string, string[]>;
  rows: Row[];
}

/** What a rule says of a requirement in a system, as a sentence, and the waivers that accept it: it is so all the same. */
export interface FoundThere {
  says: string;
  accepted: readonly Accepted[];
}

export type FoundOf = (requirement: Requirement, system: string) => readonly FoundThere[];

export function complianceOf(
  env: ResolvedEnvironment,
  requirements: readonly Requirement[],
  keepingOf: KeepingOf,
  foundOf: FoundOf,
): ComplianceMatrix {
  const asked = new Map<string, Requirement[]>();
  for (const requirement of requirements)
    asked.set(requirement.id, [...(asked.get(requirement.id) ?? []), requirement]);
  const rows = [...asked.values()].flatMap((same) => {
    const [one] = same;
    return one ? env.systems.map(({ key }) => rowOf(one, partsOf(same, key, keepingOf, foundOf), key)) : [];
  });
  const counts: Record<Verdict, number> = { met: 0, stated: 0, "not met": 0, "not checked": 0 };
  for (const { verdict } of rows) counts[verdict] += 1;
  const asking = new Set(rows.map(({ key }) => key));
  const silent = env.frameworks.filter(({ key }) => !env.testData && !asking.has(key)).map(({ title }) => title);
  const { name: environment, testData } = env;
  return { version: 1, kind: "compliance", environment, testData, counts, silent, untold: untoldIn(env), rows };
}

function untoldIn({ services, testData }: ResolvedEnvironment): Record<string, string[]> {
  const untold: Record<string, string[]> = {};
  for (const { key, logs, system } of testData ? [] : services)
    if (logs.streams.length === 0) untold[system] = [...(untold[system] ?? []), key];
  return untold;
}

function rowOf(requirement: Requirement, parts: Part[], system: string): Row {
  const { framework: key, clause, title, address, figure, source } = requirement;
  return {
    framework: clause.framework,
    ...{ key, clause: clause.clause, title, address, figure },
    ...{ file: source.file, line: source.line, system },
    verdict: worst(parts.map(({ verdict }) => verdict)),
    parts,
  };
}

/** Of every kind of data the requirement governs, what is asked of it in a system. */
function partsOf(requirements: readonly Requirement[], system: string, keepingOf: KeepingOf, foundOf: FoundOf): Part[] {
  const kinds = new Map<string, Requirement[]>();
  for (const one of requirements)
    kinds.set(one.retention.dataClass, [...(kinds.get(one.retention.dataClass) ?? []), one]);
  return [...kinds].flatMap(([dataClass, same]): Part[] => {
    const here = same
      .map((requirement) => ({
        ...requirement,
        streams: requirement.streams.filter(({ service }) => service.system === system),
      }))
      .filter(({ streams, retention }) => streams.length > 0 || retention.applies === "metrics");
    if (here.length > 0)
      return here.flatMap((requirement) => judged(requirement, keepingOf, foundOf(requirement, system)));
    const because = [
      `no service of the system has a stream of ${dataClass} data; whether it writes such events is not known here`,
    ];
    return [{ asks: asksOf(same), of: dataClass, verdict: "not checked", by: [], because, streams: [] }];
  });
}

function asksOf(requirements: readonly Requirement[]): string {
  const [one] = requirements;
  return one
    ? aspectsOf(one)
        .map(({ asks }) => asks)
        .join("; ")
    : "";
}

function judged(requirement: Requirement, keepingOf: KeepingOf, found: readonly FoundThere[]): Part[] {
  const { retention, streams, stated } = requirement;
  const names = streams.map(({ service, stream }) => `${service.key}/${stream.key}`);
  const of = retention.key;
  const parts = aspectsOf(requirement).map(({ asks, judge }): Part => {
    if (retention.applies === "metrics") return { asks, of, ...metrics(requirement), streams: [] };
    return { asks, of, ...together(streams.map((stream) => judge(requirement, keepingOf(stream)))), streams: names };
  });
  if (stated !== undefined)
    parts.push({ asks: requirement.title, of, verdict: "stated", by: [], because: [stated], streams: names });
  if (found.length > 0)
    parts.push({
      asks: "nothing found by the rules",
      of,
      verdict: "not met",
      by: [],
      because: found.map(({ says }) => says),
      streams: names,
      accepted: [
        ...new Map(
          found.flatMap(({ accepted }) => accepted.map((one) => [JSON.stringify(one), one] as const)),
        ).values(),
      ],
    });
  return parts;
}
