/**
 * Which Pulumi class makes which kind of resource. A class is loaded when the first resource of its kind is made, so a
 * program pays only for what it uses. Must hold no knowledge of fields: that is in vendors/.
 */

import * as datadog from "@pulumi/datadog";
import * as pagerduty from "@pulumi/pagerduty";
import type * as pulumi from "@pulumi/pulumi";
import * as sentry from "@pulumiverse/sentry";
import type { KindName } from "../vendors/index";
import { EventOrchestration } from "./event-orchestration";
import { LeanMonitor } from "./lean-monitor";
import { OrchestrationRouter, ServiceOrchestration } from "./orchestration-paths";

/** Inputs are checked by the model and by the provider; the classes' own argument types differ per kind. */
export type ResourceClass = new (
  name: string,
  args: Record<string, unknown>,
  options: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

const CLASSES: Record<KindName, () => unknown> = {
  "datadog/apm-retention-filter": () => datadog.ApmRetentionFilter,
  "datadog/catalog-entity": () => datadog.SoftwareCatalog,
  "datadog/metric-metadata": () => datadog.MetricMetadata,
  "datadog/metric-tags": () => datadog.MetricTagConfiguration,
  "datadog/rum-retention-filter": () => datadog.RumRetentionFilter,
  "datadog/security-notification": () => datadog.SecurityNotificationRule,
  "datadog/security-suppression": () => datadog.SecurityMonitoringSuppression,
  "datadog/dashboard": () => datadog.DashboardJson,
  "datadog/downtime-schedule": () => datadog.DowntimeSchedule,
  "datadog/logs-archive": () => datadog.LogsArchive,
  "datadog/logs-archive-order": () => datadog.LogsArchiveOrder,
  "datadog/logs-index": () => datadog.LogsIndex,
  "datadog/logs-index-order": () => datadog.LogsIndexOrder,
  "datadog/logs-metric": () => datadog.LogsMetric,
  "datadog/monitor": () => LeanMonitor,
  "datadog/pagerduty-service": () => datadog.pagerduty.ServiceObject,
  "datadog/scanner-group": () => datadog.SensitiveDataScannerGroup,
  "datadog/scanner-group-order": () => datadog.SensitiveDataScannerGroupOrder,
  "datadog/scanner-rule": () => datadog.SensitiveDataScannerRule,
  "datadog/security-rule": () => datadog.SecurityMonitoringRule,
  "datadog/slack-channel": () => datadog.slack.Channel,
  "datadog/slo": () => datadog.ServiceLevelObjective,
  "datadog/synthetics-test": () => datadog.SyntheticsTest,
  "datadog/team": () => datadog.Team,
  "datadog/webhook": () => datadog.Webhook,
  "pagerduty/business-service": () => pagerduty.BusinessService,
  "pagerduty/contact-method": () => pagerduty.UserContactMethod,
  "pagerduty/escalation-policy": () => pagerduty.EscalationPolicy,
  "pagerduty/event-orchestration": () => EventOrchestration,
  "pagerduty/notification-rule": () => pagerduty.UserNotificationRule,
  "pagerduty/orchestration-router": () => OrchestrationRouter,
  "pagerduty/schedule": () => pagerduty.Schedule,
  "pagerduty/service": () => pagerduty.Service,
  "pagerduty/service-dependency": () => pagerduty.ServiceDependency,
  "pagerduty/service-integration": () => pagerduty.ServiceIntegration,
  "pagerduty/service-orchestration": () => ServiceOrchestration,
  "pagerduty/team": () => pagerduty.Team,
  "pagerduty/team-membership": () => pagerduty.TeamMembership,
  "pagerduty/user": () => pagerduty.User,
  "sentry/issue-alert": () => sentry.SentryIssueAlert,
  "sentry/key": () => sentry.SentryKey,
  "sentry/metric-alert": () => sentry.SentryMetricAlert,
  "sentry/organization": () => sentry.SentryOrganization,
  "sentry/project": () => sentry.SentryProject,
  "sentry/team": () => sentry.SentryTeam,
};

export function classOf(kind: KindName): ResourceClass {
  return CLASSES[kind]() as ResourceClass;
}
