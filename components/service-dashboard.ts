/** A dashboard. */

import type * as pulumi from "@pulumi/pulumi";
import type { DashboardInput } from "../model/index";
import { type Belonging, compileFragment, type Fragment } from "./fragment";
import { type Compiled, isCompiled, SpecComponent } from "./spec-component";

export interface ServiceDashboardArgs extends Belonging {
  /** The service it is about; the `service` tag of its metrics. */
  service: string;
  /** What it draws. Signals and objectives of a service can be drawn by the dashboards of its `MonitoredService` only. */
  dashboard: DashboardInput;
}

export class ServiceDashboard extends SpecComponent {
  constructor(name: string, args: ServiceDashboardArgs | Compiled, options?: pulumi.ComponentResourceOptions) {
    super("ServiceDashboard", name, isCompiled(args) ? args : compileFragment(fragmentOf(name, args)), options);
  }

  /** Id of the dashboard. */
  get dashboardId(): pulumi.Output<string> {
    return this.outputOf("datadog/dashboard");
  }
}

function fragmentOf(name: string, args: ServiceDashboardArgs): Fragment {
  const { service, dashboard } = args;
  const system = args.system ?? service;
  return {
    componentClass: "ServiceDashboard",
    name,
    root: `services.${service}.dashboards.${name}`,
    belonging: { ...args, system },
    notify: "none",
    owner: false,
    sections: { services: { [service]: { system, dashboards: { [name]: dashboard } } } },
  };
}
