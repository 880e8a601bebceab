/** Composite monitors: parse and print. */

export {
  type CompositeExpression,
  type CompositeMonitor,
  type MonitorId,
  monitorIdsIn,
  parseComposite,
  printComposite,
} from "./composite";
