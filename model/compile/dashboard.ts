/** Dashboards: one JSON document each, laid out here, with the ids of objectives and monitors as references. */

import type { Diagnostic } from "../../diagnostics/index";
import type { DashboardEntry, ResolvedEnvironment, ServiceEntry } from "../resolved";
import type { Body } from "../spec";
import { type Compiled, type Draft, type Family, finding } from "./draft";
import { plainWidget } from "./plain-widget";
import { type Context, objectiveWidget, signalWidget, signalWords, type Widget } from "./signal-widget";

export const dashboards: Family = (env) => {
  const compiled = env.services.flatMap((service) =>
    service.dashboards.map((dashboard) => dashboardOf(env, service, dashboard)),
  );
  return {
    drafts: compiled.flatMap(({ drafts }) => drafts),
    diagnostics: compiled.flatMap(({ diagnostics = [] }) => diagnostics),
  };
};

const COLUMNS = 12;

function dashboardOf(env: ResolvedEnvironment, service: ServiceEntry, dashboard: DashboardEntry): Compiled {
  const diagnostics: Diagnostic[] = [];
  const words: NonNullable<Draft["words"]> = {};
  let y = 0;
  const widgets = dashboard.groups.map((group, at): Body => {
    const { placed, rows } = flow(group.widgets);
    const inside = placed.flatMap(({ widget, layout }, index): Body[] => {
      const definition = draw(env, service, dashboard, widget);
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
    drafts: [
      {
        kind: "datadog/dashboard",
        key: dashboard.name,
        source: dashboard.source,
        component: `ServiceDashboard/${dashboard.name}`,
        words,
        body: {
          dashboard: {
            $json: {
              title: dashboard.title,
              description: `${dashboard.description ?? service.title} Environment: ${env.title}. Managed by Watchbill; changes made here are undone.`,
              layout_type: "ordered",
              reflow_type: "fixed",
              // The only tags a dashboard can have are teams.
              tags: [`team:${service.team}`],
              notify_list: [],
              template_variables: variablesOf(dashboard),
              widgets,
            },
          },
        },
      },
    ],
    diagnostics,
  };
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

function draw(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  dashboard: DashboardEntry,
  widget: Widget,
): { drawn: Body; words?: NonNullable<Draft["words"]> } | { diagnostic: Diagnostic } {
  const variables = Object.entries(dashboard.variables).map(([name, { tag }]) => ({ name, tag }));
  const context: Context = { env, service, variables };
  if (widget.type !== "signal" && widget.type !== "objective") return { drawn: plainWidget(context, widget) };
  const name = widget.type === "signal" ? widget.signal : widget.objective;
  const [first = "", second] = name.split("/");
  const owner = second === undefined ? service : env.services.find(({ key }) => key === first);
  const key = second ?? first;
  if (widget.type === "signal") {
    const signal = owner?.monitors.find((entry) => entry.key === key);
    if (owner && signal)
      return {
        drawn: signalWidget({ ...context, service: owner }, signal, widget),
        words: signalWords(signal, widget),
      };
  } else {
    const objective = owner?.objectives.find((entry) => entry.key === key);
    if (owner && objective) return { drawn: objectiveWidget({ ...context, service: owner }, objective, widget) };
  }
  return {
    diagnostic: finding(dashboard, {
      code: "unknown-reference",
      severity: "error",
      message: `the dashboard draws the ${widget.type} \`${name}\`, which does not exist in \`${env.name}\``,
      hint: `Name a ${widget.type} of \`${service.key}\`, or write \`<service>/<${widget.type}>\`.`,
      subject: dashboard.name,
    }),
  };
}
