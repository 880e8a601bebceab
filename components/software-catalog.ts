/** The entities of a system and its services in Datadog's software catalogue. Made from specs alone. */

import type * as pulumi from "@pulumi/pulumi";
import { type Compiled, SpecComponent } from "./spec-component";

export class SoftwareCatalog extends SpecComponent {
  constructor(name: string, args: Compiled, options?: pulumi.ComponentResourceOptions) {
    super("SoftwareCatalog", name, args, options);
  }
}
