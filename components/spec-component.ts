/**
 * What all components have in common: specs in, child resources out. The specs are complete and checked before the
 * component is registered; nothing is read, decided or awaited here.
 */

import "./no-debug-messages";
import * as pulumi from "@pulumi/pulumi";
import { address, type ComponentClass, type Spec, type SpecAddress } from "../model/index";
import type { KindName } from "../vendors/index";
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

/** Tells specs from the arguments a program writes. */
export function isCompiled(args: object): args is Compiled {
  return "specs" in args && "wiring" in args;
}

export abstract class SpecComponent extends pulumi.ComponentResource {
  /** Addresses of the children, in the order in which they were registered. */
  readonly addresses: readonly SpecAddress[];
  readonly #wiring: Wiring;

  protected constructor(
    componentClass: ComponentClass,
    name: string,
    compiled: Compiled,
    options: pulumi.ComponentResourceOptions | undefined,
  ) {
    const { specs, circle } = orderSpecs(compiled.specs);
    if (circle) throw new Error(`these refer to each other in a circle: ${circle.join(" → ")}`);
    super(`watchbill:components:${componentClass}`, name, {}, options);
    this.#wiring = compiled.wiring;
    withoutTraces(() => {
      for (const spec of specs) register(spec, compiled, this);
    });
    this.addresses = specs.map(address);
    this.registerOutputs();
  }

  /** Ids of the children of a kind, by their keys. */
  protected idsOf(kind: KindName): Record<string, pulumi.Output<string>> {
    const found = this.addresses.filter((one) => one.startsWith(`${kind}/`));
    return Object.fromEntries(
      found.map(($ref) => [$ref.slice(kind.length + 1), this.#wiring.output({ $ref, output: "id" })]),
    ) as Record<string, pulumi.Output<string>>;
  }

  protected has(kind: KindName): boolean {
    return this.addresses.some((one) => one.startsWith(`${kind}/`));
  }

  /** An output of the only child of a kind. */
  protected outputOf(kind: KindName, output = "id"): pulumi.Output<string> {
    const $ref = this.addresses.find((one) => one.startsWith(`${kind}/`));
    if ($ref === undefined) throw new Error(`the component has no ${kind}`);
    return this.#wiring.output({ $ref, output }) as pulumi.Output<string>;
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
