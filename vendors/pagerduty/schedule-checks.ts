/** What the plugin finds wrong with a schedule's layers: in Check what one value can be, in the plan what they can be together. */

import type { Value, Values } from "../kind";
import { list, object, text } from "../wire";
import { outOfRange, wrongTime } from "./checks";

const HOUR = 3600;
const DAY = 24 * HOUR;

interface Finding {
  property: string;
  reason: string;
}

export function scheduleFindings(inputs: Values): Finding[] {
  return list(inputs.layers).flatMap((layer, index) => layerFindings(object(layer), index));
}

function layerFindings(layer: Values, index: number): Finding[] {
  const findings: Finding[] = [];
  const add = (property: string, reason: string | undefined) => {
    if (reason !== undefined) findings.push({ property: `layers[${index}].${property}`, reason });
  };
  const time = (property: string, attribute: string, wholeMinutes: boolean) => {
    const value = layer[property];
    if (isGiven(value)) add(property, wrongTime(`layer.${index}.${attribute}`, text(value), wholeMinutes));
  };
  time("start", "start", false);
  time("end", "end", true);
  time("rotationVirtualStart", "rotation_virtual_start", true);
  const turn = layer.rotationTurnLengthSeconds;
  if (typeof turn === "number") {
    add("rotationTurnLengthSeconds", outOfRange(`layer.${index}.rotation_turn_length_seconds`, turn, HOUR, 365 * DAY));
  }
  list(layer.restrictions).forEach((value, at) => {
    const restriction = object(value);
    const attribute = `layer.${index}.restriction.${at}`;
    const property = `restrictions[${at}]`;
    const { startTimeOfDay, startDayOfWeek, durationSeconds } = restriction;
    if (isGiven(startTimeOfDay) && !/([0-1][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]/.test(text(startTimeOfDay))) {
      add(
        `${property}.startTimeOfDay`,
        `invalid value for ${attribute}.start_time_of_day (must be of 00:00:00 format).`,
      );
    }
    if (typeof startDayOfWeek === "number") {
      add(`${property}.startDayOfWeek`, outOfRange(`${attribute}.start_day_of_week`, startDayOfWeek, 1, 7));
    }
    if (typeof durationSeconds === "number") {
      add(`${property}.durationSeconds`, outOfRange(`${attribute}.duration_seconds`, durationSeconds, 1, 7 * DAY - 1));
    }
  });
  return findings;
}

/** Throws what the plugin refuses while it plans. */
export function refuseRestrictions(planned: Values): void {
  for (const value of list(planned.layers).flatMap((layer) => list(object(layer).restrictions))) {
    const { type, startDayOfWeek, durationSeconds } = object(value);
    const day = startDayOfWeek ?? 0;
    if (type === "daily_restriction" && day !== 0) {
      throw new Error("start_day_of_week must only be set for a weekly_restriction schedule restriction type");
    }
    if (type === "weekly_restriction" && day === 0) {
      throw new Error("start_day_of_week must be set for a weekly_restriction schedule restriction type");
    }
    if (type === "daily_restriction" && typeof durationSeconds === "number" && durationSeconds >= DAY) {
      throw new Error("duration_seconds for a daily_restriction schedule restriction type must be shorter than a day");
    }
  }
}

const isGiven = (value: Value | undefined): boolean => value !== undefined && value !== null && value !== "";
