/** The vendors' APIs the sandbox serves: the one registry of routes. */

import { DATADOG_API } from "./datadog/index";
import type { VendorApi } from "./http/index";

export const APIS: readonly VendorApi[] = [DATADOG_API];
