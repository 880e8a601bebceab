/** Which component holds which spec, in an order in which most references point backwards. Pure. */

import { orderSpecs } from "../components/index";
import type { ComponentClass, Spec, SpecAddress } from "../model/index";

export interface Group {
  componentClass: ComponentClass;
  name: string;
  specs: Spec[];
}

export interface Grouped {
  groups: Group[];
  /** Specs that refer to each other in a circle; nothing may be registered then. */
  circle: SpecAddress[] | undefined;
}

export function groupByComponent(specs: readonly Spec[]): Grouped {
  const { specs: ordered, circle } = orderSpecs(specs);
  const groups = new Map<string, Group>();
  for (const spec of ordered) {
    const { componentClass, name } = componentOf(spec);
    const id = `${componentClass}/${name}`;
    const group = groups.get(id) ?? { componentClass, name, specs: [] };
    group.specs.push(spec);
    groups.set(id, group);
  }
  return { groups: [...groups.values()], circle };
}

/** Class and name of the component that holds a spec. */
export function componentOf(spec: Spec): { componentClass: ComponentClass; name: string } {
  const { component } = spec;
  const slash = component.indexOf("/");
  return { componentClass: component.slice(0, slash) as ComponentClass, name: component.slice(slash + 1) };
}
