/** Addresses Datadog calls, and PagerDuty's entry points for events that are no monitor's. Owned once per account. */

import type { Diagnostic } from "../../diagnostics/index";
import type { Entry, OrchestrationEntry, ResolvedEnvironment, WebhookEntry } from "../resolved";
import { body, type Draft, type Family, finding, ref } from "./draft";

export const channels: Family = (env) => ({
  drafts: env.owner ? [...env.webhooks.map(webhook), ...env.orchestrations.map(orchestration)] : [],
  diagnostics: missingWebhooks(env),
});

/** Handles of webhooks that the catalog does not make: Datadog drops what it sends to them without a word. */
function missingWebhooks(env: ResolvedEnvironment): Diagnostic[] {
  const named: { entry: Entry; handles: readonly string[] }[] = [
    ...env.severities.map((severity) => ({ entry: severity, handles: severity.channels })),
    ...env.services.flatMap((service) =>
      [...service.monitors, ...service.security].map((entry) => ({ entry, handles: entry.notify })),
    ),
  ];
  return named.flatMap(({ entry, handles }) =>
    handles
      .filter((handle) => handle.startsWith("@webhook-"))
      .filter((handle) => !env.webhooks.some(({ key }) => handle === `@webhook-${key}`))
      .map((handle) =>
        finding(entry, {
          code: "unknown-reference",
          severity: "warning",
          message: `\`${handle}\` is no webhook of the catalog; if it is none of the account's either, nothing is sent and nobody learns of it`,
          hint: `Add \`webhooks:\` with \`${handle.replace("@webhook-", "")}:\` to the catalog.`,
          subject: entry.key,
        }),
      ),
  );
}

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
