/** The kinds of Datadog resource. */

import type { Kind } from "../kind";
import { apmRetentionFilter } from "./apm-retention-filter";
import { catalogEntity } from "./catalog-entity";
import { dashboard } from "./dashboard";
import { downtimeSchedule } from "./downtime-schedule";
import { logsArchive, logsArchiveOrder } from "./logs-archive";
import { logsIndex, logsIndexOrder } from "./logs-index";
import { logsMetric } from "./logs-metric";
import { metricMetadata } from "./metric-metadata";
import { metricTags } from "./metric-tags";
import { monitor } from "./monitor";
import { pagerdutyService } from "./pagerduty-service";
import { rumRetentionFilter } from "./rum-retention-filter";
import { scannerGroup, scannerGroupOrder } from "./scanner-group";
import { scannerRule } from "./scanner-rule";
import { securityNotification } from "./security-notification";
import { securityRule } from "./security-rule";
import { securitySuppression } from "./security-suppression";
import { slackChannel } from "./slack-channel";
import { slo } from "./slo";
import { syntheticsTest } from "./synthetics-test";
import { team } from "./team";
import { webhook } from "./webhook";

export const DATADOG_KINDS: readonly Kind[] = [
  apmRetentionFilter,
  catalogEntity,
  metricMetadata,
  metricTags,
  rumRetentionFilter,
  securityNotification,
  securitySuppression,
  dashboard,
  downtimeSchedule,
  logsArchive,
  logsArchiveOrder,
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
