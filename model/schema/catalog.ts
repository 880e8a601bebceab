/** The file: any file below the catalog's folder may hold any of these sections; sections are joined by key. */

import * as z from "zod";
import { Framework } from "./framework";
import { Maintenance } from "./maintenance";
import { Escalation, Orchestration, Rotation, Webhook } from "./on-call";
import { Account, Environment, Organisation, Person, Team } from "./organisation";
import { Policy } from "./policy";
import { key } from "./scalars";
import { KINDS, Kind, Pack, Service, System } from "./service";
import { SlackChannel } from "./slack";
import { CustomMetric, RetentionClass, Severity } from "./standards";

/** The sections that hold entries by key, with the schema of an entry. */
export const SECTIONS = {
  accounts: Account,
  environments: Environment,
  people: Person,
  teams: Team,
  rotations: Rotation,
  escalations: Escalation,
  orchestrations: Orchestration,
  maintenance: Maintenance,
  webhooks: Webhook,
  slackChannels: SlackChannel,
  severities: Severity,
  retentionClasses: RetentionClass,
  frameworks: Framework,
  policies: Policy,
  metrics: CustomMetric,
  kinds: Kind,
  packs: Pack,
  systems: System,
  services: Service,
} as const;

export type Section = keyof typeof SECTIONS;

const DESCRIPTIONS: Record<Section, string> = {
  accounts: "Vendor accounts, by key.",
  environments: "Environments, by key; the key is the stack's name.",
  people: "People, by key.",
  teams: "Teams, by key.",
  rotations: "On-call rotations, by key.",
  escalations: "Escalation policies, by key.",
  orchestrations: "PagerDuty event orchestrations, by key.",
  maintenance: "Windows of planned work in which alerts are muted, by key.",
  webhooks: "Addresses Datadog calls, by key.",
  slackChannels:
    "Slack channels of Datadog's integration, by key. Once there is one, every `@slack-…` handle must name one.",
  severities: "Severities, by key.",
  retentionClasses: "How long data is kept, by class.",
  frameworks: "Compliance frameworks: what their clauses ask of the data that is kept, by key.",
  policies:
    "How strict the rules of the policies are, by the rule's id; rules that are not named are as they say themselves.",
  metrics: "Metrics of one's own, by name; a name may end in `*`.",
  kinds: "What services of a kind are watched with, by kind: a service that names no packs has those of its kind.",
  packs: "Sets of signals that services use, by key.",
  systems: "Systems, by key.",
  services: "Services, by key.",
};

function keysOf(section: string): z.ZodType<string, string> {
  if (section === "metrics") return z.string();
  return section === "kinds" ? z.string().regex(new RegExp(`^(${KINDS.join("|")})$`)) : key;
}

const sections = Object.fromEntries(
  Object.entries(SECTIONS).map(([name, schema]) => [
    name,
    z
      .record(keysOf(name), schema)
      .optional()
      .describe(DESCRIPTIONS[name as Section]),
  ]),
);

export const CatalogFile = z
  .strictObject({ organisation: Organisation.optional(), ...sections })
  .describe("A file of a Watchbill catalog.");
