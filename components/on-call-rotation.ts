/** An on-call schedule. */

import type * as pulumi from "@pulumi/pulumi";
import { type Compiled, SpecComponent } from "./spec-component";

export class OnCallRotation extends SpecComponent {
  constructor(name: string, args: Compiled, options?: pulumi.ComponentResourceOptions) {
    super("OnCallRotation", name, args, options);
  }
}
