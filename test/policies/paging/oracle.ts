/**
 * Who is on call at one minute, worked out by looking at that minute alone: a second reading of PagerDuty's schedules that shares nothing with
 * the one that is tested, neither code nor the way it asks for a zone's clocks.
 */

const MINUTE = 60_000;
const DAY_MINUTES = 1440;
const WEEK_MINUTES = 7 * DAY_MINUTES;

export interface OracleLayer {
  start: string;
  end?: string;
  rotationVirtualStart: string;
  rotationTurnLengthSeconds: number;
  users: unknown[];
  restrictions?: { type: string; startTimeOfDay: string; startDayOfWeek?: number; durationSeconds: number }[];
}

export interface OracleSchedule {
  timeZone: string;
  layers: OracleLayer[];
}

const tables = new Map<string, Map<number, number>>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes ahead of UTC, as the zone is named at the quarter of an hour: no zone changes its clocks in between. */
function ahead(timeZone: string, moment: number): number {
  const table = tables.get(timeZone) ?? new Map<number, number>();
  tables.set(timeZone, table);
  const quarter = Math.floor(moment / (15 * MINUTE));
  const known = table.get(quarter);
  if (known !== undefined) return known;
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset", hour: "numeric" });
  formats.set(timeZone, format);
  const text = format.format(quarter * 15 * MINUTE);
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT(?:([+-])(\d+):(\d+))?/.exec(text) ?? [];
  const found = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  table.set(quarter, found);
  return found;
}

/** Minutes on the clock on the wall since 1970. */
function wall(timeZone: string, moment: number): number {
  return Math.floor(moment / MINUTE) + ahead(timeZone, moment);
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;

interface ReadLayer {
  start: number;
  end: number;
  from: number;
  turn: number;
  people: string[];
  hours: { start: number; length: number; period: number }[];
}

const read = new WeakMap<OracleLayer, ReadLayer>();

function readLayer(layer: OracleLayer): ReadLayer {
  const before = read.get(layer);
  if (before) return before;
  const made: ReadLayer = {
    start: Date.parse(layer.start),
    end: layer.end === undefined ? Number.POSITIVE_INFINITY : Date.parse(layer.end),
    from: Date.parse(layer.rotationVirtualStart),
    turn: layer.rotationTurnLengthSeconds / 60,
    people: layer.users.map((user) => (typeof user === "string" ? user : (user as { $ref: string }).$ref)),
    hours: (layer.restrictions ?? []).map(({ type, startTimeOfDay, startDayOfWeek = 1, durationSeconds }) => {
      const [hour = 0, minute = 0] = startTimeOfDay.split(":").map(Number);
      const weekly = type === "weekly_restriction";
      // Day 0 of 1970 is a Thursday: Monday is the fourth day after it.
      const start = hour * 60 + minute + (weekly ? (startDayOfWeek - 1 + 4) * DAY_MINUTES : 0);
      return { start, length: durationSeconds / 60, period: weekly ? WEEK_MINUTES : DAY_MINUTES };
    }),
  };
  read.set(layer, made);
  return made;
}

/** The one who is on call in a schedule, if anybody is. */
export function onCallAt({ timeZone, layers }: OracleSchedule, moment: number): string | undefined {
  const now = wall(timeZone, moment);
  for (let index = layers.length - 1; index >= 0; index -= 1) {
    const layer = readLayer(layers[index] as OracleLayer);
    if (moment < layer.start || moment >= layer.end || layer.people.length === 0) continue;
    const { hours } = layer;
    if (hours.length > 0 && !hours.some((one) => modulo(now - one.start, one.period) < one.length)) continue;
    const passed =
      layer.turn % DAY_MINUTES === 0 ? now - wall(timeZone, layer.from) : Math.floor((moment - layer.from) / MINUTE);
    return layer.people[modulo(Math.floor(passed / layer.turn), layer.people.length)];
  }
  return undefined;
}
