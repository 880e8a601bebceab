/** Rotations become PagerDuty schedules, escalations policies. Owned once per account; every moment is the catalog's, none is "now". */

import { minutesOf } from "../local-time";
import type { EscalationEntry, ResolvedEnvironment, RotationCover, RotationEntry, RotationLayer } from "../resolved";
import { DAYS } from "../schema/index";
import type { Body, BodyValue } from "../spec";
import { overlapping, uncovered } from "./coverage";
import { type Draft, type Family, ref } from "./draft";

export const onCall: Family = (env) => ({
  drafts: env.owner
    ? [...env.rotations.flatMap(schedules), ...env.escalations.map((escalation) => policy(env, escalation))]
    : [],
  diagnostics: env.owner ? [...uncovered(env), ...overlapping(env)] : [],
});

/**
 * PagerDuty reads the hours of a schedule in one time zone, and clocks change on different days: layers of another zone become a
 * schedule of their own, and whoever names the rotation names all of them.
 */
export function schedulesOf(rotation: RotationEntry): { key: string; timeZone: string; layers: RotationLayer[] }[] {
  const zones = [...new Set(rotation.layers.map(({ timeZone }) => timeZone))];
  return zones.map((timeZone) => {
    const layers = rotation.layers.filter((layer) => layer.timeZone === timeZone);
    const key = zones.length === 1 ? rotation.key : `${rotation.key}-${layers[0]?.key ?? ""}`;
    return { key, timeZone, layers };
  });
}

function schedules(rotation: RotationEntry): Draft[] {
  const all = schedulesOf(rotation);
  return all.map(({ key, timeZone, layers }): Draft => {
    const title = all.length === 1 ? rotation.title : `${rotation.title}: ${layers.map((one) => one.title).join(", ")}`;
    return {
      kind: "pagerduty/schedule",
      key,
      source: rotation.source,
      component: `OnCallRotation/${rotation.key}`,
      protect: true,
      words: { ...wordsOf(layers), ...coverWords(rotation, layers) },
      body: {
        name: title,
        description: rotation.description ?? "Managed by Watchbill",
        timeZone,
        teams: [ref(`pagerduty/team/${rotation.team}`)],
        // The last is on top.
        layers: [...layers.map(layerBody), ...coversOf(rotation, layers)],
      },
    };
  });
}

function layerBody(layer: RotationLayer): Body {
  const restrictions = layer.hours?.flatMap(restrictionsOf) ?? [];
  return {
    name: layer.title,
    start: layer.start,
    rotationVirtualStart: layer.start,
    rotationTurnLengthSeconds: layer.turn.seconds,
    users: layer.people.map((person) => ref(`pagerduty/user/${person}`)),
    ...(restrictions.length > 0 && { restrictions }),
  };
}

/**
 * Covers are layers with an end. Whoever stands in for one person is put in that person's place in a copy of the rotation, so that the
 * others keep their turns, whenever hand-overs are.
 */
function coversOf(rotation: RotationEntry, layers: readonly RotationLayer[]): BodyValue[] {
  return ofLayers(rotation, layers).flatMap(({ person, insteadOf, layer: key, from, to }) => {
    const layer = layers.find((one) => one.key === key);
    if (!layer) return [];
    const people = insteadOf === undefined ? [person] : instead(layer.people, insteadOf, person);
    const { name, ...turns } = layerBody({ ...layer, people });
    return [
      {
        ...turns,
        name: `${name}: ${person}${insteadOf === undefined ? "" : ` for ${insteadOf}`}`,
        start: from,
        end: to,
      },
    ];
  });
}

/** The people with one in another's place; one alone where nobody else is left. */
function instead(people: readonly string[], of: string, by: string): string[] {
  const all = people.map((one) => (one === of ? by : one));
  return all.every((one) => one === by) ? [by] : all;
}

/** The covers of some layers, in the order in which they lie on them. */
function ofLayers(rotation: RotationEntry, layers: readonly RotationLayer[]): RotationCover[] {
  return rotation.covers.filter(({ layer }) => layers.some(({ key }) => key === layer));
}

function coverWords(rotation: RotationEntry, layers: readonly RotationLayer[]): NonNullable<Draft["words"]> {
  return Object.fromEntries(
    ofLayers(rotation, layers).flatMap(({ person }, index) => {
      const layer = `layers[${layers.length + index}]`;
      const path = `covers.${person}`;
      return [
        [`${layer}.users`, { path: `${path}.person` }],
        [`${layer}.start`, { path: `${path}.from` }],
        [`${layer}.end`, { path: `${path}.to` }],
      ];
    }),
  );
}

/** What the catalog calls what PagerDuty numbers. */
function wordsOf(layers: readonly RotationLayer[]): NonNullable<Draft["words"]> {
  return Object.fromEntries(
    layers.flatMap(({ key }, index) => {
      const path = key === "" ? "" : `layers.${key}.`;
      return [
        [`layers[${index}].users`, { path: `${path}people` }],
        [`layers[${index}].start`, { path: `${path}start` }],
        [`layers[${index}].rotationTurnLengthSeconds`, { path: `${path}turn`, unit: "second" }],
      ];
    }),
  );
}

type Hours = NonNullable<RotationLayer["hours"]>[number];

/** Hours of every day are one daily restriction; of some days, a weekly one each. Monday is 1. */
function restrictionsOf({ days, from, to }: Hours): BodyValue[] {
  const length = (minutesOf(to) - minutesOf(from)) * 60;
  const common = { startTimeOfDay: `${from}:00`, durationSeconds: length > 0 ? length : length + 86_400 };
  if (!days || days.length === DAYS.length) return [{ type: "daily_restriction", ...common }];
  return DAYS.flatMap((day, index) =>
    days.includes(day) ? [{ type: "weekly_restriction", startDayOfWeek: index + 1, ...common }] : [],
  );
}

function policy(env: ResolvedEnvironment, escalation: EscalationEntry): Draft {
  const targetsOf = (key: string): BodyValue[] => {
    const rotation = env.rotations.find((one) => one.key === key);
    return rotation
      ? schedulesOf(rotation).map((one) => ({ type: "schedule_reference", id: ref(`pagerduty/schedule/${one.key}`) }))
      : [{ type: "user_reference", id: ref(`pagerduty/user/${key}`) }];
  };
  return {
    kind: "pagerduty/escalation-policy",
    key: escalation.key,
    source: escalation.source,
    component: `EscalationChain/${escalation.key}`,
    words: stepWords(escalation),
    body: {
      name: escalation.title,
      description: escalation.description ?? "Managed by Watchbill",
      numLoops: escalation.repeat,
      // One text in Pulumi, though PagerDuty has a list.
      teams: ref(`pagerduty/team/${escalation.team}`),
      rules: escalation.steps.map(({ notify, escalateAfter }) => ({
        escalationDelayInMinutes: escalateAfter.seconds / 60,
        // The type is always said: without it PagerDuty looks for a user with a schedule's id.
        targets: notify.flatMap(targetsOf),
      })),
    },
  };
}

function stepWords({ steps }: EscalationEntry): NonNullable<Draft["words"]> {
  return {
    rules: { path: "steps" },
    numLoops: { path: "repeat" },
    ...Object.fromEntries(
      steps.flatMap((_, index) => [
        [`rules[${index}].targets`, { path: `step ${index + 1}, notify` }],
        [`rules[${index}].escalationDelayInMinutes`, { path: `step ${index + 1}, escalateAfter`, unit: "minute" }],
      ]),
    ),
  };
}
