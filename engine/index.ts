/** Finds the Pulumi engine and drives it. Stands alone: imports no other folder than bin. */

export type { OnProgress } from "./build-engine";
export { EngineError, type EngineErrorCode } from "./error";
export {
  type EngineEvent,
  type EngineMessage,
  type Op,
  type PolicySummary,
  type PolicyViolation,
  SECRET,
  type Step,
  UNKNOWN,
} from "./event";
export { type Candidate, cachedEngine, type FindOptions, findEngine, type Search, searchEngine } from "./find-engine";
export {
  inspectStack,
  needsRecovery,
  type RunningDeployment,
  runningDeployments,
  type StackInspection,
  type StackLock,
} from "./inspect-stack";
export {
  choosePlugins,
  findPlugins,
  PACKAGES,
  type PackageName,
  type Plugin,
  type PluginChoice,
  type Plugins,
  sandboxConfig,
} from "./plugins";
export { type PropertyChange, parsePath } from "./property-changes";
export {
  pendingInstructions,
  type RecoverOptions,
  type Recovery,
  recoverStack,
  refuseWhileDeployed,
} from "./recover-stack";
export { type Change, type Counts, type Outcome, type PackRun, type RunResult, urnName } from "./result";
export { type Command, type RunOptions, runEngine } from "./run-engine";
export type { Engine, EngineSource, StackSettings } from "./settings";
export { ensureStack, exportStack, stackNames, writeStackConfig } from "./stacks";
export type { PendingOperation, StackState, StateResource } from "./state-files";
