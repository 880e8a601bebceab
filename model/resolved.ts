/**
 * The catalog as the compiler sees it: one environment, everything laid together (defaults ← pack ← service ← environment),
 * every quantity converted, every name filled in. Types only; resolve.ts makes them.
 */

import type { z } from "zod";
import type { Duration } from "./quantity";
import type { Dashboard } from "./schema/dashboard";
import type { EventMatch as EventMatchSchema, EventRule as EventRuleSchema } from "./schema/event-rule";
import type { Demand, Framework } from "./schema/framework";
import type { Maintenance } from "./schema/maintenance";
import type { Objective } from "./schema/objective";
import type { Escalation, Orchestration, Rotation, Webhook } from "./schema/on-call";
import type { Account, Environment, Organisation, Person, Team } from "./schema/organisation";
import type { SecurityRule, STATUSES } from "./schema/security";
import type { SentryAlert, SentryProject } from "./schema/sentry";
import type { ServiceFields as FieldsSchema, System } from "./schema/service";
import type { Signal } from "./schema/signal";
import type { SlackChannel } from "./schema/slack";
import type { CustomMetric, RetentionClass, Severity } from "./schema/standards";
import type { SyntheticTest } from "./schema/synthetics";
import type { Source } from "./spec";
import type { MetricUnit } from "./units";

/**
 * Which layer a value comes from, lowest first. `organisation` and `system` are where a service inherits its escalation and its
 * team from.
 */
export type Layer = "default" | "organisation" | "system" | "pack" | "service" | "environment";

/** Where a value comes from. `default`: the schema's, and the place is that of the thing that has it. */
export interface Origin extends Source {
  column: number;
  endLine: number;
  endColumn: number;
  layer: Layer;
  /** The pack's key, where the layer is `pack`. */
  pack?: string;
  /** The tier, where the pack says it for one. */
  tier?: string;
  /** As written, where it is a single value. */
  written?: string;
}

/** Origins by path inside a service, e.g. `monitors.error-ratio.above.high`. */
export interface Origins {
  /** The origin of a value; of the nearest thing around it that the catalog wrote when it is a default. */
  at(path: string): Origin;
  /** The values it was laid over and replaced, nearest first. */
  under(path: string): Origin[];
  /** Everything written below a path under one of these keys, at any depth, in the order of the file. */
  below(path: string, keys: ReadonlySet<string>): { path: string; origin: Origin }[];
}

/** An entry of the catalog: its key and where it stands. */
export interface Entry {
  key: string;
  source: Source;
}

/** Where an entry says something of its own; undefined: it does not say it. A list's entries are numbers. */
export interface Written {
  writtenAt(...path: PropertyKey[]): Source | undefined;
}

export type OrganisationFacts = z.output<typeof Organisation>;
export type AccountEntry = Entry & z.output<typeof Account>;
export type PersonEntry = Entry &
  z.output<typeof Person> & {
    /** Where their urgent notices are said, their own or the organisation's; undefined: nobody says it. */
    noticeAt(notice: number, field: "after" | "by"): Source | undefined;
  };
export type TeamEntry = Entry &
  Omit<z.output<typeof Team>, "chat"> & { /** Handles of its chats; none: empty. */ chats: string[] };
/** A rotation's layers, of which it has at least one, in whichever form it is written. */
export type RotationEntry = Entry & { title: string; layers: RotationLayer[]; covers: RotationCover[] } & Omit<
    z.output<typeof Rotation>,
    "layers" | "start" | "turn" | "people" | "hours" | "covers"
  >;

/** Somebody on call for somebody else, and not over yet. */
export interface RotationCover {
  person: string;
  /** Whose turns are taken; undefined: everybody's. */
  insteadOf?: string | undefined;
  /** Key of the layer it is of. */
  layer: string;
  /** Moments in UTC. */
  from: string;
  to: string;
}

/** People who take turns at certain hours, with the rotation's values where the layer has none of its own. */
export interface RotationLayer {
  /** Empty where the rotation is written without layers. */
  key: string;
  title: string;
  timeZone: string;
  start: string;
  turn: Duration;
  people: string[];
  hours?: NonNullable<z.output<typeof Rotation>["hours"]>;
}

export type EscalationEntry = Entry & Written & { title: string } & z.output<typeof Escalation>;
/** A rule for PagerDuty's events, and what it asks of their fields. */
export type EventRule = z.output<typeof EventRuleSchema>;
export type EventMatch = z.output<typeof EventMatchSchema>;

export type OrchestrationEntry = Entry & { title: string } & z.output<typeof Orchestration>;
/** A window of planned work that is on in the environment and not over yet. */
export type MaintenanceEntry = Entry &
  Omit<z.output<typeof Maintenance>, "from" | "to"> & {
    /** Moments in UTC. */
    from: string;
    to: string;
  };
export type SlackChannelEntry = Entry & z.output<typeof SlackChannel>;
export type WebhookEntry = Entry & z.output<typeof Webhook>;
export type SeverityEntry = Entry & z.output<typeof Severity>;
export type SystemEntry = Entry &
  Written &
  Omit<z.output<typeof System>, "scanner"> & {
    scanner: ScanEntry[];
    /** The dashboard made of its services, where it has one. */
    made?: DashboardEntry;
  };
export type CustomMetricEntry = Entry &
  z.output<typeof CustomMetric> & {
    /** Whether Datadog has it: the table that `watchbill metrics pull` writes says so. */
    arrived: boolean;
  };

/** A retention class with what the environment changes applied; what is written of it may be written there. */
export type RetentionEntry = Entry &
  Written &
  z.output<typeof RetentionClass> & {
    /** The fields of which the environment's word holds: `days`, `sample`, … */
    changed: ReadonlySet<string>;
    title: string;
    /** Days in the index; the schema's default applied. */
    searchableDays: number;
    /** Percent of the logs that is indexed here, 0 to 100; 100 when neither class nor environment says. */
    sample: number;
  };

/** A clause of a framework, with what it asks for. */
export type DemandEntry = Entry & Demand;

/** A compliance framework. */
export type FrameworkEntry = Entry & Omit<z.output<typeof Framework>, "requirements"> & { requirements: DemandEntry[] };

/** One line of a signal: from which value on it is how bad. */
export interface Line {
  /** A key of the severities. */
  severity: string;
  /** Datadog's word for it: the more urgent severity of a signal is critical, the other warning. */
  status: "critical" | "warning";
  /** As in the catalog, e.g. `5%`; empty for signals without a number (composite, heartbeat). */
  text: string;
  /** In the unit of the signal, e.g. 0.05; undefined for signals without a number. */
  value?: number;
  /** The value at which it ends, in the unit of the signal, where the catalog says one. */
  recovery?: number;
  source: Source;
}

export type Comparator = ">" | ">=" | "<" | "<=";

export interface SignalFacts extends Entry {
  /** The monitor's key in specs: `<system>-<service>-<key>`. */
  name: string;
  title: string;
  /** The signal's own runbook, else the service's. */
  runbook?: string | undefined;
  /** Critical first; one or two. */
  lines: Line[];
  /** Undefined for composite, heartbeat and check. */
  comparator?: Comparator;
  /** What the value is measured in; undefined for composite, heartbeat and check. */
  unit?: string | undefined;
  measured?: MetricUnit;
  /** `minimum` of a ratio as a count over the window. */
  minimumCount?: number;
  /** Signals a composite refers to, in order of appearance, as they stand in `when`, with the monitors' names. */
  parts?: { text: string; name: string; start: number; end: number }[];
}

export type SignalEntry = z.output<typeof Signal> & SignalFacts;
export type SignalOf<T extends SignalEntry["type"]> = Extract<SignalEntry, { type: T }>;

/** An alert on the speed at which a budget is used, with its numbers worked out. */
export interface BurnRateEntry {
  severity: string;
  rate: number;
  /** The share of the budget, in percent, that the rate uses over the long window. */
  spends: number;
  over: Duration;
  short: Duration;
  enabled: boolean;
  summary?: string | undefined;
}

type WithoutBurnRates<T> = T extends unknown ? Omit<T, "burnRates"> : never;

export type ObjectiveEntry = WithoutBurnRates<z.output<typeof Objective>> &
  Entry & {
    name: string;
    title: string;
    burnRates: Record<string, BurnRateEntry>;
    /** Alerts of `alerts: standard` that cannot fire with this target, with the rate they would need. */
    leftOut: { name: string; rate: number }[];
    /** `requests`, each second. */
    perSecond?: number;
    /** Names (`<system>-<service>-<signal>`) of the monitors of a `monitors` objective. */
    monitorNames?: string[];
    /** The limit of a `time-slice` objective in the metric's unit, with its comparator. */
    limit?: { comparator: ">" | "<"; value: number; text: string };
  };

export type SecurityStatus = (typeof STATUSES)[number];

export type SecurityEntry = z.output<typeof SecurityRule> &
  Entry & {
    name: string;
    /** `above` as counts over the window, most severe first. */
    limits: { status: SecurityStatus; count: number; text: string; source: Source }[];
  };

export type SyntheticEntry = z.output<typeof SyntheticTest> & Entry & { name: string; title: string };

export type DashboardEntry = z.output<typeof Dashboard> &
  Entry & {
    name: string;
    /** Made from what watches the service or the system, not written. */
    made?: true;
  };

export type SentryAlertEntry = z.output<typeof SentryAlert> &
  Entry & {
    name: string;
    title: string /** Of a metric alert; values in Sentry's unit: events, users, percent, ms. */;
    lines: Line[];
    comparator?: Comparator;
  };

export type SentryProjectEntry = Omit<z.output<typeof SentryProject>, "alerts" | "title"> &
  Entry & { name: string; title: string; alerts: SentryAlertEntry[] };

type ServiceFields = z.output<typeof FieldsSchema>;

export type StreamEntry = Entry & ServiceFields["logs"]["streams"][string] & { name: string; title: string };
export type LogMetricEntry = Entry & ServiceFields["logs"]["metrics"][string];
export type ScanEntry = Entry & ServiceFields["logs"]["scanner"][string] & { name: string; title: string };

export type SuppressionEntry = Entry & ServiceFields["suppressions"][string] & { name: string; title: string };
export type SignalNotificationEntry = Entry &
  ServiceFields["signalNotifications"][string] & { name: string; title: string };

/** A service in one environment. What is `enabled: false` is not in it. */
export type ServiceEntry = Entry &
  Omit<ServiceFields, "logs" | "team" | "title" | "suppressions" | "signalNotifications"> & {
    /** `<system>-<service>`: what the names of its resources begin with. */
    name: string;
    /** What they began with before, where the catalog says so. */
    formerName?: string;
    title: string;
    team: string;
    /** The value of its `service` tag. */
    datadogService: string;
    /** Metric filter without environment: `service:truststream`, or what the catalog says instead. */
    scope: string;
    monitors: SignalEntry[];
    objectives: ObjectiveEntry[];
    security: SecurityEntry[];
    synthetics: SyntheticEntry[];
    dashboards: DashboardEntry[];
    logs: { streams: StreamEntry[]; metrics: LogMetricEntry[]; scanner: ScanEntry[] };
    sentry: SentryProjectEntry[];
    /** Without those that are over. */
    suppressions: SuppressionEntry[];
    signalNotifications: SignalNotificationEntry[];
    /** Keys of the packs it uses, in order. */
    packs: string[];
    origins: Origins;
  };

/** What the command line and the engine need to know of an environment. */
export interface EnvironmentInfo {
  /** Key and stack name, e.g. `prod`. */
  name: string;
  title: string;
  /** Value of the `env` tag, e.g. `production`. */
  tag: string;
  /** Key of the account. */
  account: string;
  /** Whether this environment's stack owns what the account has once. */
  owner: boolean;
  /** The owner's name; the environment's own when it is the owner. */
  ownerName: string;
  notify: z.output<typeof Environment>["notify"];
  protect: boolean;
  /** Where its account lives at the vendors: Datadog's site, PagerDuty's region, Sentry's organisation. */
  sites: { datadog: string; pagerduty: "us" | "eu"; sentry: string };
}

export interface ResolvedEnvironment extends EnvironmentInfo {
  /** The day as of which the catalog is read, e.g. `2026-11-21`: what is over on it is left out. */
  today: string;
  source: Source;
  organisation: OrganisationFacts;
  /** Where the organisation's `defaultEscalation` is said. */
  defaultEscalationAt?: Source;
  accountDetails: AccountEntry;
  sampling: z.output<typeof Environment>["sampling"];
  /** Sorted by key, like all lists of entries unless said otherwise. */
  people: PersonEntry[];
  teams: TeamEntry[];
  rotations: RotationEntry[];
  escalations: EscalationEntry[];
  orchestrations: OrchestrationEntry[];
  maintenance: MaintenanceEntry[];
  webhooks: WebhookEntry[];
  slackChannels: SlackChannelEntry[];
  /** Most urgent first. */
  severities: SeverityEntry[];
  retentionClasses: RetentionEntry[];
  /** Whether it holds test data alone, which no framework governs. */
  testData: boolean;
  frameworks: FrameworkEntry[];
  metrics: CustomMetricEntry[];
  systems: SystemEntry[];
  services: ServiceEntry[];
  /** For the owner: every environment of the account, itself included, sorted by name. Empty for the others. */
  tenants: ResolvedEnvironment[];
}
