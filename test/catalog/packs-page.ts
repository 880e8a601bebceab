/** The page of the shipped packs, docs/packs.md: each with its words, and each signal with what it measures and from when on it tells whom. */

type Entry = Record<string, unknown>;
type Lines = Record<string, string | number>;

export interface Pack {
  title?: string;
  description: string;
  parameters?: Record<string, { description: string; default?: string; example?: string }>;
  monitors?: Record<string, Entry>;
  objectives?: Record<string, Entry>;
  security?: Record<string, Entry>;
  synthetics?: Record<string, Entry>;
}

export interface Kind {
  description?: string;
  packs: (string | { use: string })[];
}

const COMPARED: Readonly<Record<string, string>> = {
  above: ">",
  atLeast: "≥",
  below: "<",
  atMost: "≤",
};

export function packsPage(packs: Readonly<Record<string, Pack>>, kinds: Readonly<Record<string, Kind>>): string {
  const names = Object.keys(packs).sort();
  return [
    "# Packs",
    "",
    "What services are made of, and what is watched of it. A service names packs under `packs:`, or has those of its `kind`; it fills in",
    "their words under `with:`, and says itself what is to be otherwise: `monitors: { latency: { above: { high: 300ms } } }`. Two lines",
    "replace both lines of the pack, one changes that one, `none` takes one away. This page is made from `catalog/standards`.",
    "",
    "Of a line, `high > 5%` reads: someone is told as of `high` when the value is above 5 %. Tiers are of the service, 1 the one most",
    "depends on; what is said for no tier holds for all others.",
    "",
    "## By kind of service",
    "",
    "| kind | what it is | packs |",
    "| --- | --- | --- |",
    ...Object.entries(kinds).map(
      ([kind, { description = "", packs: uses }]) =>
        `| \`${kind}\` | ${description} | ${uses.map((use) => link(typeof use === "string" ? use : use.use)).join(", ")} |`,
    ),
    ...names.flatMap((name) => section(name, packs[name] as Pack)),
    "",
  ].join("\n");
}

function link(name: string): string {
  return `[${name}](#${name})`;
}

function section(name: string, pack: Pack): string[] {
  const words = Object.entries(pack.parameters ?? {});
  return [
    "",
    `## ${name}`,
    "",
    `${pack.title ?? name}. ${pack.description.trim()}`,
    ...(words.length === 0
      ? []
      : [
          "",
          "| word | what it stands for | if not given |",
          "| --- | --- | --- |",
          ...words.map(
            ([word, { description, default: otherwise, example }]) =>
              `| \`${word}\` | ${cell(description)} | ${otherwise === undefined ? `must be given, e.g. ${code(example ?? "")}` : code(otherwise)} |`,
          ),
        ]),
    ...table("Signal", pack.monitors, signalRow, ["measures", "tells", "over", "no data"]),
    ...table("Objective", pack.objectives, objectiveRow, ["promise"]),
    ...table("Rule", pack.security, ruleRow, ["finds", "tells", "over"]),
    ...table("Test", pack.synthetics, testRow, ["asks", "tells", "every"]),
  ];
}

function table(
  first: string,
  entries: Readonly<Record<string, Entry>> = {},
  row: (entry: Entry) => string[],
  heads: readonly string[],
): string[] {
  const all = Object.entries(entries);
  if (all.length === 0) return [];
  return [
    "",
    `| ${[first, "what it is", ...heads].join(" | ")} |`,
    `| ${["---", "---", ...heads.map(() => "---")].join(" | ")} |`,
    ...all.map(([key, entry]) => `| ${[`\`${key}\``, titleOf(key, entry), ...row(entry)].join(" | ")} |`),
  ];
}

function titleOf(key: string, entry: Entry): string {
  if (entry.title !== undefined) return cell(entry.title);
  const days = byTier(entry, ({ validFor }) => cell(validFor ?? ""));
  return days === "" ? key : `Certificate is valid for at least<br>${days}`;
}

function signalRow(entry: Entry): string[] {
  const window = (part: Entry): string => cell(part.silentFor ?? part.over ?? part.within ?? "");
  return [measured(entry), byTier(entry, told), byTier(entry, window) || "5min", silence(entry)];
}

function measured(entry: Entry): string {
  const { type, where, numerator, denominator, query, check, aggregate, of, measure, unit } = entry;
  const metric = where === undefined ? entry.metric : `${entry.metric}{${where}}`;
  const series = (one: unknown): string => {
    if (typeof one === "string") return one;
    const { metric: name, where } = one as { metric: string; where: string };
    return `${name}{${where}}`;
  };
  const inUnit = typeof unit === "string" && !["none", "count"].includes(unit) ? `, ${unit}` : "";
  switch (type) {
    case "ratio":
      return `${code(series(numerator))} of ${code(series(denominator))}`;
    case "check":
      return `check ${code(check)}`;
    case "heartbeat":
      return `silence of ${code(metric)}`;
    case "composite":
      return code(entry.when);
    case "count":
      return `sum of ${code(metric)}`;
    case "change":
      return `${code(metric)} against ${cell(entry.comparedTo ?? "week-before")}`;
    case "anomaly":
      return `${code(metric)} against its past`;
    case "forecast":
      return `${code(metric)} as it goes on`;
    case "metric":
      return `${cell(aggregate ?? "avg")} of ${code(metric)}${inUnit}`;
    case "query":
      return `${code(query)}${inUnit}`;
    default:
      return `${cell(type)}: ${measure === undefined ? "count" : `${cell(measure)} of ${code(of)}`} of ${code(query)}${inUnit}`;
  }
}

function told(entry: Entry): string {
  if (entry.enabled === false) return "off";
  const lines = Object.entries({ ...COMPARED, failures: "×" }).flatMap(([name, sign]) =>
    Object.entries((entry[name] ?? {}) as Lines).map(([severity, value]) =>
      value === "none"
        ? `no ${severity}`
        : sign === "×"
          ? `${severity} after ${value} runs`
          : `${severity} ${sign} ${value}`,
    ),
  );
  return cell(lines.join(", ") || (entry.severity ?? ""));
}

/** What holds for all, and what for a tier. */
function byTier(entry: Entry, say: (part: Entry) => string): string {
  const tiers = Object.entries((entry.tiers ?? {}) as Record<string, Entry>).flatMap(([tier, part]) => {
    const text = say(part);
    return text === "" ? [] : [`tier ${tier}: ${text}`];
  });
  return [say(entry), ...tiers].filter((text) => text !== "").join("<br>");
}

const SILENT: Readonly<Record<string, string>> = {
  alert: "alerts",
  show: "is shown",
  ok: "is fine",
  keep: "changes nothing",
  zero: "is 0",
};

function silence({ type, noData }: Entry): string {
  if (typeof noData === "string") return SILENT[noData] ?? noData;
  if (type === "heartbeat") return "alerts";
  if (type === "check") return "changes nothing";
  return type === "ratio" || type === "count" || type === "logs" || type === "rum" ? "is fine" : "is shown";
}

function objectiveRow(entry: Entry): string[] {
  return [
    byTier(entry, ({ target, window }) =>
      cell(target === undefined ? "" : `${target}${window ? ` in ${window}` : ""}`),
    ),
  ];
}

function ruleRow({ query, queries, above, cases, over }: Entry): string[] {
  const texts =
    query === undefined ? Object.values((queries ?? {}) as Record<string, Entry>).map((one) => one.query) : [query];
  const levels = Object.entries((above ?? {}) as Lines).map(([status, value]) => `${status} > ${value}`);
  const named = ((cases ?? []) as { name: string; status: string }[]).map(({ name, status }) => `${status}: ${name}`);
  return [texts.map(code).join("<br>"), cell([...levels, ...named].join(", ")), cell(over ?? "")];
}

function testRow(entry: Entry): string[] {
  return [code(entry.url ?? entry.host), byTier(entry, told), byTier(entry, ({ every }) => cell(every ?? ""))];
}

function code(value: unknown): string {
  return `\`${cell(value)}\``;
}

/** A text that a table can hold. */
function cell(value: unknown): string {
  return String(value).trim().replaceAll("|", "\\|").replace(/\s+/g, " ");
}
