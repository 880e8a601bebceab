/** People, how they are reached, and when. */

import type * as pulumi from "@pulumi/pulumi";
import { type Compiled, SpecComponent } from "./spec-component";

export class People extends SpecComponent {
  constructor(name: string, args: Compiled, options?: pulumi.ComponentResourceOptions) {
    super("People", name, args, options);
  }
}
