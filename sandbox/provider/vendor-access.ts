/** How an adapter reaches each vendor: prefix, the headers its configuration gives, the plugin's version it stands for. */

import { text, type Values, type Vendor } from "../../vendors/index";

export interface VendorAccess {
  /** Between the sandbox's address and the paths of a kind's calls. */
  prefix: string;
  headers: (config: Values) => Record<string, string>;
  /** What `GetPluginInfo` answers; not older than the npm package asks for, so that the engine does not warn. */
  version: string;
}

export const VENDOR_ACCESS: Record<Vendor, VendorAccess> = {
  datadog: {
    prefix: "",
    headers: (config) => ({ "dd-api-key": text(config.apiKey), "dd-application-key": text(config.appKey) }),
    version: "5.11.0",
  },
  pagerduty: {
    prefix: "/pagerduty",
    headers: (config) => ({
      authorization: `Token token=${text(config.token)}`,
      accept: "application/vnd.pagerduty+json;version=2",
    }),
    version: "4.34.0",
  },
  sentry: {
    prefix: "",
    headers: (config) => ({ authorization: `Bearer ${text(config.token)}` }),
    version: "0.0.9",
  },
};
