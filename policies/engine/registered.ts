/**
 * The resources that a program registered with the engine, or that a state holds, as a stack that rules can judge: each with the spec of
 * the catalog that made it, where one did. Knows no process and no `@pulumi/*`.
 */

import {
  address,
  type Base,
  type Body,
  type EnvironmentInfo,
  placeOfSpec,
  type ResolvedEnvironment,
  type Spec,
  type SpecAddress,
} from "../../model/index";
import { KIND_NAMES, KINDS, type KindName } from "../../vendors/index";
import { nameOf } from "../evaluate";
import { resourceOf } from "../offline";
import { type Resource, type Stack, stackOf } from "../stack";
import { type Dependency, restoreFields } from "./restore";
import { comparable, hiddenIn } from "./values";

export interface Registered {
  urn: string;
  /** Pulumi's type token. */
  type: string;
  name: string;
  id?: string | undefined;
  /** As the engine sends or stores them: unknown values and secrets in the engine's own form. Undefined: only the outputs are known. */
  inputs?: Readonly<Record<string, unknown>> | undefined;
  outputs?: Readonly<Record<string, unknown>> | undefined;
  /** URNs by property. Undefined: nobody says which resources a property is made of. */
  propertyDependencies?: Readonly<Record<string, readonly string[]>> | undefined;
}

export interface RegisteredStack {
  environment: EnvironmentInfo;
  /** Undefined: there is no catalog. */
  catalog: ResolvedEnvironment | undefined;
  /** What the catalog promised that a change is judged by. */
  base?: Base | undefined;
  registered: readonly Registered[];
  /** Of all environments of the account. */
  specs: readonly Spec[];
  /** Nothing is to come, as in a state: what the catalog makes and is not there does not exist. */
  complete?: true;
  /** What the last deployment recorded of each URN. What was taken out of a state, or was given another id in it, is known by that. */
  recorded?: Readonly<Record<string, { id: string | null }>> | undefined;
}

const KIND_OF: ReadonlyMap<string, KindName> = new Map(KIND_NAMES.map((kind) => [KINDS[kind].token, kind]));
const VENDOR = /^(?:datadog|pagerduty|sentry):/;

/** Whether a type is one of the three vendors' resources. */
export function isVendors(type: string): boolean {
  return VENDOR.test(type);
}

/** Undefined: a type that there is no table of. */
export function kindOf(type: string): KindName | undefined {
  return KIND_OF.get(type);
}

export function stackOfRegistered(whole: RegisteredStack): Stack {
  const { base, complete, environment, catalog, recorded = {}, registered, specs } = whole;
  const made = new Map<SpecAddress, Spec>();
  const others: Resource[] = [];
  for (const spec of specs)
    if (spec.env === environment.name) made.set(address(spec), spec);
    else others.push(resourceOf(spec, true));
  const vendors = registered.filter(({ type }) => isVendors(type));
  const byUrn = new Map<string, Dependency>();
  const byAddress = new Map<SpecAddress, Dependency>();
  for (const one of vendors) {
    const kind = kindOf(one.type);
    if (kind === undefined) continue;
    const known: Dependency = {
      address: address({ kind, key: one.name }),
      output: (name) => comparable(one.outputs?.[name]) ?? (name === "id" ? one.id : undefined),
    };
    byUrn.set(one.urn, known);
    byAddress.set(known.address, known);
  }
  const lookup = (wanted: SpecAddress) => byAddress.get(wanted);
  const missing = (wanted: SpecAddress) => complete === true && made.has(wanted) && !byAddress.has(wanted);
  const ids = new Map(Object.entries(recorded).map(([urn, { id }]) => [addressOf(urn), id ?? undefined]));
  const was = (wanted: SpecAddress) => ids.get(wanted);
  const dependency = (urn: string): Dependency | undefined => {
    const known = byUrn.get(urn);
    const wanted = known || !complete ? undefined : addressOf(urn);
    // Taken out of the state, it is still what the value was made of.
    return wanted ? (byAddress.get(wanted) ?? { address: wanted, output: () => undefined }) : known;
  };
  const resources = vendors.map((one) => resourceFrom(one, { made, dependency, lookup, missing, was }));
  return stackOf(environment, catalog, inOrder(resources, made), others, base);
}

/** Undefined: of a type that there is no table of. */
function addressOf(urn: string): SpecAddress | undefined {
  const [, , type = "", ...name] = urn.split("::");
  const kind = kindOf(type.split("$").at(-1) ?? "");
  return kind && address({ kind, key: name.join("::") });
}

/** The engine gives them in any order: those of the catalog come in the catalog's, then the others by their names. */
function inOrder(resources: readonly Resource[], made: ReadonlyMap<SpecAddress, Spec>): Resource[] {
  const places = new Map([...made.values()].map((spec, index) => [spec, index]));
  const own = resources.filter(({ spec }) => spec).sort((a, b) => placeOf(a, places) - placeOf(b, places));
  const foreign = resources.filter(({ spec }) => !spec).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return [...own, ...foreign];
}

function placeOf({ spec }: Resource, places: ReadonlyMap<Spec, number>): number {
  return (spec && places.get(spec)) ?? 0;
}

interface Known {
  made: ReadonlyMap<SpecAddress, Spec>;
  dependency: (urn: string) => Dependency | undefined;
  lookup: (wanted: SpecAddress) => Dependency | undefined;
  missing: (wanted: SpecAddress) => boolean;
  was: (wanted: SpecAddress) => string | undefined;
}

function resourceFrom(one: Registered, known: Known): Resource {
  const { name, type } = one;
  const kind = kindOf(type);
  const spec = kind && known.made.get(address({ kind, key: name }));
  const body = bodyOf(one, kind, spec, known);
  return { kind, token: type, key: name, body, source: spec && placeOfSpec(spec), spec, elsewhere: false };
}

function bodyOf(one: Registered, kind: KindName | undefined, spec: Spec | undefined, known: Known): Body {
  const { inputs, propertyDependencies } = one;
  const fields = kind && KINDS[kind].fields;
  const guide = spec?.body;
  const body: Body = {};
  for (const [name, value] of Object.entries(inputs ?? givenOf(one.outputs ?? {}, guide))) {
    const urns = propertyDependencies && (propertyDependencies[name] ?? []);
    const dependencies = urns?.flatMap((urn) => known.dependency(urn) ?? []);
    const { lookup: registered, missing, was } = known;
    const place = { kind, path: [], dependencies, hidden: hiddenIn(value), registered, missing, was };
    Object.assign(body, restoreFields({ [name]: value }, guide, fields, place));
  }
  return body;
}

/** Of the outputs, what a program can have said: where there is a spec, nothing that it does not say. */
function givenOf(outputs: Readonly<Record<string, unknown>>, guide: Body | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(outputs).filter(([name]) => (guide ? name in guide : name !== "id" && name !== "urn")),
  );
}
