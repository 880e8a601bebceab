/** Formula queries over the variables of a monitor. */

export { parseFormulaMonitor } from "./parse";
export { printFormulaMonitor } from "./print";
export type { FormulaMonitor } from "./tree";
export { variablesIn } from "./variables";
