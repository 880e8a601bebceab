/** The catalog as it was read: every entry with its place, its tree, and its data when it fits the schema. */

import type { z } from "zod";
import type { OrganisationFacts } from "../resolved";
import type { SECTIONS, Section } from "../schema/index";
import type { Node, Place } from "./tree";

export interface Found<T> {
  key: string;
  /** Place of the key. */
  place: Place;
  node: Node;
  /** Undefined when it does not fit the schema; the findings are told then. */
  data: T | undefined;
}

export type Sections = { [S in Section]: Map<string, Found<z.output<(typeof SECTIONS)[S]>>> };

export interface Catalog {
  /** The files it was read from, sorted, as the user would type them. */
  files: string[];
  organisation?: Found<OrganisationFacts>;
  sections: Sections;
  /** Whether every file was understood in whole; if not, a name that is not found may stand in what was not. */
  whole: boolean;
  /** Where each file begins a section, in the order of the files. */
  headings: { section: Section; place: Place }[];
  /** Files that have the word `waivers`. */
  waiving: Set<string>;
  /** Its own `policies`, where those of another catalog hold in their place. */
  proposed?: Sections["policies"];
  /** The catalog whose word on policies holds, and what this one says itself where that one's word was put in its place. */
  base?: {
    catalog: Catalog;
    frameworks: Sections["frameworks"];
    /** The environments that hold test data alone. */
    testData: ReadonlySet<string>;
    newWaivers: ReadonlySet<string>;
  };
}

/** Sections in a sentence: "there is no team …". */
export const NOUN: Readonly<Record<Section, string>> = {
  accounts: "account",
  environments: "environment",
  people: "person",
  teams: "team",
  rotations: "rotation",
  escalations: "escalation",
  orchestrations: "orchestration",
  maintenance: "window of planned work",
  webhooks: "webhook",
  slackChannels: "Slack channel",
  severities: "severity",
  retentionClasses: "retention class",
  frameworks: "framework",
  policies: "rule of the policies",
  metrics: "metric",
  kinds: "kind of service",
  packs: "pack",
  systems: "system",
  services: "service",
};
