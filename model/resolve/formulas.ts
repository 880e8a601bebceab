/**
 * What a widget draws: values of queries, and a formula over their names. A query of a monitor, a name that no query has and a
 * variable that nothing fills in would leave the widget empty without a word.
 */

import type { Diagnostic } from "../../diagnostics/index";
import { parse } from "../../query/index";
import type { CatalogCode } from "../codes";
import { nearest } from "../quantity";
import type { ServiceEntry } from "../resolved";
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
        return [
          ...Object.entries(widget.queries).flatMap(([name, { source, query }]) =>
            source === "metrics" ? inQuery(query, `${path}.queries.${name}.query`) : [],
          ),
          ...(widget.formula === undefined
            ? []
            : inFormula(widget.formula, Object.keys(widget.queries), `${path}.formula`)),
        ];
      }),
    ),
  );
  return found.map(({ path, part, ...problem }): Diagnostic => {
    const at = partOf(service.origins.at(path), part);
    return { ...problem, severity: "error", ...at, path: `services.${service.key}.${path}` };
  });
}

function inQuery(text: string, path: string): Found[] {
  const variable = /\$(?!\{)[A-Za-z_][\w.]*/.exec(text);
  if (variable)
    return [
      {
        path,
        code: "unknown-parameter",
        message: `\`${variable[0]}\` is a variable of a dashboard, and nothing fills it in here`,
        hint: "Write `${scope}` for service and environment, or `${env}` for the environment alone.",
        part: { start: variable.index, end: variable.index + variable[0].length },
      },
    ];
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
