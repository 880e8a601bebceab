/** Resolves detection rules: searches, limits by severity, and cases that can come at all. */

import type { z } from "zod";
import { nodeAt, place } from "../load/tree";
import { convert, type Quantity } from "../quantity";
import type { SecurityEntry, SecurityStatus } from "../resolved";
import { SecurityRule, STATUSES } from "../schema/index";
import { type Context, complain, type Part } from "./context";
import { named, readPart, unitNamed } from "./parts";

export function resolveSecurity(part: Part, context: Context, runbook: string | undefined): SecurityEntry | undefined {
  const body = readPart(SecurityRule, part, context.diagnostics);
  if (!body?.enabled) return undefined;
  const simple = body.query !== undefined;
  if (simple === (body.queries !== undefined)) {
    complain(context, part, simple ? ["queries"] : [], {
      code: simple ? "conflicting-keys" : "missing-key",
      message: simple ? "`query` and `queries` are both given" : "`query` is missing",
      hint: "Give one search as `query`, or several as `queries` with `cases`.",
    });
    return undefined;
  }
  if (body.above === undefined && body.cases === undefined) {
    complain(context, part, [], {
      code: "missing-key",
      message: `\`${part.key}\` has neither \`above\` nor \`cases\`: it never makes a signal`,
      hint: "Say how many events are how bad: `above: {high: 10}`.",
    });
    return undefined;
  }
  if (body.above !== undefined && (body.cases !== undefined || !simple)) {
    complain(context, part, ["above"], {
      code: "conflicting-keys",
      message: "`above` goes with a single `query` and without `cases`",
      hint: "Write conditions under `cases`: `{status: high, when: a > 10}`.",
    });
    return undefined;
  }
  methodProblems(body, part, context);
  const limits = limitsOf(body.above ?? {}, body.over.seconds, part, context);
  for (const { index, by, when } of shadowed(body.cases ?? [], body.method))
    complain(context, part, ["cases", index, ...(when === undefined ? ["status"] : ["when"])], {
      code: "line-order",
      message: `${when === undefined ? "a case without a condition" : `\`${when}\``} never comes: wherever it holds, ${by === undefined ? "the case before it, which has no condition," : `\`${by}\` before it`} has held already`,
      hint: "The first that holds wins: put the worse, rarer case before the other.",
    });
  return {
    ...body,
    ...named(part, context),
    ...(runbook !== undefined && body.runbook === undefined && { runbook }),
    limits,
  };
}

/** Options of a method that the rule does not use, and groups that are none. */
function methodProblems(body: z.output<typeof SecurityRule>, part: Part, context: Context): void {
  const options = [
    ["learn", "new_value"],
    ["travel", "impossible_travel"],
  ] as const;
  for (const [name, method] of options)
    if (body[name] !== undefined && body.method !== method)
      complain(context, part, [name], {
        code: "conflicting-keys",
        message: `\`${name}\` goes with \`method: ${method}\`, and \`${part.key}\` has \`${body.method}\``,
        hint: `Leave it out, or write \`method: ${method}\`.`,
      });
  needed(body, part, context);
  const by = new Set([...body.by, ...Object.values(body.queries ?? {}).flatMap((query) => query.by)]);
  const other = body.groupSignalsBy.findIndex((attribute) => !by.has(attribute));
  if (other >= 0)
    complain(context, part, ["groupSignalsBy", other], {
      code: "unknown-name",
      message: `\`${body.groupSignalsBy[other] ?? ""}\` is none of the attributes events are counted by`,
      hint: by.size > 0 ? `There are ${[...by].map((one) => `\`${one}\``).join(", ")}.` : "Add it to `by`.",
    });
}

/** What a method that learns must be told: which attribute it learns, and whose. */
function needed(
  { method, query, queries, metric, by }: z.output<typeof SecurityRule>,
  part: Part,
  context: Context,
): void {
  if (method !== "new_value" && method !== "impossible_travel") return;
  const searches: [path: string[], search: { metric?: string | undefined; by: readonly string[] }][] =
    query === undefined
      ? Object.entries(queries ?? {}).map(([name, search]) => [["queries", name], search])
      : [[[], { metric, by }]];
  for (const [path, search] of searches) {
    if (search.metric === undefined)
      complain(context, part, path, {
        code: "missing-key",
        message: `\`method: ${method}\` needs \`metric\`: without it there is nothing to learn`,
        hint:
          method === "new_value"
            ? 'Name the attribute whose new values count, e.g. `metric: "@network.client.ip"`.'
            : 'Name the attribute that tells the place: `metric: "@network.client.geoip"`.',
      });
    if (method === "impossible_travel" && search.by.length === 0)
      complain(context, part, path, {
        code: "missing-key",
        message: "`method: impossible_travel` needs `by`: nobody is named who travels",
        hint: 'Name the attribute of the account: `by: ["@usr.id"]`.',
      });
  }
}

function limitsOf(
  above: Partial<Record<SecurityStatus, Quantity>>,
  window: number,
  part: Part,
  context: Context,
): SecurityEntry["limits"] {
  const count = unitNamed("count");
  let least: { status: SecurityStatus; count: number; text: string } | undefined;
  return STATUSES.toReversed().flatMap((status) => {
    const quantity = above[status];
    const value = quantity && convert(quantity, count, window);
    if (!quantity || !value) return [];
    if (!value.ok) {
      complain(context, part, ["above", status], value.problem);
      return [];
    }
    // The more severe comes first, and wins wherever it holds.
    if (least && value.value >= least.count)
      complain(context, part, ["above", status], {
        code: "line-order",
        message: `\`${status}\` is at \`${quantity.text}\`, which is not before \`${least.status}\` at \`${least.text}\`: it never comes`,
        hint: `The less urgent \`${status}\` must come first: give it less than \`${least.text}\`.`,
      });
    least = { status, count: value.value, text: quantity.text };
    const source = place(nodeAt(part.node, ["above", status]) ?? part.place);
    return [{ status, count: value.value, text: quantity.text, source }];
  });
}

interface Case {
  when?: string | undefined;
}

/** Cases that never come, since one before them holds wherever they do. */
function shadowed(
  cases: readonly Case[],
  method: SecurityEntry["method"],
): { index: number; by: string | undefined; when: string | undefined }[] {
  // Methods that learn have cases without conditions.
  if (method !== "threshold") return [];
  const read = cases.map(({ when }) => ({ when, atoms: when === undefined ? [] : atomsOf(when) }));
  return read.flatMap(({ when, atoms }, index) => {
    if (!atoms) return [];
    const before = read
      .slice(0, index)
      .find((one) => one.atoms?.every((wide) => atoms.some((own) => follows(own, wide))));
    return before ? [{ index, by: before.when, when }] : [];
  });
}

interface Atom {
  name: string;
  operator: string;
  number: number;
}

/** The comparisons of a condition that joins them by `&&` alone; undefined for any other, of which nothing is said. */
function atomsOf(condition: string): Atom[] | undefined {
  const atoms = condition.split("&&").map((text): Atom | undefined => {
    const [, name = "", operator = "", number = ""] =
      /^\s*([^<>=!\s&|()]+)\s*(>=?|<=?)\s*(\d+(?:\.\d+)?)\s*$/.exec(text) ?? [];
    return name === "" ? undefined : { name, operator, number: Number(number) };
  });
  return atoms.every((atom) => atom !== undefined) ? atoms : undefined;
}

/** Whether `wide` holds wherever `own` does. */
function follows(own: Atom, wide: Atom): boolean {
  if (own.name !== wide.name || own.operator[0] !== wide.operator[0]) return false;
  if (own.number === wide.number) return own.operator === wide.operator || own.operator.length === 1;
  return own.operator.startsWith(">") ? own.number > wide.number : own.number < wide.number;
}
