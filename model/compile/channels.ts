/** Addresses Datadog calls, and PagerDuty's entry points for events that are no monitor's. Owned once per account. */

import type { OrchestrationEntry, WebhookEntry } from "../resolved";
import { body, type Draft, type Family, ref } from "./draft";

export const channels: Family = (env) => ({
  drafts: env.owner ? [...env.webhooks.map(webhook), ...env.orchestrations.map(orchestration)] : [],
});

function webhook(entry: WebhookEntry): Draft {
  return {
    kind: "datadog/webhook",
    key: entry.key,
    source: entry.source,
    component: `AlertChannels/${entry.key}`,
    body: body({
      name: entry.key,
      url: entry.urlSecret === undefined ? entry.url : { $secret: entry.urlSecret },
      customHeaders: entry.headersSecret === undefined ? undefined : { $secret: entry.headersSecret },
      encodeAs: "json",
      payload: entry.payload && JSON.stringify(entry.payload),
    }),
  };
}

function orchestration(entry: OrchestrationEntry): Draft {
  return {
    kind: "pagerduty/event-orchestration",
    key: entry.key,
    source: entry.source,
    component: `AlertChannels/${entry.key}`,
    body: body({
      name: entry.title,
      description: entry.description ?? "Managed by Watchbill",
      team: entry.team === undefined ? undefined : ref(`pagerduty/team/${entry.team}`),
    }),
  };
}
