/** A service level objective and the alerts on its error budget. */

import type * as pulumi from "@pulumi/pulumi";
import type { ObjectiveInput } from "../model/index";
import { type Belonging, chatOnly, compileFragment, type Fragment } from "./fragment";
import { type Compiled, isCompiled, SpecComponent } from "./spec-component";

export interface ObjectiveArgs extends Belonging {
  /** The service that makes the promise; the `service` tag of its metrics. */
  service: string;
  /** What is promised. */
  objective: Exclude<ObjectiveInput, { type: "monitors" }>;
}

/** Named `<system>-<service>-<name>`. Objectives over monitors stand in their `MonitoredService`. */
export class Objective extends SpecComponent {
  constructor(name: string, args: ObjectiveArgs | Compiled, options?: pulumi.ComponentResourceOptions) {
    super("Objective", name, isCompiled(args) ? args : compileFragment(fragmentOf(name, args)), options);
  }

  /** Id of the SLO. */
  get objectiveId(): pulumi.Output<string> {
    return this.outputOf("datadog/slo");
  }
}

function fragmentOf(name: string, args: ObjectiveArgs): Fragment {
  const { service, objective } = args;
  const system = args.system ?? service;
  return {
    componentClass: "Objective",
    name,
    root: `services.${service}.objectives.${name}`,
    belonging: { ...args, system },
    notify: chatOnly(args),
    owner: false,
    sections: { services: { [service]: { system, objectives: { [name]: objective } } } },
  };
}
