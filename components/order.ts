/**
 * Puts specs in an order in which everything a spec refers to stands before it, and finds circles before anything is
 * registered. Pure; the order of what is independent stays as given.
 */

import { address, type Spec, type SpecAddress } from "../model/index";

export interface Ordered {
  specs: Spec[];
  /** Addresses along a circle, the first repeated at the end; undefined when there is none. */
  circle: SpecAddress[] | undefined;
}

export function orderSpecs(specs: readonly Spec[]): Ordered {
  const byAddress = new Map(specs.map((spec) => [address(spec), spec]));
  const done = new Set<SpecAddress>();
  const ordered: Spec[] = [];
  const path: SpecAddress[] = [];
  let circle: SpecAddress[] | undefined;

  function visit(spec: Spec): void {
    const here = address(spec);
    if (done.has(here) || circle) return;
    const seen = path.indexOf(here);
    if (seen >= 0) {
      circle = [...path.slice(seen), here];
      return;
    }
    path.push(here);
    for (const ref of spec.refs) {
      const target = byAddress.get(ref);
      if (target) visit(target);
    }
    path.pop();
    done.add(here);
    ordered.push(spec);
  }

  for (const spec of specs) visit(spec);
  return { specs: ordered, circle };
}
