/** Which entry of the catalog a resource was made from. */

import type { ResolvedEnvironment, ServiceEntry, SignalEntry } from "../resolved";
import { address, type Spec, type SpecAddress } from "../spec";
import type { Cause } from "./catalog-place";
import type { Waived } from "./waivers";

export interface Maker extends Cause {
  waived: Waived;
  /** Of a signal. */
  type?: SignalEntry["type"];
  /** Of a signal, without its service's. */
  title?: string;
}

/** The makers of an environment's resources, as far as they are entries of services. */
export function makersOf(env: ResolvedEnvironment, specs: readonly Spec[]): Map<SpecAddress, Maker> {
  const byName = new Map(env.services.flatMap(entriesOf));
  return new Map(
    specs.flatMap((spec): [SpecAddress, Maker][] => {
      const found = byName.get(`${spec.kind}/${spec.key}`) ?? byName.get(spec.component);
      if (!found) return [];
      return [[address(spec), { ...found, words: () => wordsOf(spec) }]];
    }),
  );
}

function wordsOf(spec: Spec): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(spec.words ?? {}).map(([property, { path }]): [string, string] => [wire(property), path]),
  );
}

function entriesOf(service: ServiceEntry): [name: string, maker: Maker][] {
  const { origins } = service;
  const made = (
    name: string,
    at: string,
    waived: Waived = [],
    { type, title }: Pick<Maker, "type" | "title"> = {},
  ): [string, Maker] => [
    name,
    { origins, at, waived, words: () => new Map(), ...(type && { type }), ...(title !== undefined && { title }) },
  ];
  return [
    ...service.monitors.map((one) => made(`datadog/monitor/${one.name}`, `monitors.${one.key}`, one.waivers, one)),
    // An objective makes an SLO and monitors; they are its component's.
    ...service.objectives.map((one) => made(`Objective/${one.name}`, `objectives.${one.key}`, one.waivers)),
    ...service.security.map((one) => made(`datadog/security-rule/${one.name}`, `security.${one.key}`, one.waivers)),
    ...service.dashboards.map((one) => made(`datadog/dashboard/${one.name}`, `dashboards.${one.key}`)),
    ...service.suppressions.map((one) => made(`datadog/security-suppression/${one.name}`, `suppressions.${one.key}`)),
    ...service.signalNotifications.flatMap((one) =>
      one.severities.map((status) =>
        made(`datadog/security-notification/${one.name}-${status}`, `signalNotifications.${one.key}`),
      ),
    ),
    // Several scans share a group.
    made(`LogRetention/${service.name}`, "logs.scanner"),
    ...service.logs.metrics.map((one) => made(`datadog/logs-metric/${one.key}`, `logs.metrics.${one.key}`)),
  ];
}

/** `monitorThresholds.criticalRecovery` as the API has it: `thresholds.critical_recovery`. */
function wire(property: string): string {
  return property
    .replace(/^monitorThresholds\./, "thresholds.")
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
