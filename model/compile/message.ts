/**
 * What people read when a monitor speaks: one branch per state, each with what happened, in the catalog's own words and units, and
 * the handles of those it is for; below them what it means and where to go. No resource ids here: dashboards draw monitors,
 * so a monitor that named a dashboard's id would be a circle.
 */

import type { DashboardEntry, ResolvedEnvironment, ServiceEntry } from "../resolved";
import { once } from "./lookup";
import { isPager, isTool } from "./routing";
import { unique } from "./unique";

export interface Branch {
  state: "is_alert" | "is_warning" | "is_no_data" | "is_unknown" | "is_recovery" | "is_alert_to_warning";
  /** One or two sentences, in the template language. */
  text: string;
  handles: readonly string[];
  /** Of a recovery: those who are told of it unless it is one from a warning. */
  notOfWarnings?: readonly string[];
}

export interface MessageFacts {
  env: ResolvedEnvironment;
  service: ServiceEntry;
  branches: readonly Branch[];
  /** What it means. */
  summary?: string | undefined;
  /** The catalog's own further text. */
  more?: string | undefined;
  runbook?: string | undefined;
}

export function messageOf({ env, service, branches, summary, more, runbook }: MessageFacts): string {
  const links = [
    runbook && `Runbook: ${runbook}`,
    ...dashboardLinks(env, service),
    service.repository && `Source: ${service.repository}`,
  ].filter(isText);
  return [...branches.map(branchText), meaning(summary), more?.trim(), links.join("\n"), ownership(env, service)]
    .filter(isText)
    .join("\n\n")
    .trim();
}

/** Whose it is, and where. */
export function ownership(env: ResolvedEnvironment, service: ServiceEntry): string {
  const team = env.teams.find(({ key }) => key === service.team);
  return [`Service: ${service.title} (${env.title})`, team && `Owner: ${team.name}`].filter(isText).join("\n");
}

/** What an alert means is no news once it is over. */
function meaning(summary: string | undefined): string | undefined {
  return summary && `{{^is_recovery}}\n${summary.trim()}\n{{/is_recovery}}`;
}

/**
 * The branches for the ways back, for everyone who was told of anything. An alert that falls back to a warning and then ends
 * comes back as a warning's recovery alone, so that it cannot be told from a warning that was never more. A pager or another
 * tool is told of every recovery: a call would stay open otherwise, and to a tool the end of what it never opened is nothing.
 * People who are told of alerts only hear the end when the alert falls back, and nothing of the warning's recovery; unless the
 * monitor tells of silence too, which may turn into a warning without another word to them.
 * Where a pager is told of the alert and not of the warning, everyone told of the warning reads that the call is still open: no message
 * of a monitor that still warns closes it.
 */
export function endings(env: ResolvedEnvironment, text: string, branches: readonly Branch[], fallen = ""): Branch[] {
  const handles = unique(branches.flatMap((branch) => branch.handles));
  const warned = branches.find(({ state }) => state === "is_warning")?.handles;
  const always = (handle: string): boolean =>
    !warned || warned.includes(handle) || isTool(env, handle) || branches.some(({ state }) => state === "is_no_data");
  const alerted = branches.find(({ state }) => state === "is_alert")?.handles ?? [];
  const left = warned ? alerted.filter((handle) => !warned.includes(handle) && !isTool(env, handle)) : [];
  const open = warned !== undefined && alerted.some((handle) => isPager(handle) && !warned.includes(handle));
  const fell = [
    fallen,
    ...(open ? ["The call stays open until all is back to normal: resolve it where you were called."] : []),
  ];
  const notOfWarnings = handles.filter((handle) => !always(handle));
  return [
    ...(left.length > 0 || open
      ? [{ state: "is_alert_to_warning", text: fell.join(" "), handles: left } as const]
      : []),
    { state: "is_recovery", text, handles: handles.filter(always), ...(notOfWarnings.length > 0 && { notOfWarnings }) },
  ];
}

function branchText({ state, text, handles, notOfWarnings }: Branch): string {
  return [
    `{{#${state}}}`,
    text,
    ...(handles.length > 0 ? [handles.join(" ")] : []),
    ...(notOfWarnings ? ["{{^is_warning_recovery}}", notOfWarnings.join(" "), "{{/is_warning_recovery}}"] : []),
    `{{/${state}}}`,
  ].join("\n");
}

const SITES: Readonly<Record<string, string>> = {
  "datadoghq.com": "app.datadoghq.com",
  "datadoghq.eu": "app.datadoghq.eu",
  "ddog-gov.com": "app.ddog-gov.com",
};

/** Where people use Datadog: `https://app.datadoghq.eu`. */
export function appAddress(env: ResolvedEnvironment): string {
  const { site } = env.accountDetails.datadog;
  return `https://${SITES[site] ?? site}`;
}

/** More would be read by nobody who was just woken. */
const MOST_LINKS = 3;

/** Links to the dashboards that draw the service, its own first, by title: their ids are not known to monitors. */
function dashboardLinks(env: ResolvedEnvironment, service: ServiceEntry): string[] {
  const titles = drawings(env).get(`${service.system}/${service.key}`) ?? [];
  return titles
    .slice(0, MOST_LINKS)
    .map((title) => `Dashboard: ${appAddress(env)}/dashboard/lists?q=${encodeURIComponent(title)}`);
}

/** The titles of the dashboards that draw something of a service or are its own, by `<system>/<service>`. */
const drawings = once((env) => {
  const titles = new Map<string, string[]>();
  const add = (name: string, title: string) => titles.set(name, [...(titles.get(name) ?? []), title]);
  for (const { system, key, dashboards } of env.services)
    for (const { title } of dashboards) add(`${system}/${key}`, title);
  for (const owner of env.services)
    for (const dashboard of owner.dashboards)
      for (const other of new Set(drawn(dashboard)))
        if (other !== owner.key) add(`${owner.system}/${other}`, dashboard.title);
  return titles;
});

/** The other services that a dashboard draws. */
function drawn({ groups }: DashboardEntry): string[] {
  return groups.flatMap(({ widgets }) =>
    widgets.flatMap((widget) => {
      const text = widget.type === "signal" ? widget.signal : widget.type === "objective" ? widget.objective : "";
      return text.includes("/") ? [text.slice(0, text.indexOf("/"))] : [];
    }),
  );
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}
