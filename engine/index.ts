/** Finds the Pulumi engine and drives it. Stands alone: imports no other folder than bin. */

export {
  type EngineEvent,
  type EngineMessage,
  type Op,
  type PolicyViolation,
  SECRET,
  type Step,
  UNKNOWN,
} from "./event";
export type { PropertyChange } from "./property-changes";
export { type Change, type Counts, type Outcome, type RunResult, urnName } from "./result";
export { type Command, type RunOptions, runEngine } from "./run-engine";
export type { Engine, EngineSource, StackSettings } from "./settings";
