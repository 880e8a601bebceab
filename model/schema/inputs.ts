/** The parts of a catalog as a program writes them, before they are read: `"2s"`, not seconds. From the schema, never by hand. */

import type { z } from "zod";
import type { Dashboard } from "./dashboard";
import type { Objective } from "./objective";
import type { Escalation, Orchestration, Rotation, Webhook } from "./on-call";
import type { Person, Team } from "./organisation";
import type { SecurityRule } from "./security";
import type { SentryProject } from "./sentry";
import type { ServiceFields } from "./service";
import type { Signal } from "./signal";
import type { SlackChannel } from "./slack";
import type { CustomMetric, RetentionClass, Severity } from "./standards";
import type { SyntheticTest } from "./synthetics";

export type CustomMetricInput = z.input<typeof CustomMetric>;
export type DashboardInput = z.input<typeof Dashboard>;
export type EscalationInput = z.input<typeof Escalation>;
export type ObjectiveInput = z.input<typeof Objective>;
export type OrchestrationInput = z.input<typeof Orchestration>;
export type PersonInput = z.input<typeof Person>;
export type RetentionClassInput = z.input<typeof RetentionClass>;
export type RotationInput = z.input<typeof Rotation>;
export type SecurityRuleInput = z.input<typeof SecurityRule>;
export type SentryProjectInput = z.input<typeof SentryProject>;
export type ServiceInput = z.input<typeof ServiceFields>;
export type SeverityInput = z.input<typeof Severity>;
export type SignalInput = z.input<typeof Signal>;
export type SlackChannelInput = z.input<typeof SlackChannel>;
export type SyntheticTestInput = z.input<typeof SyntheticTest>;
export type TeamInput = z.input<typeof Team>;
export type WebhookInput = z.input<typeof Webhook>;
