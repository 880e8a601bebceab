/** Places and problems in a parsed text, and the nearest known name: shared by the small languages. */

export { nearest } from "./nearest";
export { spanIn } from "./position";
export { excerpt, type SyntaxProblem, type TextEdit, type TextSpan } from "./problem";
