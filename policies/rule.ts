/**
 * What a rule is: data and one function over the resources of a stack. The same rules run offline over the specs of a catalog, inside
 * Pulumi's engine over what it registers, and over a deployed state; they see no difference and know no `@pulumi/*`.
 */

import type { Diagnostic, PolicyClause } from "../diagnostics/index";
import type { PolicyId, PolicyPackName, Source } from "../model/index";
import type { KindName } from "../vendors/index";
import type { Resource, Stack } from "./stack";

export type Clause = PolicyClause;

/** `mandatory`: fails the run. `advisory`: is said. `disabled`: is not looked at, which every run says. */
export type Level = "mandatory" | "advisory" | "disabled";

/** From the least strict. */
export const STRICTNESS: readonly Level[] = ["disabled", "advisory", "mandatory"];

/** What a catalog may set of a rule, beside its level. */
export type ParameterValue = string | number | boolean | readonly (string | number)[];
export type Parameters = Readonly<Record<string, ParameterValue>>;

export interface Parameter {
  description: string;
  /** Its type is the parameter's type. */
  default: ParameterValue;
  /** Which way the rule finds less: a number below or above, a list that lost or gained something. Absent: that is not known of it. */
  looser?: "less" | "more";
  /** What is wrong with a value, as the fix to make; undefined: nothing. */
  problem?: (value: ParameterValue) => string | undefined;
}

export interface Rule {
  id: PolicyId;
  pack: PolicyPackName;
  /** An error is mandatory unless the catalog says otherwise, a warning advisory. */
  severity: Diagnostic["severity"];
  /** A few words, e.g. `Required tags`. */
  title: string;
  /** One sentence: what holds where the rule finds nothing. */
  summary: string;
  /** The clauses of frameworks it serves; a finding may name others. */
  clauses?: readonly Clause[];
  parameters?: Readonly<Record<string, Parameter>>;
  /** The kinds of resource it looks at, so that a run can say how many it saw. */
  kinds: readonly KindName[];
  /** Whether it needs the catalog; without one (code-first programs) it reports "not checked". */
  needsCatalog?: true;
  /** Whether it compares with the catalog that a change is judged by; without one it reports "not checked". */
  needsBase?: true;
  check(stack: Stack, parameters: Parameters): Iterable<Found>;
  /**
   * The same for a stack of which only some resources are known: finds nothing that those to come could make right. Absent: the rule
   * compares resources with each other.
   */
  alone?(stack: Stack, parameters: Parameters): Iterable<Found>;
}

interface FoundBase {
  /** What it is about. Undefined: something of the catalog that no resource of the stack stands for, e.g. a stream without an index. */
  resource?: Resource | undefined;
  /** The property, e.g. `tags` or `rules.0.targets`. */
  property?: string;
  /** Where in the catalog, if there is a better place than the resource's own entry. */
  at?: Source | undefined;
  /** The entry it is about, where that is neither the resource's nor what `at` stands in: a waiver beside it is one of it. */
  entry?: Source | undefined;
  /** What it is about, where there is no resource, e.g. `truststream stream app`. */
  subject?: string;
  /** The value that is wrong, as text; never a secret. */
  value?: string;
  /** What is wrong, a sentence without its full stop that contains the value. */
  message: string;
  clauses?: readonly Clause[] | undefined;
}

export type Found =
  | (FoundBase & {
      type: "violated";
      /** The change to make, a sentence. */
      fix: string;
      /** A name of what is wrong: what says that it `follows` from it is mended with it, and told with it. */
      explains?: string | undefined;
      follows?: string | undefined;
    })
  /** A value is not known before deployment: it is decided on `up`. `message` says what could not be looked at. */
  | (FoundBase & { type: "undecided" })
  /** Holds by declaration alone: no vendor setting enforces it, nobody can verify it from here. */
  | (FoundBase & { type: "stated" });

/** A rule that looks at each resource by itself. */
export function eachOf(
  kinds: readonly KindName[],
  check: (resource: Resource, stack: Stack, parameters: Parameters) => Iterable<Found>,
): Pick<Rule, "kinds" | "check" | "alone"> {
  function* each(stack: Stack, parameters: Parameters): Iterable<Found> {
    for (const kind of kinds)
      for (const resource of stack.ofKind(kind)) if (!resource.elsewhere) yield* check(resource, stack, parameters);
  }
  return { kinds, check: each, alone: each };
}
