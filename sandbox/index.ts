/** The sandbox from outside: start, stop, status, and the ports of its provider adapters. Light to import. */

export {
  madeFor,
  type ProviderPorts,
  providerPorts,
  resetSandbox,
  type SandboxStatus,
  sandboxDir,
  sandboxStatus,
  startSandbox,
  stopSandbox,
  sweep,
} from "./client";
