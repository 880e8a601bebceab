/** Which entry of which service a resource was made from, so that what is said beside the entry counts for the resource. */

import type { ResolvedEnvironment, ServiceEntry } from "../model/index";
import type { Resource } from "./stack";

export interface Made {
  service: ServiceEntry;
  /** The entry inside the service, e.g. `monitors.errors`; empty: the service itself. */
  at: string;
}

const known = new WeakMap<ResolvedEnvironment, ReadonlyMap<string, Made>>();

/** Undefined for what no service's entry made, and for what no catalog made. */
export function madeBy(environment: ResolvedEnvironment, { spec }: Resource): Made | undefined {
  if (!spec) return undefined;
  const makers = known.get(environment) ?? new Map(environment.services.flatMap(namesOf));
  known.set(environment, makers);
  return makers.get(`${spec.kind}/${spec.key}`) ?? makers.get(spec.component);
}

function namesOf(service: ServiceEntry): [name: string, made: Made][] {
  const made = (name: string, at: string): [string, Made] => [name, { service, at }];
  return [
    ...["MonitoredService", "SecurityRules", "LogRetention"].map((component) =>
      made(`${component}/${service.name}`, ""),
    ),
    ...service.monitors.map(({ key, name }) => made(`datadog/monitor/${name}`, `monitors.${key}`)),
    ...service.objectives.map(({ key, name }) => made(`Objective/${name}`, `objectives.${key}`)),
    ...service.security.map(({ key, name }) => made(`datadog/security-rule/${name}`, `security.${key}`)),
    ...service.synthetics.map(({ key, name }) => made(`datadog/synthetics-test/${name}`, `synthetics.${key}`)),
    ...service.dashboards.map(({ key, name }) => made(`datadog/dashboard/${name}`, `dashboards.${key}`)),
    ...service.suppressions.map(({ key, name }) => made(`datadog/security-suppression/${name}`, `suppressions.${key}`)),
    ...service.sentry.map(({ key, name }) => made(`ErrorTracking/${name}`, `sentry.${key}`)),
  ];
}
