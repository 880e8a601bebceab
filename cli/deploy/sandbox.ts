/** The sandbox for a deployment: started if need be, its providers opened, and left-overs of a killed run mended. */

import { choosePlugins } from "../../engine/index";
import { providerPorts, startSandbox } from "../../sandbox/index";
import { EngineFailure, type Options } from "../command";
import type { Project } from "../project";
import type { Progress } from "./progress";
import { type SandboxAddress, sandboxTarget, type Target } from "./target";

export interface Sandbox {
  url: string;
  target(environment: string): Promise<Target>;
}

export async function openSandbox(project: Project, options: Options, progress: Progress): Promise<Sandbox> {
  const plugins = choosePlugins(options.plugins ?? "auto");
  const { url, started } = await startSandbox(project.sandbox).catch((error: Error) => {
    throw new EngineFailure(error.message);
  });
  if (started) progress.say(`sandbox started at ${url}`);
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
