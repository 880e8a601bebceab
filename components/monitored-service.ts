/** A service under watch: its monitors and synthetic tests, and where its alerts page, its PagerDuty service with the integration that Datadog pages. */

import type * as pulumi from "@pulumi/pulumi";
import { type Compiled, SpecComponent } from "./spec-component";

export class MonitoredService extends SpecComponent {
  constructor(name: string, args: Compiled, options?: pulumi.ComponentResourceOptions) {
    super("MonitoredService", name, args, options);
  }
}
