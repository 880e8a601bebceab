/** Which component holds which spec, in an order in which most references point backwards. Pure. */

import { orderSpecs } from "../components/index";
import type { ComponentClass, Spec, SpecAddress } from "../model/index";

export interface Group {
  componentClass: ComponentClass;
  name: string;
  specs: Spec[];
}

export interface Grouped {
  groups: Group[];
  /** Specs that refer to each other in a circle; nothing may be registered then. */
  circle: SpecAddress[] | undefined;
}

/** For specs that name no component. */
const BY_KIND: Record<Spec["kind"], ComponentClass> = {
  "datadog/dashboard": "ServiceDashboard",
  "datadog/downtime-schedule": "MonitoredService",
  "datadog/logs-archive": "LogRetention",
  "datadog/logs-index": "LogRetention",
  "datadog/logs-index-order": "LogRetention",
  "datadog/logs-metric": "LogRetention",
  "datadog/monitor": "MonitoredService",
  "datadog/pagerduty-service": "MonitoredService",
  "datadog/security-rule": "SecurityRules",
  "datadog/slo": "Objective",
  "datadog/synthetics-test": "MonitoredService",
  "datadog/team": "Team",
  "datadog/webhook": "AlertChannels",
  "pagerduty/contact-method": "People",
  "pagerduty/escalation-policy": "EscalationChain",
  "pagerduty/event-orchestration": "MonitoredService",
  "pagerduty/notification-rule": "People",
  "pagerduty/schedule": "OnCallRotation",
  "pagerduty/service": "MonitoredService",
  "pagerduty/service-integration": "MonitoredService",
  "pagerduty/team": "Team",
  "pagerduty/team-membership": "Team",
  "pagerduty/user": "People",
  "sentry/issue-alert": "ErrorTracking",
  "sentry/key": "ErrorTracking",
  "sentry/metric-alert": "ErrorTracking",
  "sentry/organization": "ErrorTracking",
  "sentry/project": "ErrorTracking",
  "sentry/team": "Team",
};

export function groupByComponent(specs: readonly Spec[]): Grouped {
  const { specs: ordered, circle } = orderSpecs(specs);
  const groups = new Map<string, Group>();
  for (const spec of ordered) {
    const { componentClass, name } = componentOf(spec);
    const id = `${componentClass}/${name}`;
    const group = groups.get(id) ?? { componentClass, name, specs: [] };
    group.specs.push(spec);
    groups.set(id, group);
  }
  return { groups: [...groups.values()], circle };
}

export function componentOf(spec: Spec): { componentClass: ComponentClass; name: string } {
  const component = spec.component ?? `${BY_KIND[spec.kind]}/shared`;
  const slash = component.indexOf("/");
  return { componentClass: component.slice(0, slash) as ComponentClass, name: component.slice(slash + 1) };
}
