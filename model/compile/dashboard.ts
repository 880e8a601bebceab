/** Dashboards: one JSON document each, laid out here, with the ids of objectives and monitors as references. */

import type { Diagnostic } from "../../diagnostics/index";
import type { DashboardEntry, ResolvedEnvironment, ServiceEntry, SystemEntry } from "../resolved";
import type { Body, JsonText, Spec } from "../spec";
import { type Compiled, type Draft, type Family, finding } from "./draft";
import { linksWidget } from "./links-widget";
import { plainWidget } from "./plain-widget";
import { ruleWidget, securitySignalsWidget } from "./security-widget";
import { type Context, objectiveWidget, signalWidget, signalWords, type Widget, type WidgetOf } from "./signal-widget";

export const dashboards: Family = (env) => {
  const compiled = [
    ...env.services.flatMap((service) => service.dashboards.map((dashboard) => dashboardOf(env, service, dashboard))),
    ...env.systems.flatMap((system) => {
      const services = system.made ? env.services.filter((one) => one.system === system.key) : [];
      const [first] = services;
      return system.made && first ? [dashboardOf(env, asService(system, first), system.made, services)] : [];
    }),
  ];
  return {
    drafts: compiled.flatMap(({ drafts }) => drafts),
    diagnostics: compiled.flatMap(({ diagnostics = [] }) => diagnostics),
  };
};

/** A system as the service its dashboard belongs to: of its own it has nothing that is watched. */
function asService(system: SystemEntry, first: ServiceEntry): ServiceEntry {
  const { runbook: _r, repository: _p, ...rest } = first;
  return {
    ...rest,
    key: system.key,
    name: system.key,
    source: system.source,
    title: system.title,
    description: system.description,
    team: system.team,
    scope: "",
    monitors: [],
    objectives: [],
    security: [],
    synthetics: [],
    dashboards: [],
  };
}

const COLUMNS = 12;

/**
 * `services`: those a system's dashboard is of. What a dashboard that is made of a service draws exists, and is checked where it
 * is drawn from: a check need not draw it.
 */
function dashboardOf(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  dashboard: DashboardEntry,
  services?: readonly ServiceEntry[],
): Compiled {
  const { name: key, source } = dashboard;
  const draft = { kind: "datadog/dashboard", key, source, component: `ServiceDashboard/${key}` } as const;
  if (dashboard.made) {
    // What rules ask of a dashboard is in front of its widgets, and nobody draws them for that.
    const front: Draft["front"] = (made) => ({
      dashboard: {
        $json: Object.defineProperty(frontOf(env, service, dashboard), "widgets", {
          enumerable: true,
          get: () => (made().dashboard as unknown as JsonText).$json.widgets,
        }),
      },
    });
    return { drafts: [{ ...draft, body: () => contentOf(env, service, dashboard, services), front }] };
  }
  const { diagnostics, ...content } = contentOf(env, service, dashboard, services);
  return { drafts: [{ ...draft, ...content }], diagnostics };
}

function contentOf(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  dashboard: DashboardEntry,
  services: readonly ServiceEntry[] | undefined,
): Required<Pick<Spec, "body" | "words">> & { diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const words: NonNullable<Draft["words"]> = {};
  let y = 0;
  const widgets = dashboard.groups.map((group, at): Body => {
    const { placed, rows } = flow(group.widgets);
    const inside = placed.flatMap(({ widget, layout }, index): Body[] => {
      const definition = draw(env, service, dashboard, widget, services);
      if ("diagnostic" in definition) {
        diagnostics.push(definition.diagnostic);
        return [];
      }
      const path = `dashboard.widgets.${at}.definition.widgets.${index}.definition`;
      for (const [name, one] of Object.entries(definition.words ?? {})) words[`${path}.${name}`] = one;
      return [{ definition: definition.drawn, layout }];
    });
    const layout = { x: 0, y, width: COLUMNS, height: rows + 1 };
    y += rows + 1;
    return {
      definition: { type: "group", title: group.title, layout_type: "ordered", show_title: true, widgets: inside },
      layout,
    };
  });
  return {
    body: { dashboard: { $json: { ...frontOf(env, service, dashboard), widgets } } },
    words,
    diagnostics,
  };
}

/** All but the widgets. */
function frontOf(env: ResolvedEnvironment, service: ServiceEntry, dashboard: DashboardEntry): Body {
  return {
    title: dashboard.title,
    description: `${sentence(dashboard.description ?? service.title)} Environment: ${env.title}. Managed by Watchbill; changes made here are undone.`,
    layout_type: "ordered",
    reflow_type: "fixed",
    // The only tags a dashboard can have are teams.
    tags: [`team:${service.team}`],
    notify_list: [],
    template_variables: variablesOf(dashboard),
  };
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function variablesOf({ variables }: DashboardEntry): Body[] {
  return Object.entries(variables).map(([name, { tag, values, default: chosen }]) => ({
    name,
    prefix: tag,
    ...(values.length > 0 && { available_values: values }),
    defaults: [chosen],
  }));
}

/** Places widgets left to right, a new row when the next does not fit. */
function flow(widgets: readonly Widget[]): { placed: { widget: Widget; layout: Body }[]; rows: number } {
  let x = 0;
  let y = 0;
  let row = 0;
  const placed = widgets.map((widget) => {
    if (x + widget.width > COLUMNS) {
      x = 0;
      y += row;
      row = 0;
    }
    const layout = { x, y, width: widget.width, height: widget.height };
    x += widget.width;
    row = Math.max(row, widget.height);
    return { widget, layout };
  });
  return { placed, rows: y + row };
}

type Drawn = { drawn: Body; words?: NonNullable<Draft["words"]> };

type Naming = WidgetOf<"signal" | "objective" | "rule">;

function draw(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  dashboard: DashboardEntry,
  widget: Widget,
  services: readonly ServiceEntry[] | undefined,
): Drawn | { diagnostic: Diagnostic } {
  const variables = Object.entries(dashboard.variables).map(([name, { tag }]) => ({ name, tag }));
  const context: Context = { env, service, variables };
  switch (widget.type) {
    case "signal":
    case "objective":
    case "rule":
      return drawNamed(context, widget) ?? { diagnostic: absent(env, service, dashboard, widget) };
    case "links":
      return { drawn: linksWidget(context, dashboard, widget, services) };
    case "security-signals":
      return { drawn: securitySignalsWidget(context, widget) };
    default:
      return { drawn: plainWidget(context, widget) };
  }
}

function drawNamed(context: Context, widget: Naming): Drawn | undefined {
  const { env, service } = context;
  const [first = "", second] = nameIn(widget).split("/");
  const owner = second === undefined ? service : env.services.find(({ key }) => key === first);
  const key = second ?? first;
  if (!owner) return undefined;
  const there = { ...context, service: owner };
  switch (widget.type) {
    case "signal": {
      const signal = owner.monitors.find((entry) => entry.key === key);
      return signal && { drawn: signalWidget(there, signal, widget), words: signalWords(signal, widget) };
    }
    case "objective": {
      const objective = owner.objectives.find((entry) => entry.key === key);
      return objective && { drawn: objectiveWidget(there, objective, widget) };
    }
    case "rule": {
      const rule = owner.security.find((entry) => entry.key === key);
      return rule && { drawn: ruleWidget(there, rule, widget) };
    }
  }
}

function nameIn(widget: Naming): string {
  return widget.type === "signal" ? widget.signal : widget.type === "objective" ? widget.objective : widget.rule;
}

function absent(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  dashboard: DashboardEntry,
  widget: Naming,
): Diagnostic {
  return finding(dashboard, {
    code: "unknown-reference",
    severity: "error",
    message: `the dashboard draws the ${widget.type} \`${nameIn(widget)}\`, which does not exist in \`${env.name}\``,
    hint: `Name a ${widget.type} of \`${service.key}\`, or write \`<service>/<${widget.type}>\`.`,
    subject: dashboard.name,
  });
}
