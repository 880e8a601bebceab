/**
 * What every family of the compiler makes: a resource before its environment and references are filled in, and the findings
 * about it. Also the one way to leave a property out.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { Entry, ResolvedEnvironment } from "../resolved";
import {
  addressesIn,
  type Body,
  type BodyValue,
  type ComponentClass,
  type Ref,
  type Spec,
  type SpecAddress,
} from "../spec";

export interface Draft {
  kind: Spec["kind"];
  key: string;
  source: Spec["source"];
  /** A function where making it takes long and a check does not read it. */
  body: Body | (() => { body: Body; words?: Spec["words"] });
  /** Of a body that is a function: the body with as much of it as is known without making it; reading the rest makes it. */
  front?: (made: () => Body) => Body;
  component: `${ComponentClass}/${string}`;
  /** Has history that cannot be made again. */
  protect?: true;
  /** What the catalog calls a property of the body. */
  words?: NonNullable<Spec["words"]>;
}

/** What a family makes of an environment. */
export interface Compiled {
  drafts: Draft[];
  diagnostics?: Diagnostic[];
}

export type Family = (env: ResolvedEnvironment) => Compiled;

/** A body without the properties that are undefined: absent, not null. */
export function body(properties: Record<string, BodyValue | undefined>): Body {
  const given: Body = {};
  for (const name in properties) {
    const value = properties[name];
    if (value !== undefined) given[name] = value;
  }
  return given;
}

/** Another resource's output. */
export function ref($ref: SpecAddress, output = "id"): Ref {
  return { $ref, output };
}

const places = new WeakMap<Spec["source"], Spec["source"]>();

/** Where in its line the catalog says what a spec was made of; of a spec that was read from a file its line is all that is known. */
export function placeOfSpec({ source }: Spec): Spec["source"] {
  return places.get(source) ?? source;
}

export function toSpec(draft: Draft, env: ResolvedEnvironment): Spec {
  const { kind, key, component, source, body, words, protect, front } = draft;
  const spec = {
    kind,
    key,
    // The columns are for findings; specs name a line.
    source: { file: source.file, line: source.line },
    env: env.name,
    component,
    ...(protect === true && { protect }),
  };
  places.set(spec.source, source);
  if (typeof body !== "function") return Object.assign(spec, contentOf({ body, words }));
  let made: Content | undefined;
  const get = (name: keyof Content) => () => {
    made ??= contentOf(body());
    return made[name];
  };
  if (front) Object.assign(spec, { body: front(() => get("body")() as Body) });
  for (const name of front ? (["refs", "words"] as const) : (["body", "refs", "words"] as const))
    Object.defineProperty(spec, name, { enumerable: true, get: get(name) });
  return spec as Spec;
}

type Content = Pick<Spec, "body" | "refs" | "words">;

function contentOf({ body, words = {} }: { body: Body; words?: Spec["words"] | undefined }): Content {
  return { body, refs: addressesIn(body), ...(Object.keys(words).length > 0 && { words }) };
}

/** A finding about an entry of the catalog, at its key, or at the value that its source is. */
export function finding(
  entry: Entry,
  diagnostic: Pick<Diagnostic, "code" | "severity" | "message"> & Partial<Diagnostic>,
): Diagnostic {
  const { file, line, column = 1, endLine = line, endColumn = column } = entry.source;
  return { file, line, column, endLine, endColumn, ...diagnostic };
}
