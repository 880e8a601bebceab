/** The vendors' APIs the sandbox serves: the one registry of routes. */

import { DATADOG_API } from "./datadog/index";
import type { VendorApi } from "./http/index";
import { PAGERDUTY_API } from "./pagerduty/index";
import { SENTRY_API } from "./sentry/index";

export const APIS: readonly VendorApi[] = [DATADOG_API, PAGERDUTY_API, SENTRY_API];
