/** PagerDuty's kinds of resource, one file each. */

import type { Kind } from "../kind";
import { contactMethod } from "./contact-method";
import { escalationPolicy } from "./escalation-policy";
import { eventOrchestration } from "./event-orchestration";
import { notificationRule } from "./notification-rule";
import { schedule } from "./schedule";
import { service } from "./service";
import { serviceIntegration } from "./service-integration";
import { team } from "./team";
import { teamMembership } from "./team-membership";
import { user } from "./user";

export { PAGERDUTY_LOOKUPS } from "./lookups";

export const PAGERDUTY_KINDS: readonly Kind[] = [
  contactMethod,
  escalationPolicy,
  eventOrchestration,
  notificationRule,
  schedule(),
  service,
  serviceIntegration,
  team,
  teamMembership,
  user,
];
