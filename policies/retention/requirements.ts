/**
 * What frameworks ask of the data that is kept in one environment: their requirements, laid on the retention classes they govern. The
 * rules judge them against what is deployed; the compliance matrix reports on each. Knows no resources.
 */

import {
  type DemandEntry,
  type FrameworkEntry,
  longest,
  OWN_TERM,
  type ResolvedEnvironment,
  type RetentionEntry,
  type ServiceEntry,
  type Source,
  type StreamEntry,
  shortest,
  speaksOf,
} from "../../model/index";
import type { Clause } from "../rule";

/** One clause, asked of one retention class. */
export interface Requirement {
  /** `pci-dss/audit-log-history`. */
  id: string;
  /** The framework's key; its title is `clause.framework`. */
  framework: string;
  clause: Clause;
  title: string;
  /** Where the clause can be read. */
  address: string;
  /** Where the catalog says it. */
  source: Source;
  /** Where its figures come from: the clause, what auditors commonly expect, or a decision of the company. */
  figure: DemandEntry["figure"];
  /** The class it is asked of, as the environment has it. */
  retention: RetentionEntry;
  /** What is of the class in the environment; may be empty. */
  streams: readonly RequiredStream[];
  atLeast?: RequiredTerm;
  immediatelyAvailable?: RequiredTerm;
  atMost?: RequiredTerm;
  /** Personal data must be hidden by a scanner before it is stored. */
  hidden: boolean;
  /** What no setting of a vendor enforces. */
  stated?: string;
}

export interface RequiredStream {
  service: ServiceEntry;
  stream: StreamEntry;
}

/** A length of time in days: of a minimum the longest it can be by the calendar, of a maximum the shortest. */
export interface RequiredTerm {
  days: number;
  /** As the framework writes it, e.g. `12 months`. */
  text: string;
  /** The term is what the class itself says, not a figure of the framework. */
  own?: true;
}

/** By framework, clause and class; empty for test data, which no framework governs. */
export function requirementsOf(catalog: ResolvedEnvironment): Requirement[] {
  if (catalog.testData) return [];
  const streams = streamsByClass(catalog);
  return catalog.frameworks.flatMap((framework) =>
    framework.requirements.flatMap((demand) =>
      catalog.retentionClasses
        .filter((retention) => governs(framework, demand, retention))
        .map((retention) => requirement(framework, demand, retention, streams.get(retention.key) ?? [])),
    ),
  );
}

function streamsByClass({ services }: ResolvedEnvironment): Map<string, RequiredStream[]> {
  const streams = new Map<string, RequiredStream[]>();
  for (const service of services)
    for (const stream of service.logs.streams) {
      const same = streams.get(stream.class);
      if (same) same.push({ service, stream });
      else streams.set(stream.class, [{ service, stream }]);
    }
  return streams;
}

/** Whether a clause is asked of a class. */
export function governs(framework: FrameworkEntry, demand: DemandEntry, retention: RetentionEntry): boolean {
  return (
    (framework.governs === "everything" || retention.regulations.includes(framework.key)) && speaksOf(demand, retention)
  );
}

function requirement(
  framework: FrameworkEntry,
  demand: DemandEntry,
  retention: RetentionEntry,
  streams: readonly RequiredStream[],
): Requirement {
  const { atLeast, immediatelyAvailable, atMost, stated } = demand;
  return {
    id: `${framework.key}/${demand.key}`,
    framework: framework.key,
    clause: { framework: framework.title, clause: demand.clause },
    title: demand.title,
    address: demand.address,
    source: demand.source,
    figure: demand.figure,
    retention,
    streams,
    ...(atLeast && { atLeast: { days: longest(atLeast), text: atLeast.text } }),
    ...(immediatelyAvailable && {
      immediatelyAvailable: { days: longest(immediatelyAvailable), text: immediatelyAvailable.text },
    }),
    ...(atMost && {
      atMost:
        atMost === OWN_TERM
          ? { days: retention.days, text: `${retention.days} days`, own: true }
          : { days: shortest(atMost), text: atMost.text },
    }),
    hidden: demand.hidden,
    ...(stated !== undefined && { stated }),
  };
}
