/** Datadog's HTTP API as far as the sandbox has it: one table of routes. */

import type { VendorApi } from "../http/index";
import { MONITOR_ROUTES } from "./monitor";
import { refuse, refuseRequest } from "./refusals";

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
    ...MONITOR_ROUTES,
  ],
};
