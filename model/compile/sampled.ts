/**
 * Lines on counts of logs or sessions of which only a share is indexed or recorded: a monitor sees that share alone, so that the line
 * means more events than it says. Silent where the environment has a line of its own, which was chosen for what is seen there.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { Line, ResolvedEnvironment, ServiceEntry, SignalEntry } from "../resolved";
import { finding } from "./draft";
import { servicesTagged } from "./lookup";
import { COMPARISONS, plain } from "./words";

type Search = Extract<SignalEntry, { measure: unknown }>;

export function sampledCounts(env: ResolvedEnvironment, service: ServiceEntry): Diagnostic[] {
  if (env.notify === "none") return [];
  return service.monitors.flatMap((signal) =>
    countsEvents(signal)
      ? signal.lines
          .filter((line) => counts(line) && !ownLine(service, signal, line))
          .flatMap((line) => sampled(env, service, signal, line))
      : [],
  );
}

function countsEvents(signal: SignalEntry): signal is Search {
  return (signal.type === "logs" || signal.type === "rum") && signal.measure === "count";
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
  const comparison = COMPARISONS[signal.comparator ?? ">"];
  const scaled = Math.max(1, Math.round((value * least) / 100));
  const [what, seen] = signal.type === "rum" ? ["sessions", "recorded"] : ["logs", "indexed"];
  const same = shares.every((share) => share === least);
  const part = same && least > 0;
  const meaning = part
    ? `${plain(least)}% of these ${what} are ${seen}, and only those are counted: \`${line.text}\` means about ${plain(Math.round((value * 100) / least))} events there`
    : same
      ? `none of these ${what} are ${seen}: \`${line.text}\` is never counted there`
      : `some of these ${what} are ${seen} only in part (${plain(least)}% and more), and only that part is counted: how many events \`${line.text}\` means there is not known`;
  const own = part ? `a line of its own, \`${comparison}: {${line.severity}: ${scaled}}\`,` : "a line of its own,";
  return [
    finding(
      { key: signal.name, source: line.source },
      {
        code: "sampled-count",
        severity: "warning",
        message: `in \`${env.name}\` ${meaning}`,
        hint: `Give \`${env.name}\` ${own} or these ${what} a \`sample\` of 100%.`,
        subject: signal.name,
      },
    ),
  ];
}

/** The shares of what the signal may count, as far as the catalog knows them. */
function sharesOf(env: ResolvedEnvironment, service: ServiceEntry, signal: Search): number[] {
  const counted = signal.allServices ? env.services : servicesTagged(env, service.datadogService);
  if (signal.type === "rum") return counted.flatMap(({ rum }) => rum?.sample ?? []);
  return counted
    .flatMap(({ logs }) => logs.streams)
    .filter((stream) => signal.index === "*" || signal.index === `${stream.class}-${env.name}`)
    .flatMap((stream) => stream.sample ?? env.retentionClasses.find(({ key }) => key === stream.class)?.sample ?? []);
}
