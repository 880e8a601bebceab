/** What depends on what, as PagerDuty shows it: a system's business service, and the dependencies of its services. Made from specs alone. */

import type * as pulumi from "@pulumi/pulumi";
import { type Compiled, SpecComponent } from "./spec-component";

export class ServiceMap extends SpecComponent {
  constructor(name: string, args: Compiled, options?: pulumi.ComponentResourceOptions) {
    super("ServiceMap", name, args, options);
  }
}
