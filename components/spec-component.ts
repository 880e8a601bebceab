/**
 * What all components have in common: specs in, child resources out. The specs are complete and checked before the
 * component is registered; nothing is read, decided or awaited here.
 */

import * as pulumi from "@pulumi/pulumi";
import type { ComponentClass, Spec, SpecAddress } from "../model/spec";
import { orderSpecs } from "./order";
import { classOf } from "./resource-classes";
import { resourceOptions } from "./resource-options";
import { wireBody } from "./wire";
import type { Wiring } from "./wiring";
import { withoutTraces } from "./without-traces";

/** Specs ready to be registered, as `watchbill render` shows them. */
export interface Compiled {
  specs: readonly Spec[];
  wiring: Wiring;
  /** What has history is protected from deletion. */
  protect: boolean;
}

type OutputsOf = (wiring: Wiring) => pulumi.Inputs;

export abstract class SpecComponent extends pulumi.ComponentResource {
  /** Addresses of the children, in the order in which they were registered. */
  readonly addresses: readonly SpecAddress[];

  protected constructor(
    componentClass: ComponentClass,
    name: string,
    compiled: Compiled,
    options: pulumi.ComponentResourceOptions | undefined,
    outputsOf: OutputsOf = () => ({}),
  ) {
    const { specs, circle } = orderSpecs(compiled.specs);
    if (circle) throw new Error(`these refer to each other in a circle: ${circle.join(" → ")}`);
    super(`watchbill:components:${componentClass}`, name, {}, options);
    withoutTraces(() => {
      for (const spec of specs) register(spec, compiled, this);
    });
    this.addresses = specs.map((spec): SpecAddress => `${spec.kind}/${spec.key}`);
    this.registerOutputs(outputsOf(compiled.wiring));
  }
}

function register(spec: Spec, { wiring, protect }: Compiled, parent: pulumi.Resource): void {
  const options = { parent, ...resourceOptions(spec, protect) };
  try {
    const resource = new (classOf(spec.kind))(spec.key, wireBody(spec.body, wiring), options);
    wiring.add(spec, resource);
  } catch (error) {
    // There is no stack trace here; the place in the catalog says more.
    const { file, line } = spec.source;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${spec.kind}/${spec.key} (${file}:${line}): ${reason}`, { cause: error });
  }
}
