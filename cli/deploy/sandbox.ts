/** The sandbox for a deployment: started if need be, its providers opened, and left-overs of a killed run mended. */

import { choosePlugins } from "../../engine/index";
import type { Spec } from "../../model/index";
import { providerPorts, type Started, sendMetrics, startSandbox } from "../../sandbox/index";
import { EngineFailure, type Options, UsageError } from "../command";
import type { Project } from "../project";
import type { Progress } from "./progress";
import { deploymentsIn } from "./running";
import { type SandboxAddress, sandboxTarget, type Target } from "./target";

export interface Sandbox {
  url: string;
  target(environment: string): Promise<Target>;
}

/** Starts the project's sandbox; one of another Watchbill is restarted with what it holds, unless a deployment uses it. */
export async function startFor(project: Pick<Project, "sandbox">): Promise<Started> {
  const mayReplace = async () => (await deploymentsIn(project)).length === 0;
  return startSandbox(project.sandbox, { mayReplace }).catch((error: NodeJS.ErrnoException) => {
    // What the system refuses names its call; anything else is the sandbox's own.
    if (error.syscall === undefined || error.path === undefined) throw new EngineFailure(error.message);
    throw new UsageError(
      `the sandbox keeps what it holds in ${project.sandbox}, where nothing can be written (${error.message})\nMake that folder writable, or work in a copy of the project that is.`,
    );
  });
}

/** What there is to say about it; undefined when it ran already and is ours. */
export function startedText({ other, started, url }: Started): string | undefined {
  const whose = `another version of Watchbill${other ? ` (${other})` : ""}`;
  if (started)
    return other === undefined
      ? `sandbox started at ${url}`
      : `sandbox restarted at ${url}, with what it holds: it was started by ${whose}`;
  if (other === undefined) return undefined;
  return `the sandbox at ${url} was started by ${whose}; it is left running, as a deployment uses it`;
}

export async function openSandbox(project: Project, options: Options, progress: Progress): Promise<Sandbox> {
  const plugins = choosePlugins(options.plugins ?? "auto");
  const running = await startFor(project);
  const { url } = running;
  const said = startedText(running);
  if (said !== undefined) progress.say(said);
  if (plugins.type === "official") progress.say(plugins.why);
  const targets = new Map<string, Promise<Target>>();
  const address = async (environment: string): Promise<SandboxAddress> =>
    plugins.type === "official"
      ? { url, providers: undefined, plugins: plugins.plugins }
      : { url, providers: { ...(await providerPorts(url, environment)) }, plugins: undefined };
  return {
    url,
    target(environment) {
      const known =
        targets.get(environment) ?? address(environment).then((found) => sandboxTarget(project, environment, found));
      targets.set(environment, known);
      return known;
    },
  };
}

/** Metrics that `metrics.tsv` has are in the account: the sandbox takes what is to be told of them when it has them too. */
export async function sendArrived({ url }: Sandbox, specs: readonly Spec[]): Promise<void> {
  const names = specs.flatMap(({ kind, body }) =>
    kind === "datadog/metric-tags" ? [body.metricName] : kind === "datadog/metric-metadata" ? [body.metric] : [],
  );
  const metrics = [...new Set(names)].filter((name) => typeof name === "string");
  if (metrics.length > 0) await sendMetrics(url, metrics);
}
