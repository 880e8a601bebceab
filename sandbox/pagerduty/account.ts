/** What a PagerDuty account has before anything is provisioned: abilities, vendors, priorities, licences, no incidents. */

import type { Reply, Request, Route } from "../http/index";
import { page } from "./objects";

const ABILITIES = [
  "teams",
  "read_only_users",
  "team_responders",
  "service_support_hours",
  "urgencies",
  "manage_schedules",
  "manage_api_keys",
  "event_rules",
  "event_orchestrations",
  "preview_intelligent_alert_grouping",
  "time_based_alert_grouping",
  "account_licensing",
];

/** Ids as PagerDuty has them where they are known (Datadog's); the others are the sandbox's own. */
const VENDORS: readonly { id: string; name: string }[] = [
  { id: "PAM4FGS", name: "Datadog" },
  { id: "PSBX001", name: "Sentry" },
  { id: "PSBX002", name: "Amazon CloudWatch" },
  { id: "PSBX003", name: "Prometheus" },
  { id: "PSBX004", name: "Grafana" },
  { id: "PSBX005", name: "Slack" },
  { id: "PSBX006", name: "GitHub" },
  { id: "PSBX007", name: "Pingdom" },
  { id: "PSBX008", name: "New Relic" },
  { id: "PSBX009", name: "Google Cloud Monitoring" },
];

export const LICENSE = {
  id: "PLICSBX",
  type: "license",
  name: "Business (Full User)",
  summary: "Business (Full User)",
};

const empty =
  (collection: string) =>
  (request: Request): Reply =>
    page(request, collection, []);

export const accountRoutes: readonly Route[] = [
  { method: "GET", path: "/abilities", handle: () => ({ status: 200, body: { abilities: ABILITIES } }) },
  {
    method: "GET",
    path: "/vendors",
    handle: (request) =>
      page(
        request,
        "vendors",
        VENDORS.map(({ id, name }) => ({
          id,
          type: "vendor",
          name,
          summary: name,
          generic_service_type: "api",
          connectable: false,
        })),
      ),
  },
  { method: "GET", path: "/licenses", handle: () => ({ status: 200, body: { licenses: [LICENSE] } }) },
  { method: "GET", path: "/priorities", handle: empty("priorities") },
  { method: "GET", path: "/incidents", handle: empty("incidents") },
  { method: "GET", path: "/oncalls", handle: empty("oncalls") },
];
