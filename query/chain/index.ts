/** Chains of calls, `source("…").method(…)`, and how languages take their parts out of them. */

export { readChain } from "./parse";
export {
  checkCount,
  dropNoise,
  type Facet,
  facetsOf,
  numberOf,
  onlyText,
  type Picked,
  pick,
  requirePart,
  textOf,
  textsOf,
  windowOf,
} from "./pick";
export { printCall, printFacets, printText, printTexts, printWindowCall } from "./print";
export type { Chain, ChainArgument, ChainCall, ChainKeyword, Text, Texts } from "./tree";
