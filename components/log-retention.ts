/** Log indexes and their order, archives for the long tail, and metrics made from logs. */

import type * as pulumi from "@pulumi/pulumi";
import { type Compiled, SpecComponent } from "./spec-component";

export class LogRetention extends SpecComponent {
  constructor(name: string, args: Compiled, options?: pulumi.ComponentResourceOptions) {
    super("LogRetention", name, args, options);
  }
}
