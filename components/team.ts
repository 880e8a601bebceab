/** A team at each vendor, and who is in it. */

import type * as pulumi from "@pulumi/pulumi";
import { type Compiled, SpecComponent } from "./spec-component";

export class Team extends SpecComponent {
  constructor(name: string, args: Compiled, options?: pulumi.ComponentResourceOptions) {
    super("Team", name, args, options);
  }
}
