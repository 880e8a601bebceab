/**
 * What depends on what, at PagerDuty: a business service for each system, which needs the system's services, and the services' own
 * dependencies. Only what an environment pages for has a service there.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { ResolvedEnvironment, ServiceEntry, SystemEntry } from "../resolved";
import { type Draft, type Family, finding, ref } from "./draft";

export const serviceMap: Family = (env) => {
  if (env.notify !== "page") return { drafts: [] };
  const paged = env.services.filter(
    ({ escalation }) => (escalation ?? env.organisation.defaultEscalation) !== undefined,
  );
  const { edges, circles } = edgesOf(paged);
  return {
    drafts: [
      ...env.systems.flatMap((system) => ofSystem(env, system, paged)),
      ...edges.map(([service, other]) =>
        dependency(
          `${service.name}-on-${other.name}`,
          service,
          { type: "service", id: ref(`pagerduty/service/${service.name}`) },
          other,
        ),
      ),
    ],
    diagnostics: circles.map(circle),
  };
};

function ofSystem(env: ResolvedEnvironment, system: SystemEntry, paged: readonly ServiceEntry[]): Draft[] {
  const services = paged.filter((service) => service.system === system.key);
  if (services.length === 0) return [];
  const dependent = { type: "business_service", id: ref(`pagerduty/business-service/${system.key}`) };
  return [
    {
      kind: "pagerduty/business-service",
      key: system.key,
      source: system.source,
      component: `ServiceMap/${system.key}`,
      body: {
        name: `${system.title} (${env.title})`,
        description: system.description ?? "Managed by Watchbill",
        team: ref(`pagerduty/team/${system.team}`),
      },
    },
    ...services.map((service) =>
      dependency(`${system.key}-system-on-${service.name}`, { ...service, source: system.source }, dependent, service),
    ),
  ];
}

function dependency(
  key: string,
  { source, system }: Pick<ServiceEntry, "source" | "system">,
  dependent: { type: string; id: ReturnType<typeof ref> },
  supporting: ServiceEntry,
): Draft {
  return {
    kind: "pagerduty/service-dependency",
    key,
    source,
    component: `ServiceMap/${system}`,
    body: {
      dependency: {
        dependentServices: [dependent],
        supportingServices: [{ type: "service", id: ref(`pagerduty/service/${supporting.name}`) }],
      },
    },
  };
}

type Edge = [service: ServiceEntry, needs: ServiceEntry];

/** The dependencies among the services, without those that would close a circle: a map that leads in circles shows nothing. */
function edgesOf(services: readonly ServiceEntry[]): { edges: Edge[]; circles: Edge[] } {
  const byKey = new Map(services.map((service) => [service.key, service]));
  const edges: Edge[] = [];
  const circles: Edge[] = [];
  const needs = new Map<string, string[]>();
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean => {
    if (from === to) return true;
    seen.add(from);
    return (needs.get(from) ?? []).some((next) => !seen.has(next) && reaches(next, to, seen));
  };
  for (const service of services)
    for (const key of new Set(service.dependencies)) {
      const other = byKey.get(key);
      if (!other) continue;
      if (reaches(key, service.key)) circles.push([service, other]);
      else {
        edges.push([service, other]);
        needs.set(service.key, [...(needs.get(service.key) ?? []), key]);
      }
    }
  return { edges, circles };
}

function circle([service, other]: Edge): Diagnostic {
  const message =
    service === other
      ? `\`${service.key}\` depends on itself`
      : `\`${service.key}\` depends on \`${other.key}\`, which depends on \`${service.key}\` in turn: PagerDuty's map has a direction, and leaves this one out`;
  return finding(
    { key: service.key, source: service.origins.at("dependencies") },
    {
      code: "cycle",
      severity: "warning",
      message,
      hint: `Leave \`${other.key}\` out of \`dependencies\`.`,
      subject: service.name,
    },
  );
}
