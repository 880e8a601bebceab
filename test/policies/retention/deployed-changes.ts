/** The base catalog's prod stack with what is deployed changed by hand, as an edit elsewhere or another program leaves it. */

import type { Body, PolicyId } from "../../../model/index";
import { defaultParameters } from "../../../policies/configuration";
import { evaluate, type Resource, RULES, type Stack, stackOf } from "../../../policies/index";
import { type Declared, type Fragment, foreign, stackFor, wordsOf } from "../example";

/** By `<kind without vendor>/<key>`: values laid over the body; null takes the resource away. */
export type Changes = Readonly<Record<string, Fragment | null>>;

export interface Given {
  fragment?: Fragment;
  changes?: Changes;
  others?: Readonly<Record<string, Declared>>;
  environment?: string;
}

let base: Stack | undefined;

export function changedStack({ fragment, changes = {}, others = {}, environment }: Given): Stack {
  if (!fragment && !environment) base ??= stackFor();
  const stack = fragment || environment ? stackFor(fragment, environment) : (base ?? stackFor());
  const left = new Set(Object.keys(changes));
  const resources = stack.resources.flatMap((resource): Resource[] => {
    const name = `${resource.kind?.split("/")[1]}/${resource.key}`;
    if (!(name in changes)) return [resource];
    left.delete(name);
    const change = changes[name];
    return change ? [{ ...resource, body: { ...resource.body, ...(change as Body) } }] : [];
  });
  if (left.size > 0) throw new Error(`the base has no ${[...left].join(", ")}`);
  return stackOf(stack.environment, stack.catalog, [...resources, ...foreign(others)]);
}

/** What one rule says, without where. */
export function said(id: PolicyId, given: Given, parameters: Fragment = {}): string[] {
  const rules = RULES.filter((rule) => rule.id === id);
  const { findings } = evaluate(changedStack(given), rules, {
    applied: (rule) => ({ level: "mandatory", parameters: { ...defaultParameters(rule), ...parameters } as never }),
    accepts: () => false,
  });
  return wordsOf(findings);
}

/** References to indexes or archives, as an order holds them. */
export function refs(kind: "logs-index" | "logs-archive", ...keys: string[]) {
  return keys.map((key) => ({ $ref: `datadog/${kind}/${key}`, output: "id" }));
}

/** A value that only the deployment will know. */
export const UNKNOWN = { $unknown: true };

/** The base's indexes. */
export const INDEXES = ["audit", "security", "application"].flatMap((name) =>
  ["dev", "prod", "staging"].map((env) => `${name}-${env}`),
);
export const indexOrder = (...first: string[]) => ({
  indexes: refs("logs-index", ...first, ...INDEXES.filter((name) => !first.includes(name))),
});
export const archive = (properties: Record<string, unknown>) => ({
  type: "datadog:index/logsArchive:LogsArchive",
  properties: { name: "other", query: "*", s3Archive: { bucket: "other", path: "all" }, ...properties },
});
export const index = (properties: Record<string, unknown>) => ({
  type: "datadog:index/logsIndex:LogsIndex",
  properties: { name: "other", filters: [{ query: "*" }], retentionDays: 15, ...properties },
});

export type Row = [what: string, id: PolicyId, given: Given, says: string[], parameters?: Record<string, unknown>];
