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
  body: Body;
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

export function toSpec(draft: Draft, env: ResolvedEnvironment): Spec {
  const { protect, words = {}, ...rest } = draft;
  return {
    ...rest,
    // The columns are for findings; specs name a line.
    source: { file: draft.source.file, line: draft.source.line },
    env: env.name,
    refs: addressesIn(draft.body),
    ...(protect === true && { protect }),
    ...(Object.keys(words).length > 0 && { words }),
  };
}

/** A finding about an entry of the catalog, at its key, or at the value that its source is. */
export function finding(
  entry: Entry,
  diagnostic: Pick<Diagnostic, "code" | "severity" | "message"> & Partial<Diagnostic>,
): Diagnostic {
  const { file, line, column = 1, endLine = line, endColumn = column } = entry.source;
  return { file, line, column, endLine, endColumn, ...diagnostic };
}
