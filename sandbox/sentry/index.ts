/** Sentry's web API (version 0) on this machine: as much of it as Watchbill's kinds use. */

import type { VendorApi } from "../http/index";
import { issueAlertRoutes } from "./issue-alerts";
import { keyRoutes } from "./keys";
import { metricAlertRoutes } from "./metric-alerts";
import { organizationRoutes } from "./organizations";
import { projectRoutes } from "./projects";
import { detail } from "./replies";
import { teamRoutes } from "./teams";

const LIMIT = 40;
const CONCURRENT_LIMIT = 25;

export const SENTRY_API: VendorApi = {
  vendor: "sentry",
  prefix: "",
  roots: ["/api/0"],
  refuse: (complaint, message) => detail(complaint === "failure" ? 500 : 400, message),
  // Without the concurrent limit the plugin lets one call through at a time.
  headers: (now) => ({
    "x-sentry-rate-limit-limit": String(LIMIT),
    "x-sentry-rate-limit-remaining": String(LIMIT - 1),
    "x-sentry-rate-limit-reset": String(Math.ceil(now.getTime() / 1000) + 1),
    "x-sentry-rate-limit-concurrentlimit": String(CONCURRENT_LIMIT),
    "x-sentry-rate-limit-concurrentremaining": String(CONCURRENT_LIMIT - 1),
  }),
  routes: [
    ...organizationRoutes,
    ...teamRoutes,
    ...projectRoutes,
    ...keyRoutes,
    ...issueAlertRoutes,
    ...metricAlertRoutes,
  ],
};
