/**
 * Lines on counts of logs where only a share of the logs is indexed: a monitor sees the index alone, so that the line means more
 * events there than it says. Silent where the environment has a line of its own, which was chosen for what is indexed there.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { Line, ResolvedEnvironment, ServiceEntry, SignalEntry } from "../resolved";
import { finding } from "./draft";
import { COMPARISONS, plain } from "./words";

type Search = Extract<SignalEntry, { measure: unknown }>;

export function sampledCounts(env: ResolvedEnvironment, service: ServiceEntry): Diagnostic[] {
  if (env.notify === "none") return [];
  return service.monitors.flatMap((signal) =>
    countsLogs(signal)
      ? signal.lines
          .filter((line) => counts(line) && !ownLine(service, signal, line))
          .flatMap((line) => sampled(env, service, signal, line))
      : [],
  );
}

function countsLogs(signal: SignalEntry): signal is Search {
  return signal.type === "logs" && signal.measure === "count";
}

/** Whether there is anything at all is seen in a share, too. */
function counts({ value }: Line): boolean {
  return value !== undefined && value > 1;
}

function ownLine(service: ServiceEntry, signal: SignalEntry, { severity }: Line): boolean {
  const comparison = COMPARISONS[signal.comparator ?? ">"];
  return service.origins.at(`monitors.${signal.key}.${comparison}.${severity}`).layer === "environment";
}

function sampled(env: ResolvedEnvironment, service: ServiceEntry, signal: Search, line: Line): Diagnostic[] {
  const shares = sharesOf(env, service, signal);
  const least = Math.min(...shares);
  const value = line.value ?? 0;
  if (shares.length === 0 || least >= 100) return [];
  const same = shares.every((share) => share === least);
  const comparison = COMPARISONS[signal.comparator ?? ">"];
  const scaled = Math.max(1, Math.round((value * least) / 100));
  return [
    finding(
      { key: signal.name, source: line.source },
      {
        code: "sampled-count",
        severity: "warning",
        message: same
          ? `in \`${env.name}\` ${plain(least)}% of these logs are indexed, and only those are counted: \`${line.text}\` means about ${plain(Math.round((value * 100) / least))} events there`
          : `in \`${env.name}\` some of these logs are indexed only in part (${plain(least)}% and more), and only what is indexed is counted: how many events \`${line.text}\` means there is not known`,
        hint: `Give \`${env.name}\` a line of its own, ${same ? `\`${comparison}: {${line.severity}: ${scaled}}\`, ` : ""}or a \`sample\` of 100% for these logs.`,
        subject: signal.name,
      },
    ),
  ];
}

/** The shares of the streams the signal may count, as far as the catalog knows them. */
function sharesOf(env: ResolvedEnvironment, service: ServiceEntry, signal: Search): number[] {
  return env.services
    .filter((one) => signal.allServices || one.datadogService === service.datadogService)
    .flatMap(({ logs }) => logs.streams)
    .filter((stream) => signal.index === "*" || signal.index === `${stream.class}-${env.name}`)
    .flatMap((stream) => stream.sample ?? env.retentionClasses.find(({ key }) => key === stream.class)?.sample ?? []);
}
