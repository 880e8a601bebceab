/** Resolves one service in one environment: packs, service and environment laid together, then every part of it read. */

import type { Diagnostic } from "../../diagnostics/index";
import type { Catalog, Found } from "../load/catalog";
import { BUILT_IN_PARAMETERS } from "../load/facts";
import { child, type MapNode, type Node, place, plain } from "../load/tree";
import type { KnownMetric } from "../metric-units";
import { nearest, type Problem } from "../quantity";
import type { EnvironmentInfo, LogMetricEntry, ScanEntry, ServiceEntry, SignalEntry, StreamEntry } from "../resolved";
import { DAYS, ServiceFields } from "../schema/index";
import { type Context, complain, type Part, wholeMinutes } from "./context";
import { misplacedScopes } from "./filters";
import { atParameters } from "./given";
import { fillIn, lay, ofLayer } from "./lay";
import { type Declared, declare } from "./names";
import { resolveObjective } from "./objective";
import { originsIn } from "./origins";
import { type PackContent, packContent, WATCHED } from "./packs";
import { inside, readPart, resolveDashboard, resolveSentry, resolveSynthetic, sorted } from "./parts";
import { resolveSecurity } from "./security";
import { resolveSignal } from "./signal";
import { signalsOf } from "./signals";
import { ofTier, tiersOfServices } from "./tiers";
import { titleOf } from "./words";

/** What resolving needs beside the catalog. */
export interface Surroundings {
  environment: EnvironmentInfo;
  priorities: ReadonlyMap<string, number>;
  metrics: readonly KnownMetric[];
  defaultEscalation: string | undefined;
  /** Filled by the way: what every service holds, on or off. */
  declared: Declared;
  sampling: { rum?: number | undefined; replay?: number | undefined };
  /** Whether a moment is over: what ended then is left out. */
  isOver: (moment: number) => boolean;
}

/** Parts read one by one, so that a mistake in one does not hide those in the others. */
const PARTS = [...WATCHED, "sentry", "packs", "environments"] as const;

/** The service in an environment; undefined when it is off there or cannot be understood. */
export function resolveService(
  catalog: Catalog,
  found: Found<unknown>,
  around: Surroundings,
): { service: ServiceEntry | undefined; diagnostics: Diagnostic[] } {
  const env = around.environment.name;
  const override = child(child(found.node, "environments"), env);
  const content = baseOf(catalog, found, override);
  const diagnostics = [...content.diagnostics];
  const none = { service: undefined, diagnostics };
  const laid = override ? lay(content.laid, ofLayer(override, "environment"), "service") : content.laid;
  const systemKey = textOf(child(found.node, "system"));
  const system = systemKey === undefined ? undefined : catalog.sections.systems.get(systemKey);
  const team = textOf(child(laid, "team")) ?? textOf(system && child(system.node, "team"));
  if (systemKey === undefined || !system || team === undefined) return none;
  const words: Record<string, string> = {
    service: textOf(child(child(laid, "datadog"), "service")) ?? found.key,
    env: around.environment.tag,
    environment: env,
    system: systemKey,
    team,
  };
  let scoped = false;
  const node = fillIn(laid, (text, at) => {
    scoped ||= text.includes("${scope}");
    return fill(text, words, content.missing, at, `services.${found.key}`, diagnostics);
  });
  if (node.type !== "map") return none;
  const path = ["services", found.key];
  if (scoped) diagnostics.push(...misplacedScopes(node, path));
  diagnostics.push(...tiersOfServices(node, path));
  const fields = readPart(
    ServiceFields,
    { key: found.key, place: found.place, node: without(node, PARTS), path },
    diagnostics,
  );
  declare(found.key, node, fields?.enabled !== false, around.declared);
  if (content.incomplete) around.declared.set(`${found.key}/*`, "on");
  if (fields && !fields.enabled) return { service: undefined, diagnostics: [] };
  const context: Context = {
    env,
    prefix: prefixOf(systemKey, found.key),
    service: found.key,
    priorities: around.priorities,
    whole: catalog.whole,
    metrics: around.metrics,
    diagnostics,
  };
  const root: Part = { key: found.key, place: found.place, node, path };
  for (const [name, downtime] of Object.entries(fields?.downtimes ?? {})) downtimeLength(name, downtime, root, context);
  const runbook = fields?.runbook ?? textOf(system && child(system.node, "runbook"));
  if (fields?.formerly !== undefined && catalog.sections.services.has(fields.formerly))
    complain(context, root, ["formerly"], stillThere("service", fields.formerly));
  const parts = {
    monitors: each(root, "monitors", (part) =>
      typed(part, found, content, context) ? resolveSignal(part, context, runbook) : undefined,
    ),
    objectives: each(root, "objectives", (part) => resolveObjective(part, context, runbook)),
    security: each(root, "security", (part) => resolveSecurity(part, context, runbook)),
    synthetics: each(root, "synthetics", (part) => resolveSynthetic(part, context, runbook)),
    dashboards: each(root, "dashboards", (part) => resolveDashboard(part, context)),
    sentry: each(root, "sentry", (part) => resolveSentry(part, context)),
  };
  formerNames(parts.monitors, root, context);
  if (!fields) return { service: undefined, diagnostics: atParameters(diagnostics, node, path, content) };
  const source = place(found.place);
  const { datadog, title, escalation, rum, ...rest } = fields;
  const datadogService = datadog.service ?? found.key;
  return {
    service: {
      ...rest,
      ...parts,
      key: found.key,
      source,
      name: context.prefix,
      ...(fields.formerly !== undefined && { formerName: prefixOf(systemKey, fields.formerly) }),
      title: title ?? titleOf(found.key),
      team,
      ...(runbook !== undefined && { runbook }),
      datadog,
      datadogService,
      scope: datadog.scope ?? `service:${datadogService}`,
      ...((escalation ?? around.defaultEscalation) !== undefined && {
        escalation: escalation ?? around.defaultEscalation,
      }),
      ...(rum && {
        rum: {
          ...rum,
          sample: rum.sample ?? around.sampling.rum ?? 100,
          replay: rum.replay ?? around.sampling.replay ?? 0,
        },
      }),
      logs: logsOf(fields.logs, inside(root, "logs", ""), root, context),
      ...signalsOf(fields, parts.security, root, context, around.isOver),
      packs: content.packs,
      origins: originsIn(node, place(found.place)),
    },
    diagnostics: atParameters(diagnostics, node, path, content),
  };
}

type Base = PackContent & { laid: Node };

const bases = new WeakMap<Node, Map<string, Base>>();

/** Packs and service laid together, once for all environments that leave tier and words of the packs as they are. */
function baseOf(catalog: Catalog, found: Found<unknown>, override: Node | undefined): Base {
  const tier = textOf(child(override, "tier"), "number") ?? textOf(child(found.node, "tier"), "number") ?? "3";
  const here = child(override, "with");
  const known = bases.get(found.node) ?? new Map<string, Base>();
  bases.set(found.node, known);
  const name = here ? `${tier} ${JSON.stringify(plain(here))}` : tier;
  const before = known.get(name);
  if (before) return before;
  const given = child(found.node, "with");
  const content = packContent(catalog, found, here ? lay(given, here) : given);
  const base = { ...content, laid: lay(ofTier(content.node, tier), found.node, "service") };
  known.set(name, base);
  return base;
}

/** What a service's names begin with: `<system>-<service>`, the system once where the service's key begins with it. */
export function prefixOf(system: string, service: string): string {
  return service === system || service.startsWith(`${system}-`) ? service : `${system}-${service}`;
}

function each<T extends { key: string }>(root: Part, section: string, resolve: (part: Part) => T | undefined): T[] {
  const map = child(root.node, section);
  if (map?.type !== "map") return [];
  return sorted([...map.entries.keys()].flatMap((key) => resolve(inside(root, section, key)) ?? []));
}

/** Hours that last until they begin again would mute for ever. */
function downtimeLength(
  name: string,
  { lasts, days }: ServiceEntry["downtimes"][string],
  part: Part,
  context: Context,
): void {
  wholeMinutes(context, part, { lasts }, ["downtimes", name]);
  const begins = days
    ? DAYS.flatMap((day, index) => (days.includes(day) ? [index] : []))
    : DAYS.map((_, index) => index);
  const gaps = begins.map((day, index) => (begins[index + 1] ?? (begins[0] ?? 0) + DAYS.length) - day);
  const longest = Math.max(...gaps);
  if (lasts.seconds < longest * 86_400) return;
  complain(context, part, ["downtimes", name, "lasts"], {
    code: "out-of-range",
    message: `\`${lasts.text}\` lasts until the downtime begins again: it would mute for ever`,
    hint: `Let it last less than \`${longest * 24}h\`${days ? "" : ", or name its `days:`"}.`,
  });
}

/** A former name must be free, and one thing's. */
function formerNames(monitors: readonly SignalEntry[], root: Part, context: Context): void {
  const taken = child(root.node, "monitors");
  const said = new Set<string>();
  for (const { key, formerly } of monitors) {
    if (formerly === undefined) continue;
    const there = taken?.type === "map" && taken.entries.has(formerly);
    const path = ["monitors", key, "formerly"];
    if (there) complain(context, root, path, stillThere("signal", formerly));
    else if (said.has(formerly))
      complain(context, root, path, {
        code: "former-name",
        message: `two signals say that they were \`${formerly}\` before`,
        hint: "One resource can become one: leave `formerly` out of the other.",
      });
    said.add(formerly);
  }
}

function stillThere(what: string, formerly: string): Problem {
  return {
    code: "former-name",
    message: `the ${what} \`${formerly}\` is still there`,
    hint: `Leave \`formerly\` out, or take the old ${what} away.`,
  };
}

/** Whether a signal says what it is; if not it was meant to change one of a pack's that is not there. */
function typed(part: Part, service: Found<unknown>, content: PackContent, context: Context): boolean {
  if (part.node.type !== "map" || part.node.entries.has("type")) return sameType(part, content.node, context);
  if (content.incomplete) return false;
  const known = child(content.node, "monitors");
  const near = known?.type === "map" ? nearest(part.key, known.entries.keys()) : undefined;
  context.diagnostics.push({
    code: "missing-type",
    severity: "error",
    message: `\`${part.key}\` has no \`type\`, and no pack of \`${service.key}\` brings a signal of that name`,
    hint: near ? `Did you mean \`${near}\`?` : "Add `type:` to make it a signal of its own, or use a pack that has it.",
    ...place(part.place),
    path: part.path.join("."),
  });
  return false;
}

function sameType(part: Part, packs: MapNode, context: Context): boolean {
  const before = textOf(child(child(child(packs, "monitors"), part.key), "type"));
  const now = child(part.node, "type");
  if (before === undefined || !now || textOf(now) === before) return true;
  context.diagnostics.push({
    code: "conflicting-keys",
    severity: "error",
    message: `\`${part.key}\` is a \`${before}\` in its pack and cannot become a \`${String(textOf(now))}\``,
    hint: "Leave `type` out to change the pack's signal, or choose another name for a signal of your own.",
    ...place(now),
    path: [...part.path, "type"].join("."),
  });
  return false;
}

function logsOf(
  logs: { streams: Record<string, object>; metrics: Record<string, object>; scanner: Record<string, object> },
  part: Part,
  root: Part,
  context: Context,
): ServiceEntry["logs"] {
  const node = child(root.node, "logs");
  const entries = (section: string, items: Record<string, object>) =>
    sorted(
      Object.entries(items).map(([key, item]) => {
        const { place: at } = node ? inside({ ...part, node }, section, key) : root;
        return {
          title: titleOf(key),
          ...item,
          key,
          name: `${context.prefix}-${key}`,
          source: place(at),
        };
      }),
    );
  return {
    streams: entries("streams", logs.streams) as StreamEntry[],
    metrics: entries("metrics", logs.metrics) as unknown as LogMetricEntry[],
    scanner: entries("scanner", logs.scanner) as ScanEntry[],
  };
}

/** Fills in the words every text knows. `${scope}` is left: what it means depends on the language it stands in. */
function fill(
  text: string,
  words: Readonly<Record<string, string>>,
  missing: ReadonlySet<string>,
  at: Node,
  path: string,
  diagnostics: Diagnostic[],
): string {
  return text.replace(/\$\{([^}]*)\}/g, (whole, name: string) => {
    if (name === "scope" || missing.has(name)) return whole;
    const word = Object.hasOwn(words, name) ? words[name] : undefined;
    if (word !== undefined) return word;
    diagnostics.push({
      code: "unknown-parameter",
      severity: "error",
      message: `\`${whole}\` is nothing that could be filled in here`,
      hint: `There are ${BUILT_IN_PARAMETERS.map((one) => `\`\${${one}}\``).join(", ")}, and in packs their parameters.`,
      ...place(at),
      path,
    });
    return whole;
  });
}

function without(node: MapNode, names: readonly string[]): MapNode {
  return { ...node, entries: new Map([...node.entries].filter(([name]) => !names.includes(name))) };
}

function textOf(node: Node | undefined, type: "string" | "number" = "string"): string | undefined {
  return node?.type === "scalar" && typeof node.value === type ? String(node.value) : undefined;
}
