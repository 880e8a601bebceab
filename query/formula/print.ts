/** The canonical text of a formula query. */

import { printCall, printFacets, printText, printWindowCall } from "../chain/index";
import { printCondition, printString } from "../lexer/index";
import { printExpression } from "../metric/index";
import type { FormulaMonitor } from "./tree";

export function printFormulaMonitor(monitor: FormulaMonitor): string {
  const { bare } = monitor;
  return [
    `formula(${printFormula(monitor)})`,
    printFacets(monitor.by, bare),
    monitor.rollup ? `.rollup(${printText(monitor.rollup, '"')})` : "",
    printWindowCall(monitor.windowKind, monitor.window, bare ? "" : '"'),
    monitor.judgement ? printCall(monitor.judgement) : "",
    printCondition(monitor.condition),
  ].join("");
}

function printFormula({ expression, opaque }: FormulaMonitor): string {
  if (!expression) return opaque?.text ?? "";
  return printString({ type: "string", value: printExpression(expression), span: expression.span }, '"');
}
