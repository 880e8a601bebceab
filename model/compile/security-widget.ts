/**
 * Security on a dashboard: the events a detection rule counts, drawn from the rule's own search, and the signals rules made.
 * Signals carry the tags of their rule, so they are found by service and environment.
 */

import type { SecurityEntry } from "../resolved";
import type { Body, BodyValue } from "../spec";
import { type Drawn, eventQuery, scalar, timeOf, timeseries } from "./request";
import { searchOf } from "./scope";
import type { Context, WidgetOf } from "./signal-widget";
import { plain } from "./words";

/** The sources of rules whose events a dashboard can draw. */
const DRAWN: ReadonlySet<string> = new Set(["logs", "audit", "spans", "network", "events", "security_signals"]);

export function ruleWidget(context: Context, rule: SecurityEntry, widget: WidgetOf<"rule">): Body {
  const { env, service } = context;
  const title = widget.title ?? rule.title;
  const searches = rule.queries ? Object.entries(rule.queries) : [["events", rule] as const];
  const shown = searches.filter(([, { events }]) => DRAWN.has(events));
  // What a dashboard has no source for: the signals of the rule instead of its events.
  if (shown.length === 0)
    return bySeverity(title, `${ofService(context)} @workflow.rule.name:"[${env.name}] ${rule.title}"`);
  const queries = shown.map(([, search], index) => {
    const [distinct] = search.distinct;
    return eventQuery(`events${index + 1}`, search.events, searchOf(env, service, search.query ?? "*"), {
      measure: distinct === undefined ? "count" : "cardinality",
      of: distinct,
      by: search.by,
      // The bars are as wide as the rule's window, so that its line means the same here.
      ...(rule.over.seconds > 0 && { interval: rule.over.seconds * 1000 }),
    });
  });
  const drawn: Drawn = {
    queries,
    formulas: shown.map(([name], index) => ({
      formula: `events${index + 1}`,
      alias: rule.queries ? name : rule.title,
    })),
  };
  return timeseries(title, drawn, { display: "bars", markers: markersOf(rule) });
}

function markersOf({ limits }: SecurityEntry): BodyValue[] {
  return limits.map(({ status, count, text }) => ({
    value: `y = ${plain(count)}`,
    display_type: status === "critical" || status === "high" ? "error dashed" : "warning dashed",
    label: `${status} ${text}`,
  }));
}

/** The worst first. */
const COLOURS = [
  ["critical", "white_on_red"],
  ["high", "white_on_red"],
  ["medium", "white_on_yellow"],
  ["low", "white_on_green"],
] as const;

export function securitySignalsWidget(context: Context, widget: WidgetOf<"security-signals">): Body {
  const { severity } = widget;
  const whose = {
    service: ofService(context),
    system: `env:${context.env.tag} system:${context.service.system}`,
    environment: `env:${context.env.tag}`,
  };
  const which = [whose[widget.of], severity && `status:${severity}`]
    .filter((part) => part !== undefined && part !== "")
    .join(" ");
  const of = severity === undefined ? "" : `, ${severity}`;
  const time = timeOf(widget.span);
  switch (widget.as) {
    case "timeseries":
      return { ...bySeverity(widget.title ?? `Signals by severity${of}`, which), ...time };
    case "value": {
      const colour = COLOURS.find(([name]) => name === severity)?.[1] ?? "white_on_yellow";
      return {
        ...scalar("query_value", widget.title ?? `Signals${of}`, counted(which, []), {
          conditional_formats: [
            { comparator: ">", value: 0, palette: colour },
            { comparator: "<=", value: 0, palette: "white_on_green" },
          ],
        }),
        autoscale: true,
        precision: 0,
        ...time,
      };
    }
    case "severities":
      return { ...toplist(widget.title ?? `Threat level: signals by severity${of}`, which, "status"), ...time };
    case "rules":
      return { ...toplist(widget.title ?? `Signals by rule${of}`, which, "@workflow.rule.name"), ...time };
    case "list":
      return {
        type: "list_stream",
        title: widget.title ?? `Newest signals${of}`,
        requests: [
          {
            response_format: "event_list",
            columns: ["timestamp", "status", "@workflow.rule.name", "@workflow.triage.state"].map((field) => ({
              field,
              width: "auto",
            })),
            query: { data_source: "security_signals_stream", query_string: which, indexes: [] },
          },
        ],
        ...time,
      };
  }
}

function ofService({ env, service }: Context): string {
  return `env:${env.tag} service:${service.datadogService}`;
}

function bySeverity(title: string, which: string): Body {
  return timeseries(title, counted(which, ["status"]), { display: "bars" });
}

function counted(which: string, by: string[]): Drawn {
  return {
    queries: [eventQuery("signals", "security_signals", which, { measure: "count", by })],
    formulas: [{ formula: "signals", alias: "Signals" }],
  };
}

function toplist(title: string, which: string, by: string): Body {
  const { queries, formulas } = counted(which, [by]);
  return scalar("toplist", title, {
    queries,
    formulas: formulas.map((formula) => ({ ...formula, limit: { count: 10, order: "desc" } })),
  });
}
