/** Resolves objectives: what is promised, in the metric's unit, and that it can be kept and missed. */

import { convert } from "../quantity";
import type { ObjectiveEntry } from "../resolved";
import { Objective } from "../schema/index";
import { burnRatesOf, checkBudgets, traffic } from "./burn-rates";
import { type Context, complain, type Part } from "./context";
import { stated } from "./measure";
import { named, readPart } from "./parts";
import { checkPercentile } from "./vendor-limits";
import { titleOf } from "./words";

export function resolveObjective(
  part: Part,
  context: Context,
  runbook: string | undefined,
): ObjectiveEntry | undefined {
  const body = readPart(Objective, part, context.diagnostics);
  if (!body?.enabled) return undefined;
  if (body.target >= 100 || body.target <= 0) {
    complain(context, part, ["target"], {
      code: "out-of-range",
      message: `a target of \`${body.target}%\` leaves ${body.target <= 0 ? "nothing to promise" : "no error budget"}`,
      hint: "Promise more than `0%` and less than `100%`, e.g. `99.9%`.",
    });
    return undefined;
  }
  if (body.warning !== undefined && body.warning <= body.target)
    complain(context, part, ["warning"], {
      code: "line-order",
      message: `the warning \`${body.warning}%\` does not come before the target \`${body.target}%\``,
      hint: `Use more than \`${body.target}%\`.`,
    });
  checkBudgets(body, part, context);
  const perSecond = body.type === "ratio" ? traffic(body, part, context) : undefined;
  const facts = { ...named(part, context), title: body.title ?? titleOf(part.key) };
  const common = {
    ...body,
    ...facts,
    ...burnRatesOf(body, perSecond, part, context),
    ...(perSecond !== undefined && { perSecond }),
    ...(runbook !== undefined && body.runbook === undefined && { runbook }),
  };
  if (body.type === "ratio")
    return oneOf(body, ["good", "bad"], part, context) ? (common as ObjectiveEntry) : undefined;
  if (body.type === "monitors") return common as ObjectiveEntry;
  if (!oneOf(body, ["below", "above"], part, context)) return undefined;
  checkPercentile(body, part, context);
  const unit = stated(body.metric, body.unit, part, context)?.unit;
  const side = body.below ? "below" : "above";
  const limit = body[side];
  const value = unit && limit && convert(limit, unit);
  if (value && !value.ok) complain(context, part, [side], value.problem);
  if (!value?.ok || !limit) return undefined;
  if (body.missing === "broken" && (side === "below" ? value.value > 0 : value.value < 0))
    complain(context, part, ["missing"], {
      code: "conflicting-keys",
      message: `\`missing: broken\` reads silence as 0, and 0 keeps \`${side}: ${limit.text}\``,
      hint: "Leave it out, and promise the uptime by a value that must be `above` something.",
    });
  return {
    ...common,
    limit: { comparator: side === "below" ? "<" : ">", value: value.value, text: limit.text },
  } as ObjectiveEntry;
}

function oneOf(body: object, names: [string, string], part: Part, context: Context): boolean {
  const [a, b] = names;
  const given = names.filter((name) => (body as Record<string, unknown>)[name] !== undefined);
  if (given.length === 1) return true;
  complain(context, part, given.length === 0 ? [] : [b], {
    code: given.length === 0 ? "missing-key" : "conflicting-keys",
    message: given.length === 0 ? `\`${a}\` or \`${b}\` is missing` : `\`${a}\` and \`${b}\` are both given`,
    hint: `Give one of \`${a}\` and \`${b}\`.`,
  });
  return false;
}
