/**
 * Specs are the heart of the product: one plain, serialisable object per vendor resource, made by pure functions from the
 * resolved catalog. Components wire them to Pulumi, checks and policies read them. No ids here: where a spec needs
 * something of another resource it holds a typed reference.
 */

import type { KindName } from "../vendors/index";

/** The key of another resource's spec, `<kind>/<key>`, e.g. `datadog/monitor/truststream-api-latency`. */
export type SpecAddress = `${KindName}/${string}`;

/** Stands for an output of another resource; components replace it by that resource's output. */
export interface Ref {
  $ref: SpecAddress;
  /** The output property, e.g. `id`, `integrationKey`. */
  output: string;
  /** Vendors hand out text ids; `number` where the property that receives it is a number. */
  as?: "number";
}

/** Text with references inside, e.g. a composite's query: parts are joined once the ids are known. */
export interface TextWithRefs {
  $text: (string | Ref)[];
}

/** A property that takes JSON as text (dashboards): `JSON.stringify` of the value once the ids are known. */
export interface JsonText {
  $json: Body;
}

/** A secret from the stack's configuration, e.g. `{ $secret: "slackWebhookUrl" }`; never the value itself. */
export interface SecretRef {
  $secret: string;
}

export type BodyValue =
  | string
  | number
  | boolean
  | null
  | Ref
  | TextWithRefs
  | JsonText
  | SecretRef
  | BodyValue[]
  | { [property: string]: BodyValue };

/** A resource's inputs as the Pulumi class takes them (camelCase), absent rather than undefined. */
export type Body = { [property: string]: BodyValue };

/** Place of the catalog that caused a value. */
export interface Source {
  /** Relative to the working directory, as the user would type it. */
  file: string;
  line: number;
  /** Where in the line, while the catalog is read; specs keep file and line. */
  column?: number;
  endLine?: number;
  endColumn?: number;
}

/** The classes of component that hold resources; a class is part of every URN below it, so a rename needs an alias. */
export type ComponentClass =
  | "MonitoredService"
  | "Objective"
  | "ServiceDashboard"
  | "SecurityRules"
  | "LogRetention"
  | "ErrorTracking"
  | "People"
  | "Team"
  | "OnCallRotation"
  | "EscalationChain"
  | "ServiceMap"
  | "SoftwareCatalog"
  | "Telemetry"
  | "AlertChannels";

/** A value in the catalog's own words. */
export interface Words {
  /** Where the catalog says it, e.g. `above.high`. */
  path: string;
  /** The metric's unit, to write a number the way the catalog does: `0.05` of `fraction` is `5%`. */
  unit?: string;
  /** How the catalog writes the number that the body has, where that is another form: `1500ms` for `1.5s`. */
  written?: string;
}

export interface Spec {
  kind: KindName;
  /** The resource's name, `<system>-<service>-<signal>`: public, a rename needs an alias. Unique per kind and environment. */
  key: string;
  /** The environment whose stack owns the resource. */
  env: string;
  source: Source;
  body: Body;
  /** Addresses this spec refers to, sorted; derived from the body. */
  refs: SpecAddress[];
  /** Keep it from deletion where the environment protects what has history. Default false. */
  protect?: boolean;
  /** The component that holds it, `<class>/<name>`, e.g. `MonitoredService/truststream-api`: part of its URN, so public. */
  component: `${ComponentClass}/${string}`;
  /**
   * How the catalog calls a property, by the property's path in the body, e.g. `monitorThresholds.critical`; `query.window` is the
   * length of time inside a monitor's query.
   */
  words?: { [property: string]: Words };
  /** Keys it had before: the resource is renamed in place of being deleted and created. */
  formerKeys?: string[];
}

export function address(spec: Pick<Spec, "kind" | "key">): SpecAddress {
  return `${spec.kind}/${spec.key}`;
}

/** Every reference inside a body, in order of appearance. */
export function refsIn(value: BodyValue): Ref[] {
  const found: Ref[] = [];
  collectRefs(value, found);
  return found;
}

/** Into one list: bodies of dashboards are large, and every body is searched. */
function collectRefs(value: BodyValue, found: Ref[]): void {
  if (value === null || typeof value !== "object") return;
  if (Array.isArray(value)) for (const item of value) collectRefs(item, found);
  else if ("$ref" in value) found.push(value as unknown as Ref);
  else for (const item of Object.values(value as Body)) collectRefs(item, found);
}

/** The sorted, distinct addresses of `refsIn(body)`. */
export function addressesIn(body: Body): SpecAddress[] {
  return [...new Set(refsIn(body).map((ref) => ref.$ref))].sort();
}
