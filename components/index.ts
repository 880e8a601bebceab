/** Typed Pulumi components: usable on their own from TypeScript, and built from specs by stacks/. */

export { AlertChannels } from "./alert-channels";
export { ErrorTracking } from "./error-tracking";
export { EscalationChain } from "./escalation-chain";
export {
  EventOrchestration,
  type EventOrchestrationArgs,
  type EventOrchestrationIntegration,
} from "./event-orchestration";
export { LogRetention } from "./log-retention";
export { MonitoredService } from "./monitored-service";
export { Objective } from "./objective";
export { OnCallRotation } from "./on-call-rotation";
export { type Ordered, orderSpecs } from "./order";
export { People } from "./people";
export { COMPONENTS } from "./registry";
export { PAGERDUTY_PLUGIN_VERSION } from "./resource-options";
export { SecurityRules } from "./security-rules";
export { ServiceDashboard } from "./service-dashboard";
export { type Compiled, SpecComponent } from "./spec-component";
export { Team } from "./team";
export { type Outside, Wiring } from "./wiring";
