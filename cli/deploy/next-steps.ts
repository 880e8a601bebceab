/** What to try after a deployment into the sandbox, with the names of the user's own catalog and the command as typed there. */

import { packageRoot } from "../../bin/package-root";
import type { Spec } from "../../model/index";
import type { Project } from "../project";

interface After {
  project: Project;
  specs: readonly Spec[];
  /** The environments of this run, in its order. */
  environments: readonly string[];
  /** Whether this run changed anything. */
  changed: boolean;
}

export function nextSteps({ project, specs, environments, changed }: After): string {
  const checkout = project.root === packageRoot();
  const command = checkout ? "./watchbill" : "npx watchbill";
  const last = environments.at(-1) ?? "dev";
  const monitor = specs.find(({ kind, env }) => kind === "datadog/monitor" && env === environments[0]);
  const steps: (readonly [string, string] | undefined)[] = changed
    ? [
        [checkout ? "npm start" : `${command} up --sandbox`, "the same again: no changes"],
        monitor && [`${command} explain monitor ${monitor.key} --env ${monitor.env}`, "where its values come from"],
        [`${command} preview --sandbox`, "after changing a threshold: exactly that change"],
      ]
    : [
        [`${command} preview --sandbox`, "after changing a threshold: exactly that change"],
        [
          `${command} destroy --sandbox --env ${last}`,
          `${last} is gone, once you have typed how many resources that is`,
        ],
        ...(checkout ? [[`${command} init <dir>`, "a catalog of your own"] as const] : []),
      ];
  return ["Try next:", ...steps.flatMap((step) => (step ? [`  ${step[0]}`, `      ${step[1]}`] : []))].join("\n");
}
