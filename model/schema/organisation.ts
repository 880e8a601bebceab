/** Who there is: the organisation, its vendor accounts, environments, people and teams. */

import { z } from "zod";
import { email, handle, percent, phone, reference, text, timeZone, whole } from "./scalars";

export const Organisation = z
  .strictObject({
    name: text.describe("The organisation's name, as shown in messages and on pages."),
    defaultEscalation: reference("escalations")
      .optional()
      .describe("Who is paged for a service that names no escalation."),
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
      })
      .describe("The Datadog organisation."),
    pagerduty: z
      .strictObject({
        region: z.enum(["us", "eu"]).default("us").describe("PagerDuty's service region. Default `us`."),
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
      })
      .describe("The Sentry organisation."),
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
        logs: percent
          .optional()
          .describe("Share of log events that is indexed, for every class without its own `sample`."),
      })
      .default({})
      .describe("What applications and indexes keep here. Default: everything."),
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
  })
  .describe("Someone who can be notified.");

export const Team = z
  .strictObject({
    name: text.describe("The team's name."),
    description: text.optional().describe("What the team answers for."),
    members: z.array(reference("people")).min(1).describe("The people of the team."),
    lead: reference("people").optional().describe("Who leads it; must be a member."),
    chat: handle.optional().describe("The handle Datadog uses for the team's chat channel, e.g. `@slack-payments`."),
    email: email.optional().describe("The team's shared address."),
  })
  .describe("A team owns services and answers their alerts.");
