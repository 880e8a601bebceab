/**
 * Names of one service that another part of the catalog uses: parts of composites, monitors of objectives, widgets of dashboards.
 * What names nothing is a finding; what names something that is off here is left out, where leaving out keeps its meaning.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { CatalogCode } from "../codes";
import { filterLanguage } from "../filter";
import type { Catalog } from "../load/catalog";
import { findCycle } from "../load/facts";
import { child, type Node } from "../load/tree";
import { nearest } from "../quantity";
import type { ObjectiveEntry, ServiceEntry, SignalEntry } from "../resolved";
import { type Part, partOf } from "./part-of";

type Kind = "monitors" | "objectives" | "security";
type State = "on" | "off" | "broken" | "absent";

/** What the trees of all services hold here, whether it is on or not: `<service>/<kind>/<key>`; `<service>/*` where that is not all. */
export type Declared = Map<string, "on" | "off">;

/** Notes what a service's tree holds. */
export function declare(service: string, tree: Node, enabled: boolean, declared: Declared): void {
  for (const kind of ["monitors", "objectives", "security"] as const) {
    const map = child(tree, kind);
    if (map?.type !== "map") continue;
    for (const [key, { value }] of map.entries) {
      const flag = child(value, "enabled");
      const on = enabled && !(flag?.type === "scalar" && flag.value === false);
      declared.set(`${service}/${kind}/${key}`, on ? "on" : "off");
    }
  }
}

interface Names {
  env: string;
  catalog: Catalog;
  services: ReadonlyMap<string, ServiceEntry>;
  declared: Declared;
  diagnostics: Diagnostic[];
}

/** Fills in the monitors' names of composites and objectives, and leaves out widgets of what is off here. */
export function connect(
  env: string,
  catalog: Catalog,
  services: readonly ServiceEntry[],
  declared: Declared,
): Diagnostic[] {
  const names: Names = {
    env,
    catalog,
    services: new Map(services.map((one) => [one.key, one])),
    declared,
    diagnostics: [],
  };
  for (const service of services) {
    composites(names, service);
    objectives(names, service);
    downtimes(names, service);
    for (const dashboard of service.dashboards) {
      dashboard.groups = dashboard.groups.flatMap((group, at) => {
        const widgets = group.widgets.filter((widget, index) => {
          const path = `dashboards.${dashboard.key}.groups.${at}.widgets.${index}`;
          if (widget.type === "signal")
            return look(names, service, widget.signal, "monitors", `${path}.signal`).state === "on";
          if (widget.type === "objective")
            return look(names, service, widget.objective, "objectives", `${path}.objective`).state === "on";
          if (widget.type === "rule")
            return look(names, service, widget.rule, "security", `${path}.rule`).state === "on";
          return true;
        });
        return widgets.length > 0 ? [{ ...group, widgets }] : [];
      });
    }
  }
  cycles(names);
  return names.diagnostics;
}

function composites(names: Names, service: ServiceEntry): void {
  for (const signal of service.monitors)
    for (const part of signal.parts ?? []) {
      const path = `monitors.${signal.key}.when`;
      const { state, name } = look(names, service, part.text, "monitors", path, part);
      part.name = name;
      if (state === "off")
        report(
          names,
          service,
          path,
          {
            code: "depends-on-off",
            message: `\`${signal.key}\` depends on \`${part.text}\`, which is off in ${names.env}`,
            hint: `Turn \`${signal.key}\` off too, or give it another condition here.`,
          },
          part,
        );
    }
}

function objectives(names: Names, service: ServiceEntry): void {
  for (const objective of service.objectives) {
    if (objective.type !== "monitors") continue;
    const path = `objectives.${objective.key}.monitors`;
    const looked = objective.monitors.map((text, index) => look(names, service, text, "monitors", `${path}.${index}`));
    objective.monitorNames = looked.filter(({ state }) => state === "on").map(({ name }) => name);
    if (looked.length > 0 && looked.every(({ state }) => state === "off"))
      report(names, service, path, {
        code: "depends-on-off",
        message: `all signals of \`${objective.key}\` are off in ${names.env}`,
        hint: `Turn the objective off too: \`${objective.key}: { enabled: false }\`.`,
      });
    unburnable(names, service, objective);
  }
}

/** Datadog's alerts on objectives follow metrics only, not the time in which checks, searches or combinations were quiet. */
const FOLLOWED: ReadonlySet<SignalEntry["type"]> = new Set([
  "ratio",
  "metric",
  "count",
  "heartbeat",
  "change",
  "anomaly",
  "forecast",
]);

function unburnable(names: Names, service: ServiceEntry, objective: ObjectiveEntry): void {
  const alerts = (["burnRates", "budgets"] as const).flatMap((section) =>
    Object.entries(objective[section]).flatMap(([name, { enabled }]) => (enabled ? [`${section}.${name}`] : [])),
  );
  const signals = [...names.services.values()].flatMap(({ monitors }) => monitors);
  const others = (objective.monitorNames ?? []).flatMap((name) => {
    const signal = signals.find((one) => one.name === name);
    const followed =
      signal?.type === "query" ? filterLanguage(signal.monitorType) === "metric" : signal && FOLLOWED.has(signal.type);
    return signal && !followed ? [signal] : [];
  });
  const [other] = others;
  if (!other) return;
  for (const alert of alerts)
    report(names, service, `objectives.${objective.key}.${alert}`, {
      code: "not-followed",
      message: `nothing alerts on an objective over \`${other.key}\`, a \`${other.type}\`: Datadog follows the budget of signals on metrics only`,
      hint: "Leave the alert out, or promise something of a count or a metric: `type: ratio` or `time-slice`.",
    });
}

/** What is off here needs no muting. */
function downtimes(names: Names, service: ServiceEntry): void {
  service.downtimes = Object.fromEntries(
    Object.entries(service.downtimes).map(([key, downtime]) => {
      if (!downtime.enabled || !downtime.signals) return [key, downtime];
      const signals = downtime.signals.filter((text, index) => {
        const path = `downtimes.${key}.signals.${index}`;
        if (!text.includes("/")) return look(names, service, text, "monitors", path).state === "on";
        report(names, service, path, {
          code: "unknown-name",
          message: `\`${text}\` is not a signal of \`${service.key}\``,
          hint: "A downtime mutes its own service: give the other one a downtime too.",
        });
        return false;
      });
      return [key, { ...downtime, signals }];
    }),
  );
}

function look(
  names: Names,
  service: ServiceEntry,
  text: string,
  kind: Kind,
  path: string,
  part?: Part,
): { state: State; name: string } {
  const [first = "", second] = text.split("/");
  const owner = second === undefined ? service.key : first;
  const key = second ?? first;
  const found = names.services.get(owner)?.[kind].find((entry) => entry.key === key);
  if (found) return { state: "on", name: found.name };
  const declared = names.declared.get(`${owner}/${kind}/${key}`);
  if (declared) return { state: declared === "off" ? "off" : "broken", name: "" };
  if (names.declared.has(`${owner}/*`)) return { state: "broken", name: "" };
  const known = names.catalog.sections.services;
  if (!known.has(owner)) {
    const near = nearest(owner, known.keys());
    report(
      names,
      service,
      path,
      {
        code: "unknown-name",
        message: `there is no service \`${owner}\``,
        hint: near ? `Did you mean \`${near}/${key}\`?` : "Write `<service>/<name>` with a key of `services`.",
      },
      part,
    );
  } else report(names, service, path, absent(names, owner, key, kind, second !== undefined), part);
  return { state: "absent", name: "" };
}

const NOUNS = { monitors: "signal", objectives: "objective", security: "detection rule" } as const;

function absent(
  names: Names,
  owner: string,
  key: string,
  kind: Kind,
  named: boolean,
): { code: CatalogCode; message: string; hint: string } {
  const noun = NOUNS[kind];
  const prefix = `${owner}/${kind}/`;
  const known = [...names.declared.keys()]
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));
  const near = nearest(key, known);
  const elsewhere = [...names.declared.keys()].find((name) => name.endsWith(`/${kind}/${key}`));
  const write = (name: string): string => (named ? `${owner}/${name}` : name);
  return {
    code: "unknown-name",
    message: `\`${owner}\` has no ${noun} \`${key}\``,
    hint: near
      ? `Did you mean \`${write(near)}\`?`
      : elsewhere
        ? `Another service has one: write \`${elsewhere.replace(`/${kind}/`, "/")}\`.`
        : known.length > 0
          ? `It has ${known.map((one) => `\`${one}\``).join(", ")}.`
          : `It has none; \`<service>/<${noun}>\` names another service's.`,
  };
}

function cycles(names: Names): void {
  const composites = [...names.services.values()].flatMap((service) =>
    service.monitors.flatMap((signal) => (signal.parts ? [{ service, signal, parts: signal.parts }] : [])),
  );
  const next = new Map(composites.map(({ signal, parts }) => [signal.name, parts.map(({ name }) => name)]));
  const told = new Set<string>();
  for (const { service, signal } of composites) {
    const cycle = findCycle(signal.name, (name) => next.get(name) ?? []);
    if (!cycle || cycle.some((name) => told.has(name))) continue;
    for (const name of cycle) told.add(name);
    report(names, service, `monitors.${signal.key}.when`, {
      code: "cycle",
      message: `the signal depends on itself: ${[...cycle, signal.name].map((name) => `\`${name}\``).join(" → ")}`,
      hint: "Take one of these out of its condition.",
    });
  }
}

function report(
  names: Names,
  service: ServiceEntry,
  path: string,
  problem: { code: CatalogCode; message: string; hint: string },
  part?: Part,
): void {
  const at = partOf(service.origins.at(path), part);
  names.diagnostics.push({ ...problem, severity: "error", ...at, path: `services.${service.key}.${path}` });
}
