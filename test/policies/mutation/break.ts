/**
 * Breaks: one thing of a stack changed, as a person or another program would change it, so that one rule must name it. A break says
 * which things it can be done to; some of those are picked, spread over all. Knows nothing of how rules find them.
 */

import type { Base, Body, PolicyId, ResolvedEnvironment } from "../../../model/index";
import { type Resource, type Stack, stackOf } from "../../../policies/index";
import { NOT_KNOWN } from "../../../policies/values";
import { KIND_NAMES as KINDS, type KindName } from "../../../vendors/index";

/** What a change may write into; tests know the shape of what they break. */
// biome-ignore lint/suspicious/noExplicitAny: the bodies of forty kinds of resource.
export type Loose = any;

export interface Break {
  /** `team taken out of the tags`. */
  what: string;
  /** Where it can be done, each with the stack that comes of it. */
  places(stack: Stack): Place[];
  /** In the stack of which environment. Default: prod. */
  environment?: string;
  /** At how many places. Default: 2. */
  times?: number;
}

export interface Place {
  name: string;
  broken(): Stack;
  /** With what would be broken not known yet in its place; absent where something is taken away or only the catalog changes. */
  unknown?(): Stack;
}

export type Breaks = Readonly<Record<PolicyId, readonly Break[]>>;

/** A change of each resource of some kinds; `false`: it cannot be done to this one. */
export function change(
  what: string,
  kinds: KindName | readonly KindName[],
  edit: (body: Loose, resource: Resource, stack: Stack) => unknown,
  options: Pick<Break, "environment" | "times"> = {},
): Break {
  return {
    what,
    ...options,
    places: (stack) =>
      [kinds].flat().flatMap((kind) =>
        own(stack, kind).flatMap((resource): Place[] => {
          const body = structuredClone(resource.body);
          if (edit(body, resource, stack) === false) return [];
          return [
            {
              name: `${kind}/${resource.key}`,
              broken: () => withResources(stack, [{ ...resource, body }]),
              unknown: () => withResources(stack, [veiled(resource, body)]),
            },
          ];
        }),
      ),
  };
}

/** Resources taken away; of one place all that `which` gives. */
export function removal(
  what: string,
  kind: KindName,
  which: (resource: Resource, stack: Stack) => readonly Resource[] = (resource) => [resource],
  options: Pick<Break, "environment" | "times"> = {},
): Break {
  return {
    what,
    ...options,
    places: (stack) =>
      own(stack, kind).flatMap((resource): Place[] => {
        const gone = which(resource, stack);
        if (gone.length === 0) return [];
        return [{ name: `${kind}/${resource.key}`, broken: () => withResources(stack, [], gone) }];
      }),
  };
}

/** Several resources changed at once for each place. */
export function changes(
  what: string,
  kind: KindName,
  edit: (resource: Resource, stack: Stack) => readonly Resource[] | false,
  options: Pick<Break, "environment" | "times"> = {},
): Break {
  return {
    what,
    ...options,
    places: (stack) =>
      own(stack, kind).flatMap((resource): Place[] => {
        const edited = edit(resource, stack);
        if (edited === false) return [];
        return [
          {
            name: `${kind}/${resource.key}`,
            broken: () => withResources(stack, edited),
            unknown: () =>
              withResources(
                stack,
                edited.map((one) => veiled(original(stack, one), one.body)),
              ),
          },
        ];
      }),
  };
}

/** What the catalog says changed, while what is deployed stays. */
export function facts(
  what: string,
  edit: (catalog: ResolvedEnvironment) => ResolvedEnvironment[],
  options: Pick<Break, "environment" | "times"> = {},
): Break {
  return {
    what,
    ...options,
    places: (stack) =>
      (stack.catalog ? edit(stack.catalog) : []).map((catalog, index) => ({
        name: `catalog ${index + 1}`,
        broken: () => stackOf(stack.environment, catalog, stack.resources, elsewhere(stack)),
      })),
  };
}

/** The same as a change that is judged by what the catalog said before. */
export function promises(
  what: string,
  edit: (catalog: ResolvedEnvironment) => ResolvedEnvironment[],
  base: Partial<Base> = {},
): Break {
  return {
    what,
    places: ({ catalog, environment, resources }) =>
      (catalog ? edit(catalog) : []).map((changed, index) => ({
        name: `catalog ${index + 1}`,
        broken: () => {
          const at = () => catalog?.source ?? { file: "", line: 1 };
          const before = {
            environments: catalog ? [catalog] : [],
            gone: [],
            testData: new Set<string>(),
            newWaivers: new Set<string>(),
            frameworks: { before: new Map(), now: new Map() },
          };
          return stackOf(environment, changed, resources, [], { ...before, there: at, here: at, ...base });
        },
      })),
  };
}

/** The properties that a change is of, not known yet. */
function veiled(resource: Resource, changed: Body): Resource {
  const names = Object.keys({ ...resource.body, ...changed }).filter(
    (name) => JSON.stringify(resource.body[name]) !== JSON.stringify(changed[name]),
  );
  return { ...resource, body: { ...resource.body, ...Object.fromEntries(names.map((name) => [name, NOT_KNOWN])) } };
}

function original(stack: Stack, { token, key }: Resource): Resource {
  const found = stack.resources.find((one) => one.token === token && one.key === key);
  if (!found) throw new Error(`no ${token} ${key}`);
  return found;
}

export function edited(resource: Resource, edit: (body: Loose) => void): Resource {
  const body = structuredClone(resource.body);
  edit(body);
  return { ...resource, body };
}

export function own(stack: Stack, kind: KindName): Resource[] {
  return stack.ofKind(kind).filter((resource) => !resource.elsewhere);
}

function withResources(stack: Stack, changed: readonly Resource[], gone: readonly Resource[] = []): Stack {
  const by = new Map(changed.map((resource) => [`${resource.token} ${resource.key}`, resource]));
  const kept = stack.resources.filter((resource) => !gone.includes(resource));
  return stackOf(
    stack.environment,
    stack.catalog,
    kept.map((resource) => by.get(`${resource.token} ${resource.key}`) ?? resource),
    elsewhere(stack),
  );
}

const others = new WeakMap<Stack, Resource[]>();

/** The resources of the account's other stacks, which a stack gives by kind alone. */
function elsewhere(stack: Stack): Resource[] {
  const known = others.get(stack);
  if (known) return known;
  const found = KINDS.flatMap((kind) => stack.ofKind(kind).filter((resource) => resource.elsewhere));
  others.set(stack, found);
  return found;
}

/** Numbers from 0 to 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of each part of the list, so that all systems and kinds have their turn. */
export function spread<T>(all: readonly T[], times: number, random: () => number): T[] {
  const size = all.length / times;
  if (size <= 1) return [...all];
  return Array.from({ length: times }, (_, part) => all[Math.floor((part + random()) * size)] as T);
}
