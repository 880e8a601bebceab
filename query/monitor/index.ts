/** The query of any monitor: parse, print, and what types there are. */

export { parse, parseMonitorQuery, searchSpan } from "./parse";
export { print } from "./print";
export type { ParsedQuery, Query, UnreadQuery } from "./query";
export {
  isEventType,
  isMetricType,
  type Language,
  MONITOR_TYPES,
  type MonitorTypeFacts,
} from "./types";
