/**
 * What people read when a monitor speaks: one branch per state, each with what happened, in the catalog's own words and units, and
 * the handles of those it is for; below them what it means and where to go. No resource ids here: dashboards draw monitors,
 * so a monitor that named a dashboard's id would be a circle.
 */

import type { DashboardEntry, ResolvedEnvironment, ServiceEntry } from "../resolved";
import { unique } from "./routing";

export interface Branch {
  state: "is_alert" | "is_warning" | "is_no_data" | "is_recovery";
  /** One or two sentences, in the template language. */
  text: string;
  handles: readonly string[];
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
  const team = env.teams.find(({ key }) => key === service.team);
  const facts = [`Service: ${service.title} (${env.title})`, team && `Team: ${team.name}`].filter(isText);
  return [...branches.map(branchText), summary?.trim(), more?.trim(), links.join("\n"), facts.join("\n")]
    .filter(isText)
    .join("\n\n")
    .trim();
}

/** The recovery branch, for everyone who was told of anything. */
export function recovery(text: string, branches: readonly Branch[]): Branch {
  return { state: "is_recovery", text, handles: unique(branches.flatMap(({ handles }) => handles)) };
}

function branchText({ state, text, handles }: Branch): string {
  return [`{{#${state}}}`, text, ...(handles.length > 0 ? [handles.join(" ")] : []), `{{/${state}}}`].join("\n");
}

const SITES: Readonly<Record<string, string>> = {
  "datadoghq.com": "app.datadoghq.com",
  "datadoghq.eu": "app.datadoghq.eu",
  "ddog-gov.com": "app.ddog-gov.com",
};

/** Links to the dashboards that draw the service, by title: their ids are not known to monitors. */
function dashboardLinks(env: ResolvedEnvironment, service: ServiceEntry): string[] {
  const { site } = env.accountDetails.datadog;
  const drawing = env.services
    .filter(({ system }) => system === service.system)
    .flatMap((owner) => owner.dashboards.filter((dashboard) => owner === service || draws(dashboard, service.key)));
  return drawing.map(
    ({ title }) => `Dashboard: https://${SITES[site] ?? site}/dashboard/lists?q=${encodeURIComponent(title)}`,
  );
}

function draws(dashboard: DashboardEntry, service: string): boolean {
  return dashboard.groups.some(({ widgets }) =>
    widgets.some(
      (widget) =>
        (widget.type === "signal" && widget.signal.startsWith(`${service}/`)) ||
        (widget.type === "objective" && widget.objective.startsWith(`${service}/`)),
    ),
  );
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}
