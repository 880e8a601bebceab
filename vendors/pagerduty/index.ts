/** PagerDuty's kinds of resource, one file each. */

import type { Kind } from "../kind";
import { businessService } from "./business-service";
import { contactMethod } from "./contact-method";
import { escalationPolicy } from "./escalation-policy";
import { eventOrchestration } from "./event-orchestration";
import { notificationRule } from "./notification-rule";
import { orchestrationRouter } from "./orchestration-router";
import { schedule } from "./schedule";
import { service } from "./service";
import { serviceDependency } from "./service-dependency";
import { serviceIntegration } from "./service-integration";
import { serviceOrchestration } from "./service-orchestration";
import { team } from "./team";
import { teamMembership } from "./team-membership";
import { user } from "./user";

export { PAGERDUTY_LOOKUPS } from "./lookups";

export const PAGERDUTY_KINDS: readonly Kind[] = [
  businessService,
  contactMethod,
  escalationPolicy,
  eventOrchestration,
  notificationRule,
  orchestrationRouter,
  schedule(),
  service,
  serviceDependency,
  serviceIntegration,
  serviceOrchestration,
  team,
  teamMembership,
  user,
];
