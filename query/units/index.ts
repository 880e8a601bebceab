/** Units: what metrics are measured in, what arithmetic makes of it, and what prose says. */

export {
  type ArithmeticOperator,
  type Combined,
  combine,
  known,
  type Quantity,
  type Suspicion,
  UNKNOWN,
} from "./algebra";
export { asUsed, type MetricFact, type MetricType, type MetricUse } from "./fact";
export { FAMILIES, type Family, NANOSECOND_ATTRIBUTES } from "./families";
export { createMetrics, isOneStepApart, type Metrics } from "./metrics";
export { type Lookup, type PlacedSuspicion, type UnitAnswer, unitOf, unitOfMonitor } from "./of-query";
export { isAmount, type ProseQuantity, quantitiesIn, unitWordAt } from "./prose";
export {
  createTableReader,
  factFromApi,
  METRICS_FILE,
  type MetricTable,
  printMetricTable,
  readMetricTable,
  type TableReader,
} from "./table";
export {
  COUNT,
  type Dimension,
  describeUnit,
  isCount,
  isRatio,
  PERCENT,
  SECOND,
  sameDimension,
  sameScale,
  type Unit,
  unitFrom,
  unitName,
  unitOfName,
} from "./unit";
