/** PagerDuty's REST API v2 on this machine, below `/pagerduty`: as much of it as Watchbill's kinds use. */

import type { VendorApi } from "../http/index";
import { accountRoutes } from "./account";
import { businessServiceRoutes } from "./business-services";
import { escalationPolicyRoutes } from "./escalation-policies";
import { eventOrchestrationRoutes } from "./event-orchestrations";
import { orchestrationPathRoutes } from "./orchestration-paths";
import { CODE, errorReply } from "./replies";
import { scheduleRoutes } from "./schedules";
import { serviceRoutes } from "./services";
import { teamRoutes } from "./teams";
import { userRoutes } from "./users";

const LIMIT_PER_MINUTE = 960;

export const PAGERDUTY_API: VendorApi = {
  vendor: "pagerduty",
  prefix: "/pagerduty",
  roots: [""],
  refuse: (complaint, message) =>
    complaint === "failure"
      ? errorReply(500, CODE.internal, "Internal Server Error", [message])
      : errorReply(400, CODE.invalid, "Invalid Input Provided", [message]),
  headers: (now) => ({
    "ratelimit-limit": String(LIMIT_PER_MINUTE),
    "ratelimit-remaining": String(LIMIT_PER_MINUTE - 1),
    "ratelimit-reset": String(60 - now.getUTCSeconds()),
  }),
  routes: [
    ...accountRoutes,
    ...userRoutes,
    ...teamRoutes,
    ...scheduleRoutes,
    ...escalationPolicyRoutes,
    ...serviceRoutes,
    ...businessServiceRoutes,
    ...orchestrationPathRoutes,
    ...eventOrchestrationRoutes,
  ],
};
