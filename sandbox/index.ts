/** The sandbox from outside: start, stop, status, and the ports of its provider adapters. Light to import. */

export {
  type ProviderPorts,
  providerPorts,
  resetSandbox,
  type SandboxStatus,
  type Started,
  type StartOptions,
  sandboxDir,
  sandboxStatus,
  sendMetrics,
  startSandbox,
  stopSandbox,
} from "./client";
export { type LeftOver, leftOver, type MadeObject, madeBy, madeFor, recovered } from "./recovery";
export { ownStamp } from "./stamp";
