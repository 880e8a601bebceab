/** What Datadog keeps of spans, and what it knows of metrics. Made from specs alone. */

import type * as pulumi from "@pulumi/pulumi";
import { type Compiled, SpecComponent } from "./spec-component";

export class Telemetry extends SpecComponent {
  constructor(name: string, args: Compiled, options?: pulumi.ComponentResourceOptions) {
    super("Telemetry", name, args, options);
  }
}
