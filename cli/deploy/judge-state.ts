/**
 * Asks the rules about what a state holds, without running any program: what `audit` does by itself, and `destroy` before it takes
 * anything down.
 */

import type { Waived } from "../../diagnostics/index";
import { type StateResource, urnName } from "../../engine/index";
import type { EnvironmentInfo } from "../../model/index";
import { configurationOf, type Evaluation, evaluate, RULES, type Stack, stackOfRegistered } from "../../policies/index";
import type { JudgedCatalog } from "../policies";
import type { Digests } from "./state-digest";

export interface JudgedState {
  stack: Stack;
  evaluation: Evaluation;
  waived: Waived[];
}

export function judgeState(
  checked: JudgedCatalog,
  environment: EnvironmentInfo,
  state: readonly StateResource[],
  /** What the last deployment recorded. */
  recorded?: Digests,
): JudgedState {
  const account = new Set(
    checked.environments.filter((one) => one.account === environment.account).map(({ name }) => name),
  );
  const stack = stackOfRegistered({
    complete: true,
    environment,
    base: checked.base,
    catalog: checked.resolved.find(({ name }) => name === environment.name),
    recorded,
    registered: state.map((resource) => ({ ...resource, name: urnName(resource.urn) })),
    specs: checked.specs.filter(({ env }) => account.has(env)),
  });
  const configuration = configurationOf(checked);
  const evaluation = evaluate(stack, RULES, configuration);
  return { stack, evaluation, waived: configuration.waived() };
}
