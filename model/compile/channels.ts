/** Addresses Datadog calls, and PagerDuty's entry points for events that are no monitor's. Owned once per account. */

import type { Diagnostic } from "../../diagnostics/index";
import { nearest } from "../quantity";
import { titleOf } from "../resolve/words";
import type { Entry, OrchestrationEntry, ResolvedEnvironment, SlackChannelEntry, WebhookEntry } from "../resolved";
import type { BodyValue, Source } from "../spec";
import { body, type Draft, type Family, finding, ref } from "./draft";
import { routeBody } from "./event-rules";
import { pagerName } from "./routing";

export const channels: Family = (env) => ({
  drafts: env.owner
    ? [
        ...env.slackChannels.map((channel) => slackChannel(env, channel)),
        ...env.webhooks.map(webhook),
        ...env.orchestrations.map(orchestration),
        ...env.orchestrations.flatMap((entry) => router(env, entry)),
      ]
    : [],
  diagnostics: [...strangers(env), ...(env.owner ? env.orchestrations.flatMap((entry) => unpaged(env, entry)) : [])],
});

/**
 * Handles of what the catalog does not make, of the kinds that it could: Datadog drops what it sends to them without a word. They may
 * be the account's own, so nothing is refused.
 */
function strangers(env: ResolvedEnvironment): Diagnostic[] {
  const named: { entry: Entry; handles: readonly string[]; at?: (index: number) => Source }[] = [
    ...env.severities.map((severity) => ({
      entry: severity,
      // That it does not page is said elsewhere.
      handles: severity.page ? severity.channels : severity.channels.filter((one) => !one.startsWith("@pagerduty-")),
    })),
    ...env.services.flatMap((service) =>
      service.security.flatMap((entry) =>
        (entry.cases ?? []).map(({ notify }, one) => ({
          entry,
          handles: notify,
          at: (index: number) => service.origins.at(`security.${entry.key}.cases.${one}.notify.${index}`),
        })),
      ),
    ),
    ...env.services.flatMap((service) =>
      (["monitors", "security"] as const).flatMap((kind) =>
        service[kind].map((entry) => ({
          entry,
          handles: entry.notify,
          at: (index: number) => service.origins.at(`${kind}.${entry.key}.notify.${index}`),
        })),
      ),
    ),
  ];
  const pagers = env.services.map((service) => pagerName(env, service));
  return named.flatMap(({ entry, handles, at }) =>
    handles.flatMap((handle, index) => {
      const found = stranger(env, handle, pagers);
      return found ? [finding(at ? { ...entry, source: at(index) } : entry, { ...found, subject: entry.key })] : [];
    }),
  );
}

const UNKNOWN = { code: "unknown-reference", severity: "warning" } as const;

function stranger(env: ResolvedEnvironment, handle: string, pagers: readonly string[]) {
  const [, kind, name = ""] = /^@(webhook|team|pagerduty)-(.+)$/.exec(handle) ?? [];
  const unless = "if it is none of the account's either, nothing is sent and nobody learns of it";
  if (kind === "webhook" && !env.webhooks.some(({ key }) => key === name))
    return {
      ...UNKNOWN,
      message: `\`${handle}\` is no webhook of the catalog; ${unless}`,
      hint: hintOf(kind, name, env.webhooks, `Add \`webhooks:\` with \`${name}:\` to the catalog.`),
    };
  if (kind === "team" && !env.teams.some(({ key }) => key === name))
    return {
      ...UNKNOWN,
      message: `\`${handle}\` is no team of the catalog; ${unless}`,
      hint: hintOf(kind, name, env.teams, `Add \`teams:\` with \`${name}:\` to the catalog.`),
    };
  // Where nobody is paged, the handle is not sent to; where somebody is, another environment's service may be meant.
  if (kind !== "pagerduty" || env.notify !== "page" || env.services.some((one) => name.startsWith(`${one.name}-`)))
    return undefined;
  const near = nearest(name, pagers);
  return {
    ...UNKNOWN,
    message: `\`${handle}\` is no service that the catalog makes at PagerDuty; ${unless}`,
    hint: near
      ? `Did you mean \`@pagerduty-${near}\`?`
      : "Leave it out: a severity with `page: true` pages the service's own people.",
  };
}

function hintOf(kind: string, name: string, entries: readonly Entry[], otherwise: string): string {
  const near = nearest(
    name,
    entries.map(({ key }) => key),
  );
  return near ? `Did you mean \`@${kind}-${near}\`?` : otherwise;
}

/**
 * What Discord takes: a line and a card. Its mentions are off, so that no text of an alert calls everybody. Datadog fills in the
 * words with `$`.
 */
const DISCORD = {
  content: "$EVENT_TITLE",
  embeds: [
    {
      title: "$ALERT_TRANSITION: $ALERT_TITLE",
      description: "$TEXT_ONLY_MSG",
      url: "$LINK",
      footer: { text: "$TAGS" },
    },
  ],
  allowed_mentions: { parse: [] },
};

function payloadOf({ kind, payload }: WebhookEntry): string | undefined {
  const given = payload ?? (kind === "discord" ? DISCORD : undefined);
  return given && JSON.stringify(given);
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
      payload: payloadOf(entry),
    }),
  };
}

/** Datadog has a channel once, whoever writes into it. */
function slackChannel({ accountDetails }: ResolvedEnvironment, entry: SlackChannelEntry): Draft {
  const { message, handles, snapshot, tags, muteButtons } = entry.show;
  return {
    kind: "datadog/slack-channel",
    key: entry.key,
    source: entry.source,
    component: `AlertChannels/${entry.key}`,
    body: {
      accountName: entry.workspace ?? accountDetails.datadog.slack?.workspace ?? "",
      channelName: entry.channel ?? `#${entry.key}`,
      display: { message, muteButtons, notified: handles, snapshot, tags },
    },
    words: {
      accountName: { path: "workspace" },
      channelName: { path: "channel" },
      "display.message": { path: "show.message" },
      "display.muteButtons": { path: "show.muteButtons" },
      "display.notified": { path: "show.handles" },
      "display.snapshot": { path: "show.snapshot" },
      "display.tags": { path: "show.tags" },
    },
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

/** Where its events go; without a route PagerDuty keeps them and opens nothing. */
function router(env: ResolvedEnvironment, entry: OrchestrationEntry): Draft[] {
  if (entry.routes.length === 0 && entry.otherwise === undefined) return [];
  const pagerOf = (key: string): BodyValue => {
    const service = env.services.find((one) => one.key === key);
    return service ? ref(`pagerduty/service/${service.name}`) : "unrouted";
  };
  return [
    {
      kind: "pagerduty/orchestration-router",
      key: entry.key,
      source: entry.source,
      component: `AlertChannels/${entry.key}`,
      body: {
        eventOrchestration: ref(`pagerduty/event-orchestration/${entry.key}`),
        set: {
          id: "start",
          rules: entry.routes.map(({ title, when, to }) => routeBody(title ?? titleOf(to), when, pagerOf(to))),
        },
        catchAll: { actions: { routeTo: entry.otherwise === undefined ? "unrouted" : pagerOf(entry.otherwise) } },
      },
    },
  ];
}

/** Services that events are to go to and that nobody is paged for in the owner's environment, or that two routes lead to. */
function unpaged(env: ResolvedEnvironment, entry: OrchestrationEntry): Diagnostic[] {
  const named = [...entry.routes.map(({ to }) => to), ...(entry.otherwise === undefined ? [] : [entry.otherwise])];
  const missing = [...new Set(named)].filter(
    (key) => env.notify !== "page" || !env.services.some((service) => service.key === key),
  );
  const twice = entry.routes.filter(({ to }, index) => entry.routes.findIndex((other) => other.to === to) < index);
  return [
    ...missing.map((key) =>
      finding(entry, {
        code: "nobody-told",
        severity: "error",
        message: `events would go to \`${key}\`, for which nobody is paged in \`${env.name}\`, where the account's orchestrations belong`,
        hint: "Name a service that is on and paged there.",
        subject: `${entry.key} ${key}`,
      }),
    ),
    ...twice.map(({ to }) =>
      finding(entry, {
        code: "conflicting-keys",
        severity: "error",
        message: `two routes lead to \`${to}\`; PagerDuty has one for each service`,
        hint: "Join them into one: a field may have a list of texts.",
        subject: entry.key,
      }),
    ),
  ];
}
