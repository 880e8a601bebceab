/**
 * What the components of one program share: the resources made so far, by address, so that a spec's references become outputs
 * whatever component holds the other resource. A reference to what comes later is filled in when it is made; that there
 * is no circle is checked before.
 */

import * as pulumi from "@pulumi/pulumi";
import { address, type Ref, type Spec, type SpecAddress } from "../model/index";
import type { Lookup } from "./wire";

/** What is outside the program's own specs. */
export interface Outside {
  /** The output of a resource that another stack or the caller owns; undefined: there is none. */
  output(ref: Ref): pulumi.Input<unknown> | undefined;
  /** A secret by name; undefined: not configured. */
  secret(name: string): pulumi.Output<string> | undefined;
}

type Outputs = Partial<Record<string, pulumi.Output<unknown>>>;

interface Awaited {
  ref: Ref;
  fill: (source: pulumi.Output<unknown>) => void;
}

export class Wiring implements Lookup {
  readonly #coming: Set<SpecAddress>;
  readonly #made = new Map<SpecAddress, pulumi.CustomResource>();
  readonly #awaited = new Map<SpecAddress, Awaited[]>();
  readonly #outside: Outside;

  constructor(specs: readonly Spec[], outside: Outside) {
    this.#coming = new Set(specs.map(address));
    this.#outside = outside;
  }

  add(spec: Spec, resource: pulumi.CustomResource): void {
    const here = address(spec);
    this.#made.set(here, resource);
    for (const { ref, fill } of this.#awaited.get(here) ?? []) fill(outputOf(resource, ref));
    this.#awaited.delete(here);
  }

  made(wanted: SpecAddress): pulumi.CustomResource | undefined {
    return this.#made.get(wanted);
  }

  output(ref: Ref): pulumi.Output<unknown> {
    const resource = this.#made.get(ref.$ref);
    if (resource) return outputOf(resource, ref);
    if (this.#coming.has(ref.$ref)) return this.#later(ref);
    const outside = this.#outside.output(ref);
    if (outside === undefined) throw new Error(`nothing provides ${ref.$ref}`);
    return pulumi.output(outside);
  }

  secret(name: string): pulumi.Output<string> {
    const secret = this.#outside.secret(name);
    if (secret === undefined) throw new Error(`nothing provides the secret ${name}`);
    return secret;
  }

  #later(ref: Ref): pulumi.Output<unknown> {
    const [output, fill] = pulumi.deferredOutput<unknown>();
    const awaited = this.#awaited.get(ref.$ref) ?? [];
    awaited.push({ ref, fill });
    this.#awaited.set(ref.$ref, awaited);
    return output;
  }
}

function outputOf(resource: pulumi.CustomResource, ref: Ref): pulumi.Output<unknown> {
  const output = (resource as unknown as Outputs)[ref.output];
  if (!pulumi.Output.isInstance(output)) throw new Error(`${ref.$ref} has no output "${ref.output}"`);
  return output;
}
