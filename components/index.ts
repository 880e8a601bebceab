/** Typed Pulumi components: usable on their own from TypeScript, and built from specs by stacks/. */

export { AlertChannels, type AlertChannelsArgs } from "./alert-channels";
export { ErrorTracking, type ErrorTrackingArgs } from "./error-tracking";
export { EscalationChain, type EscalationChainArgs, type EscalationTarget } from "./escalation-chain";
export {
  EventOrchestration,
  type EventOrchestrationArgs,
  type EventOrchestrationIntegration,
} from "./event-orchestration";
export { ArgumentsError, type Belonging } from "./fragment";
export { LogRetention, type LogRetentionArgs } from "./log-retention";
export { MonitoredService, type MonitoredServiceArgs } from "./monitored-service";
export { Objective, type ObjectiveArgs } from "./objective";
export { OnCallRotation, type OnCallRotationArgs } from "./on-call-rotation";
export { type Ordered, orderSpecs } from "./order";
export { People, type PeopleArgs } from "./people";
export { COMPONENTS } from "./registry";
export { PAGERDUTY_PLUGIN_VERSION } from "./resource-options";
export { SecurityRules, type SecurityRulesArgs } from "./security-rules";
export { ServiceDashboard, type ServiceDashboardArgs } from "./service-dashboard";
export { type Compiled, SpecComponent } from "./spec-component";
export { Team, type TeamArgs } from "./team";
export { type Outside, Wiring } from "./wiring";
