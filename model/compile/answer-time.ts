/** Whether somebody can have answered as soon as a severity promises: who is called first, how soon, and when the next. */

import type { Diagnostic } from "../../diagnostics/index";
import type {
  Entry,
  EscalationEntry,
  PersonEntry,
  ResolvedEnvironment,
  ServiceEntry,
  SeverityEntry,
} from "../resolved";
import type { Source } from "../spec";
import { finding } from "./draft";
import { severityOf } from "./routing";
import { shortTime } from "./words";

/** Escalations that call the second person, and people who are called at all, later than a severity they are paged for promises. */
export function slowAnswers(env: ResolvedEnvironment): Diagnostic[] {
  if (env.notify !== "page") return [];
  return env.escalations.flatMap((escalation) => {
    const services = env.services.filter(
      (one) => (one.escalation ?? env.organisation.defaultEscalation) === escalation.key,
    );
    const paged = severitiesOf(env, services);
    return [...lateSteps(escalation, paged), ...lateNotices(env, escalation, paged)];
  });
}

/** Severities that page for what the services watch. */
function severitiesOf(env: ResolvedEnvironment, services: readonly ServiceEntry[]): SeverityEntry[] {
  const used = new Set(
    services.flatMap(({ monitors, objectives, synthetics }) => [
      ...monitors.flatMap(({ lines }) => lines.map(({ severity }) => severity)),
      ...objectives.flatMap(({ burnRates }) => Object.values(burnRates).map(({ severity }) => severity)),
      ...synthetics.map(({ severity }) => severity),
    ]),
  );
  return [...used].flatMap((key) => severityOf(env, key) ?? []).filter(({ page }) => page);
}

function lateSteps(escalation: EscalationEntry, paged: readonly SeverityEntry[]): Diagnostic[] {
  const wait = escalation.steps[0]?.escalateAfter;
  const broken = paged.filter(({ respondWithin }) => wait && wait.seconds > respondWithin.seconds);
  if (!wait || broken.length === 0) return [];
  return [
    finding(at(escalation, escalation.writtenAt("steps", 0, "escalateAfter")), {
      code: "slow-answer",
      severity: "warning",
      message: `${promises(broken)}, and \`${escalation.key}\` waits \`${wait.text}\` for its first step before anybody else is called`,
      hint: `Change \`escalateAfter\` of the first step to \`${shortTime(Math.min(...broken.map(({ respondWithin }) => respondWithin.seconds)))}\` or sooner, or promise less.`,
      subject: escalation.key,
    }),
  ];
}

/** People of the first step whose first notice comes after the promise. */
function lateNotices(
  env: ResolvedEnvironment,
  escalation: EscalationEntry,
  paged: readonly SeverityEntry[],
): Diagnostic[] {
  const first = new Set(escalation.steps[0]?.notify.flatMap((key) => peopleOf(env, key)) ?? []);
  return env.people
    .filter(({ key }) => first.has(key))
    .flatMap((person) => {
      const { delay, said } = firstNotice(env, person);
      const broken = paged.filter(({ respondWithin }) => delay > respondWithin.seconds);
      if (broken.length === 0) return [];
      return [
        finding(at(person, said), {
          code: "slow-answer",
          severity: "warning",
          message: `${promises(broken)}, and \`${person.key}\`, whom \`${escalation.key}\` calls first, is notified ${shortTime(delay)} later`,
          hint: "Give an earlier notice under `notifications: high:`, or promise less.",
          subject: person.key,
        }),
      ];
    });
}

function peopleOf(env: ResolvedEnvironment, key: string): string[] {
  const rotation = env.rotations.find((one) => one.key === key);
  return rotation ? rotation.layers.flatMap(({ people }) => people) : [key];
}

/** Seconds until the first notice of something urgent. PagerDuty's own e-mail, which comes at once, wakes nobody. */
function firstNotice(env: ResolvedEnvironment, person: PersonEntry): { delay: number; said?: Source | undefined } {
  const notices = person.notifications?.high ?? env.organisation.notifications?.high ?? [];
  const waking = notices.filter(({ by }) => by !== "email").map(({ after }) => after.seconds);
  if (waking.length === 0) return { delay: 0 };
  const delay = Math.min(...waking);
  const index = notices.findIndex(({ after, by }) => by !== "email" && after.seconds === delay);
  return { delay, said: person.noticeAt(index, "after") };
}

/** The value that is to be changed, where one is written. */
function at<T extends Entry>(entry: T, source: Source | undefined): T {
  return source ? { ...entry, source } : entry;
}

function promises(severities: readonly SeverityEntry[]): string {
  return severities
    .map(({ key, respondWithin }) => `\`${key}\` promises an answer within \`${respondWithin.text}\``)
    .join(", ");
}
