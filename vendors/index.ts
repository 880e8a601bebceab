/** What is known of each kind of vendor resource, written once and read by components, sandbox and policies. */

export { METRIC_UNITS } from "./datadog/metric-units";
export {
  STANDARD_PATTERN_NAMES,
  STANDARD_PATTERNS,
  type StandardPattern,
  type StandardPatternName,
} from "./datadog/scanner-patterns";
export {
  type BlockField,
  type Call,
  type Calls,
  type CollectionField,
  type Field,
  type Fields,
  type Flavour,
  type JsonField,
  type Kind,
  type Lookup,
  type Made,
  type Method,
  type Plan,
  type ScalarField,
  UNKNOWN,
  type Value,
  type Values,
  type Vendor,
  VendorError,
} from "./kind";
export { KIND_NAMES, type KindName } from "./kind-names";
export { KINDS, LOOKUPS } from "./kinds";
export { isZero, list, object, text, wireName } from "./wire";
