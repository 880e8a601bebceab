/** The pieces that the parsers of the query languages share: reader, leaves, numbers, strings, windows, conditions. */

export { isBlank, isDigit, isForeignLetter, isLetter, isName, isQuote, isTag, isWord } from "./characters";
export { QUERY_CODES, type QueryCode } from "./codes";
export { characterAt, readCondition, startsComparator } from "./condition";
export { offsetInText, readNumber, readString, readWord, startsNumber, startsString } from "./literals";
export type {
  Comparator,
  Comparison,
  Condition,
  Missing,
  NumberLiteral,
  Opaque,
  StringLiteral,
  Threshold,
  Word,
} from "./nodes";
export { placeholderEnd, startsPlaceholder } from "./placeholder";
export { printCondition, printNumber, printString, printValue } from "./print";
export {
  accept,
  atEnd,
  countOperator,
  createReader,
  enter,
  holdsPlaceholder,
  leave,
  peek,
  peekAt,
  quote,
  type Reader,
  report,
  skipBlanks,
  skipRun,
  spanFrom,
} from "./reader";
export {
  printWindow,
  readWindow,
  type Window,
  type WindowKind,
  type WindowSlot,
  type WindowStyle,
  type WindowUnit,
  windowSeconds,
} from "./window";
