/** Judges what a clause asks of one stream by where its events go: the verdict, what it rests on and why. Reads no rule's findings. */

import { nameOf } from "../evaluate";
import type { Resource } from "../stack";
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
  }[];
  /** Whether every event is in one of them, whole. `no` and `maybe` say why. */
  indexed: Coverage;
  archives: readonly {
    resource: Resource;
    /** What the class says that it was made for. */
    days: number | undefined;
    /** It was made for the stream's own class. */
    home: boolean;
  }[];
  archived: Coverage;
  /** Groups of the scanner that hide what may be data of persons in it. */
  scanners: readonly Pick<ScannerGroup, "resource" | "finds">[];
  /** `yes` with a reason: what hides there may be something else. */
  scanned: Coverage;
}

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

function indexEvidence(kept: Keeping): Evidence[] {
  return kept.indexes.map(({ resource, days, flexDays }) => {
    const flex = flexDays !== undefined && days === flexDays ? " with Flex Logs" : "";
    const holds = days === undefined ? "days not known" : `${days} days${flex}`;
    return { resource: nameOf(resource), holds, verified: days !== undefined };
  });
}

const LIFETIME = "how long an archive lives is the lifetime rule of its bucket, which nothing here sets";

function archiveEvidence({ archives }: Keeping): Evidence[] {
  return archives.map(({ resource, days }) => ({
    resource: nameOf(resource),
    holds: days === undefined ? "days not known" : `${days} days`,
    verified: false,
  }));
}

function becauseOf(...coverages: readonly Coverage[]): string[] {
  return coverages.flatMap(({ because }) => because ?? []);
}

function long({ days, text }: Asked) {
  return (_: Requirement, kept: Keeping): Judged => {
    const { archives, archived, indexes, indexed } = kept;
    if (
      indexed.answer === "yes" &&
      indexes.length > 0 &&
      indexes.every((index) => index.days !== undefined && index.days >= days)
    )
      return { verdict: "met", by: indexEvidence(kept), because: [] };
    const by = [...indexEvidence(kept), ...archiveEvidence(kept)];
    if (archived.answer === "yes") {
      const short = archives.filter((archive) => (archive.days ?? 0) < days);
      if (short.length === 0) return { verdict: "stated", by, because: [LIFETIME] };
      return short.some((archive) => archive.days === undefined)
        ? { verdict: "not checked", by, because: ["nothing says how long an archive is kept"] }
        : { verdict: "not met", by, because: [`less than ${text} is said of an archive`] };
    }
    const perhaps =
      indexed.answer !== "no" && indexes.length > 0 && indexes.every((index) => (index.days ?? days) >= days);
    const open = archived.answer === "maybe" || perhaps;
    const because = becauseOf(archived, indexed);
    return open
      ? { verdict: "not checked", by, because }
      : { verdict: "not met", by, because: [...because, `nothing keeps it for ${text}`] };
  };
}

function atOnce({ days, text }: Asked) {
  return (_: Requirement, kept: Keeping): Judged => {
    const by = indexEvidence(kept);
    const because = becauseOf(kept.indexed);
    const short = kept.indexes.filter((index) => index.days !== undefined && index.days < days);
    if (short.some(({ sure }) => sure))
      return { verdict: "not met", by, because: [...because, `less than ${text} can be searched`] };
    if (kept.indexed.answer === "no") return { verdict: "not met", by, because };
    const known = short.length === 0 && kept.indexes.every((index) => index.days !== undefined);
    return { verdict: kept.indexed.answer === "yes" && known ? "met" : "not checked", by, because };
  };
}

function short({ days, text }: Asked) {
  return (_: Requirement, kept: Keeping): Judged => {
    const home = { ...kept, archives: kept.archives.filter((archive) => archive.home) };
    const by = [...indexEvidence(kept), ...archiveEvidence(home)];
    const over = kept.indexes.filter((index) => index.days !== undefined && index.days > days && index.sure);
    const said = home.archives.filter((archive) => archive.days !== undefined && archive.days > days);
    const tooLong = [...over, ...said].map(({ resource }) => `${nameOf(resource)} keeps it for more than ${text}`);
    if (tooLong.length > 0) return { verdict: "not met", by, because: tooLong };
    if (kept.indexes.some((index) => index.days === undefined || index.days > days))
      return {
        verdict: "not checked",
        by,
        because: ["how long an index keeps it, or whether it takes any of it, is not known"],
      };
    return home.archives.length > 0
      ? { verdict: "stated", by, because: [LIFETIME] }
      : { verdict: "met", by, because: [] };
  };
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
