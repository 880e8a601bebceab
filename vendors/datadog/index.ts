/** The kinds of Datadog resource. */

import type { Kind } from "../kind";
import { downtimeSchedule } from "./downtime-schedule";
import { logsArchive } from "./logs-archive";
import { logsIndex, logsIndexOrder } from "./logs-index";
import { logsMetric } from "./logs-metric";
import { monitor } from "./monitor";
import { pagerdutyService } from "./pagerduty-service";
import { team } from "./team";
import { webhook } from "./webhook";

export const DATADOG_KINDS: readonly Kind[] = [
  downtimeSchedule,
  logsArchive,
  logsIndex,
  logsIndexOrder,
  logsMetric,
  monitor,
  pagerdutyService,
  team,
  webhook,
];
