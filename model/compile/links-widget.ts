/**
 * Links on a dashboard: what to read, who is on call, where to look on. A system's dashboard links to those of its services by
 * their ids; the way back goes by title, since two dashboards cannot each need the other's id first.
 */

import type { DashboardEntry, ResolvedEnvironment, ServiceEntry } from "../resolved";
import type { Body, BodyValue, Ref } from "../spec";
import { ref } from "./draft";
import { appAddress } from "./message";
import type { Context, WidgetOf } from "./signal-widget";

type Text = (string | Ref)[];

export function linksWidget(
  { env, service }: Context,
  dashboard: DashboardEntry,
  widget: WidgetOf<"links">,
  services: readonly ServiceEntry[] | undefined,
): Body {
  const app = appAddress(env);
  const team = env.teams.find(({ key }) => key === service.team);
  const system = env.systems.find(({ key }) => key === service.system);
  const others = service.dashboards.filter((one) => one !== dashboard).map(({ title }) => title);
  const facts = [...(team ? [`Team: ${team.name}`] : []), ...(services ? [] : [`tier ${service.tier}`])];
  const links: Text[] = [
    ...(service.runbook === undefined ? [] : [[link("Runbook", service.runbook)]]),
    ...(service.repository === undefined ? [] : [[link("Source", service.repository)]]),
    ...(services
      ? services.flatMap((one): Text[] => {
          const own = one.dashboards.find(({ made }) => made) ?? one.dashboards[0];
          return own ? [[`[${one.title}](/dashboard/`, ref(`datadog/dashboard/${own.name}`), ")"]] : [];
        })
      : [
          [link("Service in Datadog", `${app}/apm/entity/service%3A${service.datadogService}?env=${env.tag}`)],
          ...onCall(env, service),
          ...[...(system?.made ? [system.made.title] : []), ...others].map(
            (title): Text => [link(title, `${app}/dashboard/lists?q=${encodeURIComponent(title)}`)],
          ),
        ]),
  ];
  const paragraphs: Text[] = [
    ...(widget.title === undefined ? [] : [[`### ${widget.title}`]]),
    ...(service.description === undefined ? [] : [[service.description.trim()]]),
    ...(facts.length === 0 ? [] : [[facts.join(", ")]]),
    joined(
      links.map((line) => ["- ", ...line]),
      "\n",
    ),
  ];
  return {
    type: "note",
    content: textOf(joined(paragraphs, "\n\n")),
    background_color: "white",
    font_size: "14",
    show_tick: false,
  };
}

/** Only where people are paged has the service one at PagerDuty. */
function onCall(env: ResolvedEnvironment, service: ServiceEntry): Text[] {
  if (env.notify !== "page" || (service.escalation ?? env.organisation.defaultEscalation) === undefined) return [];
  return [["[On call](", ref(`pagerduty/service/${service.name}`, "htmlUrl"), ")"]];
}

function link(title: string, address: string): string {
  return `[${title}](${address})`;
}

function joined(lines: readonly Text[], between: string): Text {
  return lines.flatMap((line, index) => (index === 0 ? line : [between, ...line]));
}

/** One text, with references only where there are any. */
function textOf(parts: Text): BodyValue {
  const merged: Text = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === "string" && typeof last === "string") merged[merged.length - 1] = last + part;
    else merged.push(part);
  }
  const [only] = merged;
  return merged.length === 1 && typeof only === "string" ? only : { $text: merged };
}
