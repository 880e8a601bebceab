/**
 * PagerDuty's rules for events: those of a service, and which events of an orchestration go where. The PagerDuty package on npm (3.4.0)
 * does not have them although its provider does. Only what the package lacks.
 */

import * as pulumi from "@pulumi/pulumi";

type Inputs = Record<string, unknown>;

export class ServiceOrchestration extends pulumi.CustomResource {
  constructor(name: string, args: Inputs, options?: pulumi.CustomResourceOptions) {
    super("pagerduty:index/eventOrchestrationService:EventOrchestrationService", name, args, options);
  }
}

export class OrchestrationRouter extends pulumi.CustomResource {
  constructor(name: string, args: Inputs, options?: pulumi.CustomResourceOptions) {
    super("pagerduty:index/eventOrchestrationRouter:EventOrchestrationRouter", name, args, options);
  }
}
