/** The file: any file below the catalog's folder may hold any of these sections; sections are joined by key. */

import { z } from "zod";
import { Escalation, Orchestration, Rotation, Webhook } from "./on-call";
import { Account, Environment, Organisation, Person, Team } from "./organisation";
import { key } from "./scalars";
import { Pack, Service, System } from "./service";
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
  webhooks: Webhook,
  severities: Severity,
  retentionClasses: RetentionClass,
  metrics: CustomMetric,
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
  webhooks: "Addresses Datadog calls, by key.",
  severities: "Severities, by key.",
  retentionClasses: "How long data is kept, by class.",
  metrics: "Metrics of one's own, by name; a name may end in `*`.",
  packs: "Sets of signals that services use, by key.",
  systems: "Systems, by key.",
  services: "Services, by key.",
};

const sections = Object.fromEntries(
  Object.entries(SECTIONS).map(([name, schema]) => [
    name,
    z
      .record(name === "metrics" ? z.string() : key, schema)
      .optional()
      .describe(DESCRIPTIONS[name as Section]),
  ]),
);

export const CatalogFile = z
  .strictObject({ organisation: Organisation.optional(), ...sections })
  .describe("A file of a Watchbill catalog.");
