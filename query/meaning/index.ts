/** What a parsed query means: what it watches, over which time, compared with what, and how it says so in English. */

export { type Arithmetic, arithmeticOf, evaluationInterval } from "./evaluation";
export { type ExplainOptions, explain, explainQuery } from "./explain";
export { type Groups, groupsOf } from "./groups";
export { type Meaning, type MeaningOptions, meaningOf, type Watched, windowOf } from "./meaning";
export type { MissingData, MissingDataAnswer } from "./missing";
