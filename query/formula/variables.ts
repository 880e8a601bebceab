/** The names a formula uses, so that they can be compared with what `options.variables` declares. */

import { type Expression, type Variable, walkExpression } from "../metric/index";

/** In order of appearance, every use. */
export function variablesIn(expression: Expression): Variable[] {
  const found: Variable[] = [];
  walkExpression(expression, (node) => {
    if (node.type === "variable") found.push(node);
  });
  return found;
}
