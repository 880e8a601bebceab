/** Which entry of which service a resource was made from, so that what is said beside the entry counts for the resource. */

import type { ResolvedEnvironment, ServiceEntry, Source } from "../model/index";
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

const places = new WeakMap<ResolvedEnvironment, ReadonlyMap<string, Made>>();

/** What stands at a line, for findings about something of a service that no resource stands for: its streams, its data, itself. */
export function madeAt(
  environment: ResolvedEnvironment,
  { file, line }: Pick<Source, "file" | "line">,
): Made | undefined {
  const found = places.get(environment) ?? placesIn(environment);
  places.set(environment, found);
  return found.get(`${file}:${line}`);
}

/** Streams of the account's other environments are kept by its owner. */
function placesIn({ services, tenants }: ResolvedEnvironment): Map<string, Made> {
  const found = new Map<string, Made>();
  for (const service of [...services, ...tenants.flatMap((tenant) => tenant.services)]) {
    const { streams, metrics, scanner } = service.logs;
    const parts = { streams, metrics, scanner };
    const entries = Object.entries(parts).flatMap(([name, list]) =>
      list.map(({ key, source }) => ({ source, at: `logs.${name}.${key}` })),
    );
    for (const { source, at } of [{ source: service.source, at: "" }, ...entries]) {
      const name = `${source.file}:${source.line}`;
      if (!found.has(name)) found.set(name, { service, at });
    }
  }
  return found;
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
