/** Who there is: the organisation, its vendor accounts, environments, people and teams. */

import * as z from "zod";
import { handle } from "./handle";
import { duration, durationOr, email, percent, phone, reference, text, timeZone, whole } from "./scalars";
import { CHANNELS } from "./standards";
import { accepted } from "./waiver";

const Notice = z.strictObject({
  by: z
    .enum(["push", "sms", "phone", "email"])
    .describe(
      "`sms` and `phone` use the person's `phone`. `push` is set up by PagerDuty's app on the telephone itself, and `email` at once by PagerDuty when the login is made: both are stated, not provisioned.",
    ),
  after: durationOr("0min").describe(
    "How long after the incident reached the person, in whole minutes. Default `0min`.",
  ),
});

const Notifications = z
  .strictObject({
    high: z
      .array(Notice)
      .min(1)
      .optional()
      .describe("Of what is urgent. Default: a text message at once, a call after 2 minutes."),
    low: z.array(Notice).optional().describe("Of what is not. Default: PagerDuty's own e-mail, at once."),
  })
  .describe("How people are notified at PagerDuty, by urgency.");

export const Organisation = z
  .strictObject({
    name: text.describe("The organisation's name, as shown in messages and on pages."),
    defaultEscalation: reference("escalations")
      .optional()
      .describe("Who is paged for a service that names no escalation."),
    notifications: Notifications.optional().describe("How people are notified who do not say otherwise themselves."),
    ...accepted,
  })
  .describe("The organisation.");

export const Account = z
  .strictObject({
    title: text.optional().describe("Name for people. Default: the key."),
    owner: reference("environments").describe(
      "The environment whose stack owns what the account has once: people, teams, schedules, log indexes, Sentry projects.",
    ),
    datadog: z
      .strictObject({
        site: z
          .enum([
            "datadoghq.com",
            "us3.datadoghq.com",
            "us5.datadoghq.com",
            "datadoghq.eu",
            "ap1.datadoghq.com",
            "ap2.datadoghq.com",
            "ddog-gov.com",
          ])
          .describe("The Datadog site the account lives on."),
        otherIndexes: z
          .array(z.string())
          .default([])
          .describe(
            "Log indexes of the account that others manage, in order; ours come first. The order must list every index.",
          ),
        otherArchives: z
          .array(z.string())
          .default([])
          .describe(
            "Ids of log archives of the account that others manage, in order; ours come first. The order must list every archive.",
          ),
        slack: z
          .strictObject({
            workspace: text.describe("The workspace's name in Datadog's Slack integration, e.g. `acme`."),
          })
          .optional()
          .describe("Datadog's Slack integration, which is installed by hand. Needed for `slackChannels`."),
        softwareCatalog: z
          .boolean()
          .default(true)
          .describe("Declare systems and services in Datadog's software catalogue. Default true."),
        otherScannerGroups: z
          .array(z.string())
          .default([])
          .describe(
            "Ids of groups of the sensitive data scanner that others manage, in order; ours come first. The order must list every group.",
          ),
      })
      .describe("The Datadog organisation."),
    pagerduty: z
      .strictObject({
        region: z.enum(["us", "eu"]).default("us").describe("PagerDuty's service region. Default `us`."),
        aiops: z
          .boolean()
          .default(false)
          .describe(
            "Whether the account has PagerDuty's AIOps add-on, which some rules for events need. Default false.",
          ),
      })
      .describe("The PagerDuty account."),
    sentry: z
      .strictObject({
        organization: z.string().describe("The organisation's slug at Sentry, e.g. `acme`."),
        slack: z
          .strictObject({
            integration: whole(1, 2_147_483_647).describe(
              "The number of the installed integration, at the end of its page's address in Sentry's settings.",
            ),
            account: text
              .optional()
              .describe("The workspace's name in Datadog's handles, where they have one: `acme` of `@slack-acme-ops`."),
          })
          .optional()
          .describe(
            "Sentry's Slack integration, by which its alerts write into the channels of `@slack-…` handles. Default: none; alerts go to the team by e-mail, and where only chats are told to nobody.",
          ),
        pagerduty: z
          .strictObject({
            integration: whole(1, 2_147_483_647).describe(
              "The number of the installed integration, at the end of its page's address in Sentry's settings.",
            ),
            services: z
              .record(z.string(), whole(1, 2_147_483_647))
              .default({})
              .describe(
                "The number Sentry gave each PagerDuty service when its integration key was entered there, by the service's name at PagerDuty, e.g. `shop-checkout-prod: 4711`.",
              ),
          })
          .optional()
          .describe(
            "Sentry's PagerDuty integration, by which its alerts page. It is installed by hand; the integration keys to enter there are provisioned. Default: none; Sentry pages nobody.",
          ),
      })
      .describe("The Sentry organisation."),
    ...accepted,
  })
  .describe("One set of vendor accounts; several environments may live in it.");

export const Environment = z
  .strictObject({
    title: text.optional().describe("Name for people. Default: the key."),
    description: text.optional().describe("What the environment is for."),
    tag: z
      .string()
      .regex(/^[a-z][a-z0-9_.-]*$/)
      .describe("The value of the `env` tag that applications really send, e.g. `production`."),
    account: reference("accounts").describe("The vendor accounts it lives in."),
    notify: z
      .enum(["none", "chat", "page"])
      .describe("How far an alert goes: nowhere, to the teams' chat, or to whoever is on call."),
    severities: z
      .record(
        z.string(),
        z.strictObject({
          respondWithin: duration.optional().describe("How soon someone must have answered, here."),
          urgency: z.enum(["high", "low"]).optional().describe("PagerDuty's urgency, here."),
          page: z.boolean().optional().describe("Whether whoever is on call is paged, here."),
          channels: z.array(CHANNELS).optional().describe("Who else is told, here."),
          remindEvery: z
            .union([z.literal("never"), duration])
            .optional()
            .describe("How often an alert that stays open is repeated, here, or `never`."),
          remindTimes: whole(1, 1000).optional().describe("How many times at most, here."),
        }),
      )
      .default({})
      .describe("What differs here from the severities, by severity."),
    dashboards: z
      .boolean()
      .optional()
      .describe(
        "Whether each service and each system gets a dashboard made from what watches it. Default: where alerts tell anybody; not with `notify: none`.",
      ),
    testData: z
      .boolean()
      .default(false)
      .describe("Whether it holds test data alone: then no framework governs what is kept of it. Default false."),
    protect: z
      .boolean()
      .default(false)
      .describe("Refuse to delete what has history (log indexes, services, keys). Default false."),
    retention: z
      .record(
        z.string(),
        z.strictObject({
          days: whole(1, 3660).optional().describe("Days the logs are kept in all, here."),
          searchableDays: whole(1, 450).optional().describe("Days the logs can be searched, here."),
          sample: percent.optional().describe("Share of these logs that is indexed, here."),
          dailyLimit: whole(1, 1_000_000_000).optional().describe("Most log events indexed a day, here."),
        }),
      )
      .default({})
      .describe("What differs here from the retention classes, by class."),
    sampling: z
      .strictObject({
        rum: percent.optional().describe("Share of user sessions that applications record."),
        replay: percent.optional().describe("Share of recorded sessions with a replay."),
        traces: percent.optional().describe("Share of traces that applications keep."),
        spans: percent
          .optional()
          .describe(
            "Share of the spans that came in that is kept for search beside those with errors, which are kept whole. Default: Datadog's own filters alone.",
          ),
        logs: percent
          .optional()
          .describe("Share of log events that is indexed, for every class without its own `sample`."),
      })
      .default({})
      .describe("What applications and indexes keep here. Default: everything."),
    ...accepted,
  })
  .describe("One stack: a set of resources of its own, in one account.");

export const Person = z
  .strictObject({
    name: text.describe("Full name."),
    email: email.describe("Address for messages; the login at PagerDuty."),
    phone: phone.optional().describe("Number for text messages and calls, in international form: `+44 2079460123`."),
    role: z
      .enum(["owner", "admin", "manager", "responder", "observer", "stakeholder"])
      .default("responder")
      .describe("What the person may do at PagerDuty. Default `responder`."),
    jobTitle: text.optional().describe("What the person does, as shown at PagerDuty."),
    timeZone: timeZone.optional().describe("Where the person is, e.g. `Europe/Berlin`. Default: the vendor's."),
    notifications: Notifications.optional().describe("How the person is notified. Default: the organisation's."),
    ...accepted,
  })
  .describe("Someone who can be notified.");

export const Team = z
  .strictObject({
    name: text.describe("The team's name."),
    description: text.optional().describe("What the team answers for."),
    members: z.array(reference("people")).min(1).describe("The people of the team."),
    lead: reference("people").optional().describe("Who leads it; must be a member."),
    chat: z
      .union([handle, z.array(handle).min(1)])
      .optional()
      .describe("The handle Datadog uses for the team's chat channel, e.g. `@slack-payments`, or a list of several."),
    email: email.optional().describe("The team's shared address."),
    ...accepted,
  })
  .describe("A team owns services and answers their alerts.");
