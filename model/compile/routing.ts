/**
 * Who is told: by the severity of what happened and by how far alerts go in the environment (nobody, the teams' chat, or whoever is
 * on call). The only place that knows.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { Entry, ResolvedEnvironment, ServiceEntry, SeverityEntry, TeamEntry } from "../resolved";
import type { Source } from "../spec";
import { finding } from "./draft";
import { unique } from "./unique";

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
  const named = (severity?.channels ?? []).flatMap((channel) => {
    if (channel === "team-chat") return team?.chats ?? [];
    if (channel === "team-email") return team?.email === undefined ? [] : [`@${team.email}`];
    return [channel];
  });
  const handles = [...named, ...extra];
  if (env.notify === "chat") return unique(handles.filter((handle) => isChat(env, handle)));
  const pager = severity?.page ? [`@pagerduty-${pagerName(env, service)}`] : [];
  return unique([...pager, ...handles]);
}

/** Finds an alert of a severity that tells nobody, in an environment that is to tell somebody. */
export function nobodyTold(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  alert: Pick<Entry, "source"> & { name: string },
  severity: string,
  extra: readonly string[] = [],
): Diagnostic[] {
  const known = severityOf(env, severity);
  if (env.notify === "none" || handlesFor(env, service, known, extra).length > 0) return [];
  return [
    finding(
      { key: alert.name, source: alert.source },
      {
        code: "nobody-told",
        severity: "error",
        message: known
          ? `nobody is told of \`${severity}\` of \`${alert.name}\` in \`${env.name}\``
          : `\`${severity}\` is no severity of the catalog, so nobody is told of \`${alert.name}\` in \`${env.name}\``,
        hint: known
          ? remedy(env, service, known)
          : `Add \`${severity}:\` to the section \`severities\`, or give the rule or its case handles under \`notify\`.`,
        subject: alert.name,
      },
    ),
  ];
}

const OF_TEAM = { "team-chat": "chat", "team-email": "email" } as const;

/** Finds channels that a severity in use names and the team does not have: others are told, but not there. */
export function channelsMissing(env: ResolvedEnvironment, service: ServiceEntry): Diagnostic[] {
  const team = teamOf(env, service);
  if (env.notify === "none" || !team) return [];
  const used = new Set(service.monitors.flatMap(({ lines }) => lines.map(({ severity }) => severity)));
  const severities = env.severities.filter(({ key }) => used.has(key));
  const silent = severities.filter((severity) => handlesFor(env, service, severity).length === 0);
  return (
    severities
      // What tells nobody at all is an error already, and its remedy the same.
      .filter(({ channels }) => !silent.some((other) => other.channels.some((channel) => channels.includes(channel))))
      .flatMap((severity) =>
        (["team-chat", "team-email"] as const)
          .filter(
            (channel) =>
              severity.channels.includes(channel) &&
              (channel === "team-chat" ? team.chats.length === 0 : team.email === undefined),
          )
          // Where alerts go to chat alone, nobody expects a mail.
          .filter((channel) => channel === "team-chat" || env.notify === "page")
          .map((channel) =>
            finding(team, {
              code: "channel-missing",
              severity: "warning",
              message: `\`${severity.key}\` tells \`${channel}\`, and the team \`${team.key}\` has no \`${OF_TEAM[channel]}\`: nothing is sent there`,
              hint: `Give the team \`${team.key}\` ${channel === "team-chat" ? "a `chat`" : "an `email`"}, or take \`${channel}\` out of the severity's channels.`,
              subject: `${team.key} ${channel}`,
            }),
          ),
      )
  );
}

function remedy(env: ResolvedEnvironment, service: ServiceEntry, severity: SeverityEntry): string {
  const lacks = severity.channels.includes("team-chat") && teamOf(env, service)?.chats.length === 0;
  if (lacks) return `Give the team \`${service.team}\` a \`chat\`.`;
  const only = env.notify === "chat" ? `; in \`${env.name}\` alerts go to chat alone` : "";
  return `Give the severity \`${severity.key}\` a channel: \`channels: [team-chat]\`${only}.`;
}

/** Handles that wake whoever is on call. */
export function isPager(handle: string): boolean {
  return /^@(pagerduty|oncall|opsgenie|victorops)(-|$)/i.test(handle);
}

/** Finds pagers among the handles of an alert whose severity is not to page. */
export function pagesAnyway(
  env: ResolvedEnvironment,
  alert: { key: string; origin: (index: number) => Source },
  severity: string,
  extra: readonly string[],
): Diagnostic[] {
  const known = severityOf(env, severity);
  if (env.notify !== "page" || known?.page !== false) return [];
  const calm = extra.flatMap((handle, index) => (isPager(handle) ? [{ handle, index }] : []));
  return calm.map(({ handle, index }) =>
    finding(
      { key: alert.key, source: alert.origin(index) },
      {
        code: "pages-anyway",
        severity: "warning",
        message: `\`${handle}\` is paged at \`${severity}\` of \`${alert.key}\` too, a severity with \`page: false\``,
        hint: `Give \`${severity}\` a signal of its own without the handle, or a severity that pages.`,
        subject: alert.key,
      },
    ),
  );
}

/** Severities that page by a channel although they say that they do not. */
export function pagingChannels(severity: SeverityEntry): Diagnostic[] {
  if (severity.page) return [];
  return severity.channels.filter(isPager).map((channel) =>
    finding(severity, {
      code: "pages-anyway",
      severity: "error",
      message: `\`${severity.key}\` says \`page: false\`, and its channel \`${channel}\` pages`,
      hint: `Take \`${channel}\` out of its channels, or write \`page: true\`.`,
      subject: severity.key,
    }),
  );
}

/** Handles that only write into a channel: no pager, no ticket, no workflow, no message to a person. */
function isChat(env: ResolvedEnvironment, handle: string): boolean {
  return isDiscord(env, handle) || /^@(slack|teams|hangouts|discord|google-chat|mattermost)-/.test(handle);
}

/** A webhook by which people read, not a tool. */
function isDiscord(env: ResolvedEnvironment, handle: string): boolean {
  return env.webhooks.some(({ key, kind }) => kind === "discord" && handle === `@webhook-${key}`);
}

/** Handles of tools that open something for an alert and close it at its recovery, and that know what they opened. */
export function isTool(env: ResolvedEnvironment, handle: string): boolean {
  if (isDiscord(env, handle)) return false;
  return /^@(pagerduty|oncall|opsgenie|victorops|webhook|workflow|case|incident|jira|servicenow|eventbridge|sns)(-|$)/i.test(
    handle,
  );
}
