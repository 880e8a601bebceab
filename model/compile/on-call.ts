/** Rotations become PagerDuty schedules, escalations policies. Owned once per account; every moment is the catalog's, none is "now". */

import type { EscalationEntry, ResolvedEnvironment, RotationEntry } from "../resolved";
import { DAYS } from "../schema/on-call";
import type { BodyValue } from "../spec";
import { type Draft, type Family, ref } from "./draft";

export const onCall: Family = (env) => ({
  drafts: env.owner
    ? [...env.rotations.map(schedule), ...env.escalations.map((escalation) => policy(env, escalation))]
    : [],
});

function schedule(rotation: RotationEntry): Draft {
  const restrictions = rotation.hours?.flatMap(restrictionsOf) ?? [];
  return {
    kind: "pagerduty/schedule",
    key: rotation.key,
    source: rotation.source,
    component: `OnCallRotation/${rotation.key}`,
    protect: true,
    body: {
      name: rotation.title,
      description: rotation.description ?? "Managed by Watchbill",
      timeZone: rotation.timeZone,
      teams: [ref(`pagerduty/team/${rotation.team}`)],
      layers: [
        {
          name: rotation.title,
          start: rotation.start,
          rotationVirtualStart: rotation.start,
          rotationTurnLengthSeconds: rotation.turn.seconds,
          users: rotation.people.map((person) => ref(`pagerduty/user/${person}`)),
          ...(restrictions.length > 0 && { restrictions }),
        },
      ],
    },
  };
}

type Hours = NonNullable<RotationEntry["hours"]>[number];

/** Hours of every day are one daily restriction; of some days, a weekly one each. Monday is 1. */
function restrictionsOf({ days, from, to }: Hours): BodyValue[] {
  const length = seconds(to) - seconds(from);
  const common = { startTimeOfDay: `${from}:00`, durationSeconds: length > 0 ? length : length + 86_400 };
  if (!days || days.length === DAYS.length) return [{ type: "daily_restriction", ...common }];
  return DAYS.flatMap((day, index) =>
    days.includes(day) ? [{ type: "weekly_restriction", startDayOfWeek: index + 1, ...common }] : [],
  );
}

function seconds(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 3600 + minutes * 60;
}

function policy(env: ResolvedEnvironment, escalation: EscalationEntry): Draft {
  const isRotation = (key: string): boolean => env.rotations.some((rotation) => rotation.key === key);
  return {
    kind: "pagerduty/escalation-policy",
    key: escalation.key,
    source: escalation.source,
    component: `EscalationChain/${escalation.key}`,
    body: {
      name: escalation.title,
      description: escalation.description ?? "Managed by Watchbill",
      numLoops: escalation.repeat,
      // One text in Pulumi, though PagerDuty has a list.
      teams: ref(`pagerduty/team/${escalation.team}`),
      rules: escalation.steps.map(({ notify, escalateAfter }) => ({
        escalationDelayInMinutes: escalateAfter.seconds / 60,
        // The type is always said: without it PagerDuty looks for a user with a schedule's id.
        targets: notify.map((key) =>
          isRotation(key)
            ? { type: "schedule_reference", id: ref(`pagerduty/schedule/${key}`) }
            : { type: "user_reference", id: ref(`pagerduty/user/${key}`) },
        ),
      })),
    },
  };
}
