/** Event queries: logs, RUM, spans, audit, CI, errors, databases, networks, LLM. */

export { parseEventMonitor } from "./parse";
export { printEventMonitor } from "./print";
export { EVENT_SOURCES, type EventSource, eventSource } from "./sources";
export type { EventMonitor, EventRollup } from "./tree";
