/** Datadog's HTTP API as far as the sandbox has it: one table of routes. */

import type { VendorApi } from "../http/index";
import { CATALOG_ROUTES } from "./catalog";
import { DASHBOARD_ROUTES } from "./dashboard";
import { DOWNTIME_ROUTES } from "./downtime";
import { INTEGRATION_ROUTES } from "./integrations";
import { LOGS_ROUTES } from "./logs";
import { METRIC_ROUTES } from "./metrics";
import { MONITOR_ROUTES } from "./monitor";
import { refuse, refuseRequest } from "./refusals";
import { RETENTION_ROUTES } from "./retention";
import { SCANNER_ROUTES } from "./scanner";
import { SECURITY_RULE_ROUTES } from "./security-rule";
import { SIGNAL_ROUTES } from "./signals";
import { SLACK_ROUTES } from "./slack";
import { SLO_ROUTES } from "./slo";
import { SYNTHETICS_ROUTES } from "./synthetics";
import { TEAM_ROUTES } from "./team";

export const DATADOG_API: VendorApi = {
  vendor: "datadog",
  prefix: "",
  roots: ["/api/v1", "/api/v2"],
  refuse: refuseRequest,
  routes: [
    {
      method: "GET",
      path: "/api/v1/validate",
      handle: ({ header }) => {
        if (!header("dd-api-key")) refuse(403, "API key required");
        return { status: 200, body: { valid: true } };
      },
    },
    ...DASHBOARD_ROUTES,
    ...DOWNTIME_ROUTES,
    ...INTEGRATION_ROUTES,
    ...LOGS_ROUTES,
    ...CATALOG_ROUTES,
    ...METRIC_ROUTES,
    ...RETENTION_ROUTES,
    ...SIGNAL_ROUTES,
    ...MONITOR_ROUTES,
    ...SCANNER_ROUTES,
    ...SECURITY_RULE_ROUTES,
    ...SLACK_ROUTES,
    ...SLO_ROUTES,
    ...SYNTHETICS_ROUTES,
    ...TEAM_ROUTES,
  ],
};
