/** A `change` against the past: its lines are shares of what was, where 100 % is no change at all. */

import { type Context, complain, type Part } from "./context";
import type { Lines } from "./lines";
import type { SignalBody } from "./measure";

type Change = Extract<SignalBody, { type: "change" }>;

/** How far back each comparison goes, in seconds. */
const BACK = {
  "hour-before": 3600,
  "day-before": 86_400,
  "week-before": 604_800,
  "month-before": 4 * 604_800,
} as const satisfies Record<Change["comparedTo"], number>;

const SIDE = { ">": "above", ">=": "atLeast", "<": "below", "<=": "atMost" } as const;

/** Lines that a value without any change lies beyond, or that no value can reach, and windows that overlap. */
export function checkChange(body: Change, { comparator, lines }: Lines, part: Part, context: Context): void {
  const side = SIDE[comparator];
  for (const { severity, text, value } of lines) {
    const problem = value === undefined ? undefined : lineProblem(side, text, value);
    if (problem) complain(context, part, [side, severity], { code: "out-of-range", ...problem });
  }
  const back = BACK[body.comparedTo];
  if (body.over.seconds <= back) return;
  const longer = (Object.keys(BACK) as Change["comparedTo"][]).find((name) => BACK[name] >= body.over.seconds);
  complain(context, part, ["over"], {
    code: "out-of-range",
    message: `\`over: ${body.over.text}\` reaches into the time it is compared to: \`${body.comparedTo}\` is less far back`,
    hint: `Look at a shorter time${longer ? `, or compare with \`${longer}\`` : ""}.`,
  });
}

function lineProblem(side: (typeof SIDE)[keyof typeof SIDE], text: string, value: number) {
  const percent = round(value * 100);
  if (side === "above" || side === "atLeast") {
    if (value > 1) return undefined;
    return {
      message: `\`${side}: ${text}\` alerts as long as nothing changes: the value is a share of what it was, and 100 % is the same as then`,
      hint:
        value > 0 && value < 1
          ? `For ${percent} % more write \`${round(100 + percent)}%\`; for less than ${percent} % of what it was, \`below: ${text}\`.`
          : value < 0
            ? `For ${round(-percent)} % less write \`below\` with \`${round(100 + percent)}%\`.`
            : "For half as much again write `150%`, for twice as much `200%`.",
    };
  }
  if (value >= 1)
    return {
      message: `\`${side}: ${text}\` alerts as long as nothing changes: the value is a share of what it was, and 100 % is the same as then`,
      hint:
        value === 1
          ? "For half of what it was write `50%`."
          : `Write less than \`100%\`; for more than what it was, \`above: ${text}\`.`,
    };
  if (value < 0 || (value === 0 && side === "below"))
    return {
      message: `\`${side}: ${text}\` never alerts: the value is a share of what it was, which is 0 % at the least`,
      hint:
        value < 0
          ? `For ${round(-percent)} % less write \`${round(100 + percent)}%\`.`
          : "Write more, e.g. `20%`; for nothing at all, `atMost: 0%`.",
    };
  return undefined;
}

/** Without the noise of binary fractions. */
function round(value: number): number {
  return Number(value.toFixed(6));
}
