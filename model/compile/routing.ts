/**
 * Who is told: by the severity of what happened and by how far alerts go in the environment (nobody, the teams' chat, or whoever is
 * on call). The only place that knows.
 */

import type { ResolvedEnvironment, ServiceEntry, SeverityEntry, TeamEntry } from "../resolved";

export function severityOf(env: ResolvedEnvironment, key: string): SeverityEntry | undefined {
  return env.severities.find((severity) => severity.key === key);
}

export function teamOf(env: ResolvedEnvironment, service: ServiceEntry): TeamEntry | undefined {
  return env.teams.find((team) => team.key === service.team);
}

/** Name of a service at PagerDuty and of its object at Datadog; both are one account's for all environments. */
export function pagerName(env: ResolvedEnvironment, service: ServiceEntry): string {
  return `${service.name}-${env.name}`;
}

/** The handles told of a severity, and `extra` ones, in the order given, each once. */
export function handlesFor(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  severity: SeverityEntry | undefined,
  extra: readonly string[] = [],
): string[] {
  if (env.notify === "none") return [];
  const team = teamOf(env, service);
  const named = (severity?.channels ?? []).map((channel) => {
    if (channel === "team-chat") return team?.chat;
    if (channel === "team-email") return team?.email && `@${team.email}`;
    return channel;
  });
  const handles = [...named, ...extra].filter((handle): handle is string => handle !== undefined);
  if (env.notify === "chat") return unique(handles.filter(isChat));
  const pager = severity?.page ? [`@pagerduty-${pagerName(env, service)}`] : [];
  return unique([...pager, ...handles]);
}

/** Handles that only write into a channel: no pager, no ticket, no workflow, no message to a person. */
function isChat(handle: string): boolean {
  return /^@(slack|teams|hangouts|discord|google-chat|mattermost)-/.test(handle);
}

export function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
