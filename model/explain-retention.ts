/**
 * Explains a retention class in one environment: where its data is searched, where it stays, what is made of it for good. What only
 * the catalog says, and no vendor's setting holds, is called "stated, not verified".
 */

import { wrap } from "../diagnostics/index";
import { nearest } from "./quantity";
import type { ResolvedEnvironment, RetentionEntry, ServiceEntry } from "./resolved";
import { speaksOf } from "./schema/framework";
import type { Spec } from "./spec";

export interface RetentionExplanation {
  version: 1;
  kind: "retention";
  name: string;
  title: string;
  environment: string;
  file: string;
  line: number;
  dataClass: string;
  /** Titles of the frameworks that govern it. */
  regulations: string[];
  /** How long the class says its data is kept in all. */
  days: number;
  /** Each place where the data is; `verified` when a setting that is provisioned holds it there. */
  kept: { where: string; days: number | undefined; verified: boolean; why?: string }[];
  /** The streams of the class, `<service>/<stream>`, and whether anything is hidden in them first. */
  streams: { name: string; filter: string; sample: string; hidden: string[] }[];
  /** Metrics made from the logs of the services that have such streams. */
  metrics: string[];
}

const STATED = "stated, not verified";
const NOWHERE = "nowhere";

export function explainRetention(
  env: ResolvedEnvironment,
  name: string,
  specs: readonly Spec[],
): { explanation: RetentionExplanation } | { problem: string; hint: string } {
  const found = env.retentionClasses.find(({ key }) => key === name);
  if (!found) {
    const keys = env.retentionClasses.map(({ key }) => key);
    const near = nearest(name, keys);
    return {
      problem: `the catalog has no retention class "${name}"`,
      hint: near ? `Did you mean \`${near}\`?` : `There are ${keys.map((key) => `\`${key}\``).join(", ")}.`,
    };
  }
  const uses = env.services.flatMap((service) =>
    service.logs.streams.filter((stream) => stream.class === name).map((stream) => ({ service, stream })),
  );
  const services = [...new Set(uses.map(({ service }) => service))];
  return {
    explanation: {
      version: 1,
      kind: "retention",
      name,
      title: found.title,
      environment: env.name,
      file: found.source.file,
      line: found.source.line,
      dataClass: found.dataClass,
      regulations: governing(env, found),
      days: found.days,
      kept: kept(env, found, specs, uses.length > 0),
      streams: uses.map(({ service, stream }) => ({
        name: `${service.key}/${stream.key}`,
        filter: stream.filter,
        sample: `${stream.sample ?? found.sample}%`,
        hidden: hiddenIn(env, service),
      })),
      metrics: services.flatMap(({ logs }) => logs.metrics.map(({ key }) => key)).sort(),
    },
  };
}

function governing({ frameworks, testData }: ResolvedEnvironment, entry: RetentionEntry): string[] {
  if (testData) return [];
  return frameworks
    .filter(({ key, governs }) => governs === "everything" || entry.regulations.includes(key))
    .filter(({ requirements }) => requirements.some((demand) => speaksOf(demand, entry)))
    .map(({ title }) => title);
}

function kept(
  env: ResolvedEnvironment,
  entry: RetentionEntry,
  specs: readonly Spec[],
  used: boolean,
): RetentionExplanation["kept"] {
  if (entry.applies === "metrics")
    return [
      {
        where: "Datadog's metrics",
        days: undefined,
        verified: false,
        why: `Datadog keeps metrics for its own fixed term, whatever is written here; ${entry.days} days are a statement`,
      },
    ];
  if (!used)
    return [
      { where: "nowhere", days: undefined, verified: false, why: `no stream of \`${env.name}\` is of this class` },
    ];
  const name = `${entry.key}-${env.name}`;
  const has = (kind: Spec["kind"]) => specs.some((spec) => spec.kind === kind && spec.key === name);
  const archive = entry.archive && (entry.archive.storage === "azure" ? entry.archive.container : entry.archive.bucket);
  return [
    { where: `the index ${name}`, days: entry.searchableDays, verified: has("datadog/logs-index") },
    ...(entry.flexDays === undefined
      ? []
      : [{ where: `Flex Logs of ${name}`, days: entry.flexDays, verified: has("datadog/logs-index") }]),
    ...(has("datadog/logs-archive") && archive !== undefined
      ? [
          {
            where: `the archive ${name}, in ${archive}`,
            days: entry.days,
            verified: false,
            why: "it fills as events come in, beside the index; how long the bucket keeps them is the bucket's own lifetime rule, which must say so",
          },
        ]
      : []),
  ];
}

function hiddenIn(env: ResolvedEnvironment, service: ServiceEntry): string[] {
  const system = env.systems.find(({ key }) => key === service.system);
  const own = new Set(service.logs.scanner.map(({ key }) => key));
  return [...service.logs.scanner, ...(system?.scanner ?? []).filter(({ key }) => !own.has(key))]
    .filter(({ enabled, markOnly }) => enabled && !markOnly)
    .map(({ key }) => key)
    .sort();
}

/** For people; every line at most as wide as a terminal. */
export function retentionText(explanation: RetentionExplanation): string {
  const { name, title, environment, days, dataClass, regulations, kept: places, streams, metrics } = explanation;
  const rules = regulations.length > 0 ? `, for ${regulations.join(", ")}` : "";
  return [
    ...wrap(`${name} (${title}) in ${environment}: ${dataClass} data, ${days} days in all${rules}`, ""),
    ...wrap(`${explanation.file}:${explanation.line}`, "  "),
    "",
    "Where it is kept:",
    ...places.flatMap(({ where, days: there, verified, why }) =>
      wrap(
        [
          there === undefined ? where : `${where}: ${there} days`,
          verified
            ? ""
            : `(${[...(where === NOWHERE ? [] : [STATED]), ...(why === undefined ? [] : [why])].join(": ")})`,
        ]
          .filter((part) => part !== "")
          .join(" "),
        "  ",
      ),
    ),
    "",
    "Streams:",
    ...(streams.length === 0 ? ["  none"] : []),
    ...streams.flatMap((stream) =>
      wrap(
        `${stream.name}: ${stream.filter}; ${stream.sample} indexed; ${stream.hidden.length > 0 ? `hidden first: ${stream.hidden.join(", ")}` : "nothing is hidden in it"}`,
        "  ",
      ),
    ),
    ...(metrics.length > 0
      ? [
          "",
          "Made into metrics, which stay for Datadog's own term for metrics:",
          ...metrics.flatMap((metric) => wrap(metric, "  ")),
        ]
      : []),
  ].join("\n");
}
