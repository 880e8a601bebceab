/** The kinds of Datadog resource. */

import type { Kind } from "../kind";
import { dashboard } from "./dashboard";
import { downtimeSchedule } from "./downtime-schedule";
import { logsArchive } from "./logs-archive";
import { logsIndex, logsIndexOrder } from "./logs-index";
import { logsMetric } from "./logs-metric";
import { monitor } from "./monitor";
import { pagerdutyService } from "./pagerduty-service";
import { scannerGroup, scannerGroupOrder, scannerRule } from "./scanner";
import { securityRule } from "./security-rule";
import { slackChannel } from "./slack-channel";
import { slo } from "./slo";
import { syntheticsTest } from "./synthetics-test";
import { team } from "./team";
import { webhook } from "./webhook";

export const DATADOG_KINDS: readonly Kind[] = [
  dashboard,
  downtimeSchedule,
  logsArchive,
  logsIndex,
  logsIndexOrder,
  logsMetric,
  monitor,
  pagerdutyService,
  scannerGroup,
  scannerGroupOrder,
  scannerRule,
  securityRule,
  slackChannel,
  slo,
  syntheticsTest,
  team,
  webhook,
];
