/** Judges what a clause asks of one stream by where its events go: the verdict, what it rests on and why. Reads no rule's findings. */

import type { Answer } from "../../query/index";
import { nameOf } from "../evaluate";
import type { Resource } from "../stack";
import type { Longer } from "./longer";
import type { RequiredStream, Requirement } from "./requirements";
import type { ScannerGroup } from "./scanner-groups";

/**
 * `met`: by settings that are provisioned. `stated`: somebody says so, and no setting that is provisioned holds it. `not checked`: the
 * answer is not known from here.
 */
export type Verdict = "met" | "stated" | "not met" | "not checked";

/** What a verdict rests on: a resource, or what is only said of it. */
export interface Evidence {
  /** `datadog/logs-index/audit-prod`; null where no resource stands for it. */
  resource: string | null;
  /** `90 days` */
  holds: string;
  verified: boolean;
}

/** What a clause asks of the data of one kind in one system. */
export interface Part {
  /** `at least 12 months` */
  asks: string;
  /** The data classes, or the retention class. */
  of: string;
  verdict: Verdict;
  by: Evidence[];
  /** Why it is not met, only stated or not checked. */
  because: string[];
  /** `<service>/<stream>` */
  streams: string[];
  /** The waivers of what rules find there: somebody knows of it, and what is not met stays so. */
  accepted?: Accepted[];
}

export interface Accepted {
  rule: string;
  reason: string;
  owner: string | null;
  until: string;
  /** Where the waiver stands. */
  file: string;
  line: number;
}

/** Where the events of one stream go, as far as it can be told. */
export interface Keeping {
  /** What is deployed and holds some of its events for so many days in all; `days` undefined: not known before deployment. */
  indexes: readonly {
    resource: Resource;
    days: number | undefined;
    flexDays: number | undefined;
    /** It certainly takes some. */
    sure: boolean;
    longer: LongerFor;
  }[];
  /** Whether every event is in one of them, whole. `no` and `maybe` say why. */
  indexed: Coverage;
  archives: readonly {
    resource: Resource;
    /** What the class says that it was made for. */
    days: number | undefined;
    longer: LongerFor;
  }[];
  archived: Coverage;
  /** Whether some of its events are kept for fewer days than that by the indexes, and by all that keeps them. */
  left: (days: number) => { indexes: Answer; all: Answer };
  /** Groups of the scanner that hide what may be data of persons in it. */
  scanners: readonly Pick<ScannerGroup, "resource" | "finds">[];
  /** `yes` with a reason: what hides there may be something else. */
  scanned: Coverage;
}

/** Whether it keeps some of it longer than a clause allows. */
type LongerFor = (requirement: Requirement) => Longer;

export interface Coverage {
  answer: "yes" | "no" | "maybe";
  because?: string;
}

export type KeepingOf = (required: RequiredStream) => Keeping;

const WORST: readonly Verdict[] = ["not met", "not checked", "stated", "met"];

export function worst(verdicts: readonly Verdict[]): Verdict {
  return WORST.find((verdict) => verdicts.includes(verdict)) ?? "not checked";
}

type Aspect = { asks: string; judge: (requirement: Requirement, kept: Keeping) => Judged };
type Judged = Pick<Part, "verdict" | "by" | "because">;

export function aspectsOf({ atLeast, immediatelyAvailable, atMost, hidden }: Requirement): Aspect[] {
  return [
    ...(atLeast ? [{ asks: `kept at least ${atLeast.text}`, judge: long(atLeast) }] : []),
    ...(immediatelyAvailable
      ? [{ asks: `${immediatelyAvailable.text} of it at once`, judge: atOnce(immediatelyAvailable) }]
      : []),
    ...(atMost
      ? [{ asks: `kept at most ${atMost.text}${atMost.own ? ", as its class says" : ""}`, judge: short(atMost) }]
      : []),
    ...(hidden ? [{ asks: "personal data hidden before it is stored", judge: scanned }] : []),
  ];
}

export function together(all: readonly Judged[]): Judged {
  const by = new Map(all.flatMap((one) => one.by).map((evidence) => [JSON.stringify(evidence), evidence]));
  return {
    verdict: worst(all.map(({ verdict }) => verdict)),
    by: [...by.values()],
    because: [...new Set(all.flatMap(({ because }) => because))],
  };
}

/** Fifteen months, the shortest they can be by the calendar: what Datadog's documentation says of metrics. */
const METRICS_TERM = 456;

export function metrics({ atLeast, atMost, immediatelyAvailable }: Requirement): Judged {
  const short = [atLeast, immediatelyAvailable].find((term) => term && term.days > METRICS_TERM);
  const long = atMost && atMost.days < METRICS_TERM ? atMost : undefined;
  const because = [
    ...(short || long ? [`Datadog keeps metrics for fifteen months, not for ${(short ?? long)?.text}`] : []),
    "no setting says how long Datadog keeps metrics: its documentation says fifteen months",
  ];
  const by = [{ resource: null, holds: "fifteen months, Datadog's own fixed term", verified: false }];
  return { verdict: short || long ? "not met" : "stated", by, because };
}

type Asked = NonNullable<Requirement["atLeast"]>;

function ofIndex({ resource, days, flexDays }: Keeping["indexes"][number]): Evidence {
  const flex = flexDays !== undefined && days === flexDays ? " with Flex Logs" : "";
  const holds = days === undefined ? "days not known" : `${days} days${flex}`;
  return { resource: nameOf(resource), holds, verified: days !== undefined };
}

const LIFETIME = "how long an archive lives is the lifetime rule of its bucket, which nothing here sets";

function ofArchive({ resource, days }: Keeping["archives"][number]): Evidence {
  const holds = days === undefined ? "days not known" : `${days} days`;
  return { resource: nameOf(resource), holds, verified: false };
}

function becauseOf(...coverages: readonly Coverage[]): string[] {
  return coverages.flatMap(({ because }) => because ?? []);
}

function long({ days, text }: Asked) {
  return (_: Requirement, { archives, archived, indexes, indexed, left }: Keeping): Judged => {
    const kept = left(days);
    if (kept.indexes === "no") return { verdict: "met", by: indexes.map(ofIndex), because: [] };
    const by = [...indexes.map(ofIndex), ...archives.map(ofArchive)];
    if (kept.all === "no") return { verdict: "stated", by, because: [LIFETIME] };
    const said = archives.some((archive) => archive.days !== undefined && archive.days < days);
    const because = [
      ...becauseOf(archived, indexed),
      ...(archived.answer === "yes" && said ? [`less than ${text} is said of an archive`] : []),
    ];
    if (kept.all === "yes")
      return { verdict: "not met", by, because: [...because, `nothing keeps all of it for ${text}`] };
    return {
      verdict: "not checked",
      by,
      because: [...because, `whether something keeps all of it for ${text} is not known`],
    };
  };
}

function atOnce({ days, text }: Asked) {
  return (_: Requirement, kept: Keeping): Judged => {
    const by = kept.indexes.map(ofIndex);
    const because = becauseOf(kept.indexed);
    const short = kept.indexes.filter((index) => index.days !== undefined && index.days < days);
    if (short.some(({ sure }) => sure))
      return { verdict: "not met", by, because: [...because, `less than ${text} can be searched`] };
    if (kept.indexed.answer === "no") return { verdict: "not met", by, because };
    const known = short.length === 0 && kept.indexes.every((index) => index.days !== undefined);
    return { verdict: kept.indexed.answer === "yes" && known ? "met" : "not checked", by, because };
  };
}

function short({ text }: Asked) {
  return (requirement: Requirement, { archives, indexes }: Keeping): Judged => {
    const all = [
      ...indexes.map((one) => ({ evidence: ofIndex(one), is: one.longer(requirement), archive: false })),
      ...archives.map((one) => ({ evidence: ofArchive(one), is: one.longer(requirement), archive: true })),
    ];
    const by = all.map(({ evidence, is }) => (is.type === "allowed" ? alsoOf(evidence, is.classes()) : evidence));
    const tooLong = all.flatMap(({ evidence, is }) => (is.type === "violated" ? evidence.resource : []));
    if (tooLong.length > 0)
      return { verdict: "not met", by, because: tooLong.map((name) => `${name} keeps it for more than ${text}`) };
    if (all.some(({ is }) => is.type === "undecided"))
      return {
        verdict: "not checked",
        by,
        because: ["how long something keeps it, or whether it takes any of it, is not known"],
      };
    // What an archive keeps as another class is that class's to answer for.
    return all.some(({ archive, is }) => archive && is.type === "no")
      ? { verdict: "stated", by, because: [LIFETIME] }
      : { verdict: "met", by, because: [] };
  };
}

/** An event of two classes may be kept as long as either. */
function alsoOf(evidence: Evidence, classes: readonly string[]): Evidence {
  return { ...evidence, holds: `${evidence.holds}: what is ${classes.join(" or ")} as well, and may be kept so long` };
}

function scanned(_: Requirement, { scanned: { answer, because }, scanners }: Keeping): Judged {
  const by = scanners.map(({ resource, finds }) => ({
    resource: nameOf(resource),
    holds: `hides ${finds.map(({ name }) => name).join(", ") || "something that is not known"}`,
    verified: because === undefined,
  }));
  const reasons = because === undefined ? [] : [because];
  if (answer === "yes") reasons.push("what no pattern of theirs finds is stored as it is");
  const verdicts = { yes: because === undefined ? "met" : "stated", no: "not met", maybe: "not checked" } as const;
  return { verdict: verdicts[answer], by, because: reasons };
}
