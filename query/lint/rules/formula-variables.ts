/** A formula and the queries that `options.variables` declares for it. [API: MonitorFormulaAndFunctionQueryDefinition] */

import { variablesIn } from "../../formula/index";
import { nearest } from "../../text/index";
import { asRecord } from "../input";
import { type Finding, NOTHING, type Rule } from "../rule";

export const formulaVariables: Rule = {
  id: "formula-variables",
  ref: "A.2.6",
  severity: "error",
  confidence: "certain",
  summary: "The formula uses a query that is not declared, or a declared one is not used.",
  needsQuery: true,
  needs: ["formula"],
  check: ({ query, options }) => {
    if (query.type !== "formula-monitor" || !query.expression || !Array.isArray(options.variables)) return NOTHING;
    const declared = new Map<string, number>();
    const found: Finding[] = [];
    for (const [index, item] of options.variables.entries()) {
      const { name } = asRecord(item);
      if (typeof name !== "string") return NOTHING;
      if (declared.has(name)) {
        found.push({
          message: `two queries are named \`${name}\``,
          hint: "Give each its own name.",
          severity: "warning",
          path: `options.variables.${index}.name`,
        });
      }
      declared.set(name, index);
    }
    const used = variablesIn(query.expression);
    for (const { name, span } of used) {
      if (declared.has(name)) continue;
      const meant = nearest(name, declared.keys());
      const known = declared.size === 0 ? "There are none." : `Declared: ${[...declared.keys()].join(", ")}.`;
      found.push({
        message: `the formula uses \`${name}\`, which \`variables\` does not declare`,
        hint: meant ? `Did you mean \`${meant}\`?` : known,
        path: "query",
        span,
      });
    }
    const names = new Set(used.map(({ name }) => name));
    for (const [name, index] of declared) {
      if (names.has(name)) continue;
      found.push({
        message: `the query \`${name}\` is not used by the formula`,
        hint: "Remove it, or use it.",
        severity: "warning",
        path: `options.variables.${index}`,
      });
    }
    return found.length === 0 ? NOTHING : found;
  },
};
