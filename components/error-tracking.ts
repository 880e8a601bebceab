/** Sentry projects with their keys and alert rules. */

import type * as pulumi from "@pulumi/pulumi";
import { type Compiled, SpecComponent } from "./spec-component";

export class ErrorTracking extends SpecComponent {
  constructor(name: string, args: Compiled, options?: pulumi.ComponentResourceOptions) {
    super("ErrorTracking", name, args, options);
  }
}
