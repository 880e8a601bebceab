/** Systems, services and packs: what is watched together, and the sets of signals services share. */

import * as z from "zod";
import { Dashboard } from "./dashboard";
import { Downtime } from "./downtime";
import { EventRule } from "./event-rule";
import { Logs } from "./logs";
import { Objective } from "./objective";
import { overlay } from "./overlay";
import { duration, durationOr, key, reference, tag, tagValue, text, url, whole } from "./scalars";
import { scanners } from "./scanner";
import { SecurityRule } from "./security";
import { SentryProject } from "./sentry";
import { Signal } from "./signal";
import { SignalNotification, Suppression } from "./signals";
import { Rum, SyntheticTest } from "./synthetics";
import { accepted } from "./waiver";

/** What a pack and a service both hold. */
const watched = {
  monitors: z.record(key, Signal).default({}).describe("Signals by name; each is one Datadog monitor."),
  objectives: z.record(key, Objective).default({}).describe("Objectives by name."),
  security: z.record(key, SecurityRule).default({}).describe("Detection rules by name."),
  synthetics: z.record(key, SyntheticTest).default({}).describe("Tests from outside, by name."),
  dashboards: z.record(key, Dashboard).default({}).describe("Dashboards by name."),
};

export const Pack = z
  .strictObject({
    title: text.optional().describe("Name for people. Default: from the key."),
    description: text.describe("What a service gets by using the pack."),
    includes: z.array(reference("packs")).default([]).describe("Packs whose content this one has too."),
    parameters: z
      .record(
        z.string(),
        z.strictObject({
          description: text.describe("What it stands for."),
          default: z
            .string()
            .optional()
            .describe("Its value when a service gives none. Default: a service must give one."),
          example: z.string().optional().describe("A value a service might give, for whoever writes one."),
        }),
      )
      .default({})
      .describe("Words a service fills in; `${name}` in any text of the pack."),
    ...watched,
    ...accepted,
  })
  .describe("A set of signals and the like that services use.");

const PackUse = z
  .strictObject({
    use: reference("packs").describe("The pack."),
    with: z.record(z.string(), z.string()).default({}).describe("Values of the pack's parameters."),
    as: z
      .string()
      .optional()
      .describe("Put before the names of the pack's content, to use one pack twice: `as: edge` makes `edge-errors`."),
  })
  .describe("The use of a pack.");

const packUses = z.array(z.union([reference("packs"), PackUse]));

/** What a service can be. */
export const KINDS = [
  "service",
  "frontend",
  "function",
  "worker",
  "websocket",
  "job",
  "database",
  "cache",
  "queue",
  "cdn",
  "gateway",
  "load-balancer",
  "host",
  "container",
  "blockchain",
  "business",
  "external",
] as const;

export const Kind = z
  .strictObject({
    description: text.optional().describe("What is of this kind."),
    packs: packUses.describe("Packs of every service of this kind: a key, or `{use: …, with: {…}}`."),
  })
  .describe("What services of a kind are watched with.");

export const System = z
  .strictObject({
    title: text.describe("Name for people."),
    description: text.optional().describe("What the system does."),
    team: reference("teams").describe("The team that owns it."),
    dashboard: z
      .boolean()
      .optional()
      .describe(
        "A dashboard of all its services, their objectives and alerts. Default: the environment's `dashboards`.",
      ),
    tags: z.array(tag).default([]).describe("Tags of everything the system has, `key:value`."),
    pagerduty: z
      .strictObject({
        rules: z
          .array(EventRule)
          .default([])
          .describe("What PagerDuty does with events of its services that have no rules of their own."),
      })
      .prefault({})
      .describe("How PagerDuty treats the system."),
    repository: url.optional().describe("Where its source is."),
    runbook: url
      .optional()
      .describe("Where it says how it is run, and what to do when a service without a runbook of its own alerts."),
    scanner: scanners("in the data of all the system's services"),
    ...accepted,
  })
  .describe("Services that belong together.");

/** A service's own fields, all of which an environment can override. */
const shape = {
  title: text.optional().describe("Name for people. Default: from the key."),
  description: text.optional().describe("What the service does."),
  team: reference("teams").optional().describe("The team that owns it. Default: the system's."),
  formerly: key
    .optional()
    .describe("The key it had before: what it has at the vendors is renamed then, and not deleted and made again."),
  tier: whole(1, 4)
    .default(3)
    .describe("How much depends on it, 1 the most: also the tag `tier:<n>` of whatever is made of it. Default 3."),
  kind: z
    .enum(KINDS)
    .default("service")
    .describe(
      "What it is; `external` is someone else's, `business` is numbers of the business. A service without `packs` has those of its kind. Default `service`.",
    ),
  with: z
    .record(z.string(), z.string())
    .default({})
    .describe("Values of its packs' parameters, for every pack that has one of that name and whose use says none."),
  lifecycle: z
    .enum(["production", "experimental", "deprecated"])
    .default("production")
    .describe("How far it is, as shown in Datadog's software catalogue. Default `production`."),
  enabled: z.boolean().default(true).describe("`false` leaves the service out. Default true."),
  dashboard: z
    .boolean()
    .optional()
    .describe(
      "A dashboard made from what watches it: each signal with its lines, objectives, security signals, errors and links. Default: the environment's `dashboards`. One of its own under `dashboards: { service: … }` replaces it.",
    ),
  escalation: reference("escalations").optional().describe("Who is paged. Default: the organisation's."),
  datadog: z
    .strictObject({
      service: tagValue.optional().describe("The value of the `service` tag its data carries. Default: the key."),
      main: z
        .boolean()
        .default(false)
        .describe(
          "Of several services with the same `service`, the one that Datadog's software catalogue shows for their data. Default: the one of that key, else the first by kind (`service` before all others), tier and key.",
        ),
      scope: z
        .string()
        .optional()
        .describe(
          "Filter used instead of `service:<name>` for data without a service tag, e.g. `dbinstanceidentifier:main`.",
        ),
    })
    .prefault({})
    .describe("How its data is found at Datadog."),
  pagerduty: z
    .strictObject({
      acknowledgeTimeout: durationOr("30min").describe(
        "An acknowledged incident opens again after this. Default `30min`.",
      ),
      autoResolve: duration.optional().describe("An incident is closed after this. Default: never."),
      rules: z
        .array(EventRule)
        .optional()
        .describe(
          "What PagerDuty does with the service's events before they become incidents; the first rule that fits an event applies, and no other. Default: the system's.",
        ),
    })
    .prefault({})
    .describe("How PagerDuty treats its incidents."),
  runbook: url.optional().describe("Where it says what to do when it alerts. Default: the system's."),
  repository: url.optional().describe("Where its source is."),
  tags: z.array(tag).default([]).describe("Tags of everything the service has, `key:value`, beside the system's."),
  dependencies: z.array(reference("services")).default([]).describe("Services it cannot do without."),
  emits: z
    .array(text)
    .default([])
    .describe("What the application must send for all this to see anything, one sentence each."),
  logs: Logs.prefault({}),
  suppressions: z
    .record(key, Suppression)
    .default({})
    .describe("Security signals that are known and make no noise, by name."),
  signalNotifications: z
    .record(key, SignalNotification)
    .default({})
    .describe("Who is told of security signals of rules that are not in the catalog, by name."),
  downtimes: z.record(key, Downtime).default({}).describe("Weekly hours in which alerts are muted, by name."),
  sentry: z.record(key, SentryProject).default({}).describe("Sentry projects by name."),
  rum: Rum.optional(),
  ...accepted,
};

const { sentry: _, ...single } = shape;

/** A service's own fields, once packs and environment are laid together; its signals and the like are read one by one. */
export const ServiceFields = z.strictObject({ system: reference("systems"), ...single });

const full = z.strictObject({ ...shape, ...watched });

/** A signal as a service writes it: a whole one with its `type`, or what differs from a pack's. */
const entries = Object.fromEntries(
  Object.entries(watched).map(([name, field]) => {
    const content = (field.unwrap() as z.ZodRecord).valueType as z.ZodType;
    const either = z.union([content, overlay(content)]);
    return [
      name,
      z
        .record(key, either)
        .optional()
        .describe(field.description ?? ""),
    ];
  }),
);

export const Service = z
  .strictObject({
    system: reference("systems").describe("The system it belongs to."),
    packs: packUses
      .optional()
      .describe("Packs it uses: a key, or `{use: …, with: {…}}`. Default: those of its `kind`; `[]` for none."),
    ...shape,
    ...entries,
    environments: z
      .record(reference("environments"), overlay(full))
      .optional()
      .describe("What differs in an environment. Maps are laid over each other by key, lists are replaced."),
  })
  .describe("A service and everything that watches it.");
