/**
 * What a widget draws: values of queries, and a formula over their names. A query of a monitor, a name that no query has and a
 * variable that nothing fills in would leave the widget empty without a word.
 */

import type { Diagnostic } from "../../diagnostics/index";
import { parse } from "../../query/index";
import type { CatalogCode } from "../codes";
import { convert, nearest, type Quantity } from "../quantity";
import type { ServiceEntry } from "../resolved";
import { metricUnit } from "../units";
import { type Part, partOf } from "./part-of";

interface Found {
  path: string;
  code: CatalogCode | (string & {});
  message: string;
  hint: string;
  part?: Part;
}

/** What is wrong with the formulas and queries of a service's dashboards. */
export function widgetProblems(service: ServiceEntry): Diagnostic[] {
  const found = service.dashboards.flatMap((dashboard) =>
    dashboard.groups.flatMap(({ widgets }, at) =>
      widgets.flatMap((widget, index) => {
        if (!("queries" in widget)) return [];
        const path = `dashboards.${dashboard.key}.groups.${at}.widgets.${index}`;
        const names = Object.keys(widget.queries);
        return [
          ...Object.entries(widget.queries).flatMap(([name, { source, query }]) => {
            const place = `${path}.queries.${name}.query`;
            const unknown = unknownVariables(query, Object.keys(dashboard.variables), place);
            return unknown.length > 0 || source !== "metrics" ? unknown : inQuery(query, place);
          }),
          ...("formula" in widget && widget.formula !== undefined
            ? inFormula(widget.formula, names, `${path}.formula`)
            : []),
          ...("marks" in widget
            ? widget.marks.flatMap((mark, nth) => inMark(mark, widget.unit, `${path}.marks.${nth}`))
            : []),
          ...(names.length > 1 && !("formula" in widget)
            ? [
                {
                  path: `${path}.queries`,
                  code: "out-of-range" as const,
                  message: `a \`${widget.type}\` draws one query, and there are ${names.length}`,
                  hint: "Draw each in a widget of its own.",
                },
              ]
            : []),
        ];
      }),
    ),
  );
  return found.map(({ path, part, ...problem }): Diagnostic => {
    const at = partOf(service.origins.at(path), part);
    return { ...problem, severity: "error", ...at, path: `services.${service.key}.${path}` };
  });
}

const MARKS = ["above", "atLeast", "below", "atMost"] as const;

function inMark(
  mark: Partial<Record<(typeof MARKS)[number], Quantity | undefined>>,
  unit: string | undefined,
  path: string,
): Found[] {
  const given = MARKS.filter((name) => mark[name] !== undefined);
  const [side, second] = given;
  if (!side || second)
    return [
      {
        path: second ? `${path}.${second}` : path,
        code: second ? "conflicting-keys" : "missing-key",
        message: second ? `\`${side ?? ""}\` and \`${second}\` are both given` : "the mark has no value",
        hint: `Give one of ${MARKS.map((name) => `\`${name}\``).join(", ")}.`,
      },
    ];
  const limit = mark[side];
  const measured = metricUnit(unit ?? "none");
  const value = limit && measured && convert(limit, measured);
  if (!value || value.ok) return [];
  const { code, message, hint } = value.problem;
  return [
    {
      path: `${path}.${side}`,
      code,
      message,
      hint: unit === undefined ? `Say what the widget measures: \`unit: …\`.` : hint,
    },
  ];
}

/** `$name` must be a variable the dashboard has. */
function unknownVariables(text: string, names: readonly string[], path: string): Found[] {
  return [...text.matchAll(/\$(?!\{)([A-Za-z_][\w]*)/g)]
    .filter(([, name = ""]) => !names.includes(name))
    .map(({ 0: written, 1: name = "", index }) => {
      const near = nearest(name, names);
      return {
        path,
        code: "unknown-parameter" as const,
        message: `\`${written}\` is a variable of a dashboard, and this one has none of that name`,
        hint: near
          ? `Did you mean \`$${near}\`?`
          : "Add it to the dashboard's `variables`; for service and environment write `${scope}`, for the environment alone `${env}`.",
        part: { start: index, end: index + written.length },
      };
    });
}

function inQuery(text: string, path: string): Found[] {
  const { query } = parse(text.replaceAll("${scope}", "*"));
  if (query.type === "metric-expressions" || query.type === "unread") return [];
  const metric = query.type === "metric-monitor";
  return [
    {
      path,
      code: "widget-query",
      message: `\`${text}\` is a query of a monitor`,
      hint: metric
        ? "A widget draws values: leave out the window before and the comparison behind, e.g. `avg:system.cpu.user{${scope}}`."
        : 'Write a metric query, or the search alone with its `source:`, e.g. `{source: logs, query: "status:error"}`.',
    },
  ];
}

/** What stands before a formula where the language has one. */
const BEFORE = 'formula("';

function inFormula(formula: string, names: readonly string[], path: string): Found[] {
  const { query, problems } = parse(`${BEFORE}${formula}").last("5m") > 0`);
  const part = ({ start, end }: Part): Part => ({ start: start - BEFORE.length, end: end - BEFORE.length });
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0)
    return errors.map(({ code, message, hint = "Write e.g. `errors / hits`.", span }) => ({
      path,
      code,
      message,
      hint,
      part: part(span),
    }));
  if (query.type !== "formula-monitor") return [];
  return variablesIn(query.expression)
    .filter(({ name }) => !names.includes(name))
    .map(({ name, span }) => {
      const near = nearest(name, names);
      return {
        path,
        code: "unknown-name",
        message: `the formula uses \`${name}\`, and no query of the widget has that name`,
        hint: near ? `Did you mean \`${near}\`?` : `Its queries are ${names.map((one) => `\`${one}\``).join(", ")}.`,
        part: part(span),
      };
    });
}

/** Every name of a query in an expression, wherever it stands. */
function variablesIn(node: unknown): { name: string; span: Part }[] {
  if (Array.isArray(node)) return node.flatMap(variablesIn);
  if (typeof node !== "object" || node === null) return [];
  const { type, name, span } = node as { type?: unknown; name?: unknown; span?: Part };
  if (type === "variable" && typeof name === "string" && span) return [{ name, span }];
  return Object.values(node).flatMap(variablesIn);
}
