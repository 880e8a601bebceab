/** The text of a new service's file: what it says passes `check`, and its comments say what to change. Pure. */

import type { Catalog } from "../../model/index";
import type { Pack, Watching } from "./library";

export interface NewService {
  name: string;
  system: string;
  kind: string;
  tier: string;
  /** Undefined: the system's. */
  team: string | undefined;
  /** Those it runs in; undefined: all. */
  environments: readonly string[] | undefined;
}

export function serviceText(service: NewService, watching: Watching, catalog: Catalog, schemaLine: string): string {
  const { environments, kind, name, system, team, tier } = service;
  const lines = [
    `system: ${system}`,
    `title: ${titleOf(name)}`,
    "# One sentence for whoever has never heard of it.",
    `description: What ${name} does, and for whom.`,
    `kind: ${kind}`,
    "# How much depends on it, from 1, the most, to 4. Packs may be stricter with a 1.",
    `tier: ${tier}`,
    ...(team === undefined
      ? [
          `# The team that answers for it is the system's, ${teamOf(catalog, system)}; another one would be named here:`,
          "# team: …",
        ]
      : [`team: ${team}`]),
    ...paged(service, catalog),
    "# Opened by whoever is woken: it should say what to look at first.",
    `runbook: https://runbooks.example.com/${name}`,
    "# The `service` tag of its data at Datadog, where that is not the name here:",
    `# datadog: { service: ${name} }`,
    "",
    "# What the application has to send for all this to see anything.",
    "emits:",
    ...emitted(service, watching).map((sentence) => `  - ${JSON.stringify(sentence)}`),
    "",
    ...watchedWith(service, watching),
    "",
    ...promised(service, watching, catalog),
    ...kept(service, catalog),
    ...where(environments, catalog),
  ];
  return `${schemaLine}# The service ${name}. All of it is yours to change; \`watchbill check\` says what does not fit.

services:
  ${name}:
${lines.map((line) => (line === "" ? "" : `    ${line}`)).join("\n")}
`;
}

export function titleOf(key: string): string {
  const words = key.replaceAll("-", " ");
  return `${words[0]?.toUpperCase() ?? ""}${words.slice(1)}`;
}

function teamOf({ sections }: Catalog, system: string): string {
  return sections.systems.get(system)?.data?.team ?? "none yet";
}

/** A team's own escalation, where it is not everybody's. */
function paged({ system, team }: NewService, catalog: Catalog): string[] {
  const { escalations } = catalog.sections;
  const owner = team ?? teamOf(catalog, system);
  const otherwise = catalog.organisation?.data?.defaultEscalation;
  const own = [...escalations.values()].filter(({ data }) => data?.team === owner).map(({ key }) => key);
  const [first] = own;
  if (first === undefined || (otherwise !== undefined && own.includes(otherwise))) return [];
  return ["# Whom its incidents reach, and who is next.", `escalation: ${first}`];
}

const LOGS =
  "Logs as JSON: service `NAME`, env, the level as status, and a trace id; no names, addresses or tokens in the text.";

/** By kind, for those whose packs need no metrics of one's own. */
const EMITTED: Readonly<Record<string, readonly string[]>> = {
  service: ["Traces: service `NAME`, operation `http.request`, env and version.", LOGS],
  frontend: ["Datadog's browser SDK in every page: service `NAME`, env and version."],
  function: ["Traces of each call: service `NAME`, env and version.", LOGS],
  worker: ["Traces of each task: service `NAME`, env and version.", LOGS],
  websocket: [LOGS],
  job: [LOGS],
  database: ["The agent's Postgres integration, with the tags service `NAME` and env.", LOGS],
  cache: ["The agent's Redis integration, with the tags service `NAME` and env.", LOGS],
  cdn: ["Datadog's browser SDK in the pages that load the files: service `NAME` and env."],
  host: ["Datadog's agent on each machine, with the tags service `NAME` and env."],
  container: ["Datadog's agent in the cluster, with unified service tags: service `NAME`, env and version.", LOGS],
  external: ["Traces of the calls to it: service `NAME` as the name of the client spans, and env."],
};

/** Kinds whose logs are their own. */
const LOGGING: ReadonlySet<string> = new Set(
  Object.entries(EMITTED).flatMap(([kind, all]) => (all.includes(LOGS) ? [kind] : [])),
);

function emitted({ kind, name }: NewService, watching: Watching): string[] {
  const metrics = parametersOf(watching).flatMap(({ description, otherwise, value }) =>
    otherwise === undefined && /^[a-z_]+\.\S+$/.test(value(name)) && !value(name).includes("/")
      ? [`The metric \`${value(name)}\`, with the tags service \`${name}\` and env: ${lower(description)}`]
      : [],
  );
  const sentences = [...(EMITTED[kind] ?? []), ...metrics].map((sentence) => sentence.replaceAll("NAME", name));
  return sentences.length > 0 ? sentences : [`Its metrics, with the tags service \`${name}\` and env.`];
}

interface Parameter {
  name: string;
  description: string;
  otherwise: string | undefined;
  /** What a service of a name might say. */
  value: (service: string) => string;
}

function parametersOf({ packs }: Watching): Parameter[] {
  const all = packs.flatMap(({ data }) => Object.entries(data?.parameters ?? {}));
  return [...new Map(all)].map(([name, { default: otherwise, description, example }]) => ({
    name,
    description,
    otherwise,
    value: (service) => otherwise ?? (example ?? name).replace(/^shop(?=[._])/, service.replaceAll("-", "_")),
  }));
}

function watchedWith({ name, tier }: NewService, watching: Watching): string[] {
  const parameters = parametersOf(watching);
  const needed = parameters.filter(({ otherwise }) => otherwise === undefined);
  const others = parameters.filter(({ otherwise }) => otherwise !== undefined);
  const names = watching.packs.map(({ key }) => key).join(", ");
  const written = (parameter: Parameter): string => `${parameter.name}: ${inYaml(parameter.value(name))}`;
  return [
    ...(watching.byKind
      ? [`# Watched with what its kind is watched with: ${names}. Others would be named here:`, `# packs: [${names}]`]
      : [`packs: [${names}]`]),
    ...(parameters.length > 0 ? ["# Words that the packs leave open."] : []),
    ...(needed.length > 0 ? ["with:"] : others.length > 0 ? ["# with:"] : []),
    ...needed.flatMap((parameter) => [`  # ${parameter.description}`, `  ${written(parameter)}`]),
    ...others.flatMap((parameter) =>
      needed.length > 0
        ? [`  # ${parameter.description} Without this line:`, `  # ${written(parameter)}`]
        : [`#   ${written(parameter)}   # ${parameter.description}`],
    ),
    "",
    "# Its signals come from the packs; what differs here is all that is written. Numbers carry their unit.",
    "# `watchbill explain monitor <service>/<signal>` says where each value comes from.",
    "# monitors:",
    ...signalsOf(watching.packs, tier).flatMap(({ key, line }) => [`#   ${key}: ${line}`]),
  ];
}

interface Signal {
  key: string;
  type: string;
  line: string;
  /** The whole of it, where it is a ratio. */
  numerator?: unknown;
  denominator?: unknown;
}

/** The signals of packs, each with the lines it alerts at for a service of the tier. */
function signalsOf(packs: readonly Pack[], tier: string): Signal[] {
  return packs.flatMap(({ data }) =>
    Object.entries(data?.monitors ?? {}).map(([key, all]) => {
      const signal = ofTier(all, tier);
      const side = (["above", "atLeast", "below", "atMost"] as const).find(
        (name) => (signal as Record<string, unknown>)[name] !== undefined,
      );
      const levels = side && (signal as unknown as Record<string, Record<string, { text: string } | "none">>)[side];
      const written = Object.entries(levels ?? {}).map(
        ([severity, level]) => `${severity}: ${inYaml(typeof level === "string" ? level : level.text)}`,
      );
      const others = ["failures", "silentFor", "severity"].flatMap((name) => {
        const value = (signal as Record<string, unknown>)[name];
        if (value === undefined || (name === "silentFor" && signal.type === "check")) return [];
        const text = JSON.stringify(isTimed(value) ? value.text : value).replaceAll('"', "");
        return [`${name}: ${text.replaceAll(":", ": ").replaceAll(",", ", ")}`];
      });
      const line = side ? `{ ${side}: { ${written.join(", ")} } }` : `{ ${others.join(", ")} }`;
      return { ...signal, key, line };
    }),
  );
}

/** What a pack says of a signal for a tier, over what it says for all: two lines replace those that were there. */
function ofTier<T extends object>(signal: T, tier: string): T {
  const own = (signal as { tiers?: Record<string, Record<string, unknown>> }).tiers?.[tier] ?? {};
  const laid = Object.entries(own).map(([name, value]) => {
    const before = (signal as Record<string, unknown>)[name];
    const lines = LINES.has(name) && Object.keys(value as object).length === 1;
    return [name, lines ? { ...(before as object), ...(value as object) } : value];
  });
  return { ...signal, ...Object.fromEntries(laid) };
}

const LINES: ReadonlySet<string> = new Set(["above", "atLeast", "below", "atMost", "failures"]);

function isTimed(value: unknown): value is { text: string } {
  return typeof value === "object" && value !== null && "text" in value;
}

/** Kinds of signals whose quiet time Datadog counts for an objective. */
const COUNTED: ReadonlySet<string> = new Set(["ratio", "metric", "count", "check", "heartbeat", "anomaly"]);

function promised({ kind, tier }: NewService, watching: Watching, { sections }: Catalog): string[] {
  const { packs } = watching;
  const objectives = packs.flatMap(({ data }) => Object.entries(data?.objectives ?? {}));
  if (objectives.length > 0)
    return [
      "# What is promised. The packs say how it is measured, and alert when its budget is used up too fast.",
      "# `watchbill explain objective <service>/<objective>` says what that means.",
      "objectives:",
      ...objectives.map(([key, objective]) => `  ${key}: { target: ${targetOf(objective, tier)}% }`),
      "",
    ];
  const signals = signalsOf(packs, tier);
  const ratio = signals.find(
    ({ denominator, numerator, type }) => type === "ratio" && isPlain(numerator) && isPlain(denominator),
  );
  const counted = signals.filter(({ type }) => COUNTED.has(type));
  if (!ratio && counted.length === 0) return [];
  const named = parametersOf(watching).filter(
    ({ otherwise }) => otherwise !== undefined && [ratio?.numerator, ratio?.denominator].join().includes(otherwise),
  );
  const alerts =
    sections.severities.size >= 3 ? ["    # Three alerts on how fast the budget is used.", "    alerts: standard"] : [];
  return [
    "# What is promised, and measured over thirty days.",
    "objectives:",
    ...(ratio
      ? [
          "  availability:",
          "    type: ratio",
          `    description: ${kind === "worker" ? "Tasks" : "Requests"} that do not fail.`,
          ...named.map(
            (parameter) =>
              `    # Where \`${parameter.name}\` above is not ${String(parameter.otherwise)}, these names differ, too.`,
          ),
          `    bad: ${String(ratio.numerator)}`,
          `    total: ${String(ratio.denominator)}`,
          "    target: 99.9%",
          ...alerts,
        ]
      : [
          "  quiet:",
          "    type: monitors",
          "    description: The time in which none of these signals alerts.",
          `    monitors: [${counted
            .slice(0, 3)
            .map(({ key }) => key)
            .join(", ")}]`,
          "    target: 99%",
        ]),
    "",
  ];
}

function targetOf(objective: { target: number; tiers?: unknown }, tier: string): number {
  const own = (objective.tiers as Record<string, { target?: number }> | undefined)?.[tier];
  return own?.target ?? objective.target;
}

function isPlain(series: unknown): boolean {
  return typeof series === "string" && !series.includes("${");
}

/** Logs are kept in a class of the catalog, where it has one. */
function kept({ kind }: NewService, { sections }: Catalog): string[] {
  if (!LOGGING.has(kind)) return [];
  const classes = [...sections.retentionClasses.values()].filter(({ data }) => data?.applies === "logs");
  const named = classes.find(({ key }) => key === "application") ?? classes[0];
  const text = (name: string) => ["logs:", "  streams:", `    application: { class: ${name}, filter: "*" }`];
  return named
    ? ["# Its logs, and the class that says how long they are kept.", ...text(named.key), ""]
    : [
        "# Its logs: once the catalog has `retentionClasses`, one of them says how long they are kept.",
        ...text("…").map((line) => `# ${line}`),
        "",
      ];
}

function where(environments: readonly string[] | undefined, { sections }: Catalog): string[] {
  const all = [...sections.environments.keys()];
  const off = environments ? all.filter((name) => !environments.includes(name)) : [];
  if (off.length === 0)
    return ["# What differs in an environment:", "# environments:", `#   ${all[0] ?? "dev"}: { enabled: false }`];
  return ["environments:", ...off.map((name) => `  ${name}: { enabled: false }`)];
}

/** As a value in a block of YAML or in brackets. */
function inYaml(text: string): string {
  return /^[a-zA-Z0-9][\w./%-]*(?: [\w./%-]+)*$/.test(text) &&
    !/^(true|false|null|yes|no|on|off|[\d.e+-]+)$/i.test(text)
    ? text
    : /^\d+(\.\d+)?$/.test(text)
      ? text
      : JSON.stringify(text);
}

function lower(text: string): string {
  return `${text[0]?.toLowerCase() ?? ""}${text.slice(1)}`;
}
