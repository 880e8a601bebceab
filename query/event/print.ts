/** The canonical text of an event query: double quotes, the parts in the vendor's order, all keys of `by` in one text. */

import { printFacets, printText, printTexts, printWindowCall } from "../chain/index";
import { printCondition } from "../lexer/index";
import type { EventMonitor, EventRollup } from "./tree";

export function printEventMonitor(monitor: EventMonitor): string {
  return [
    `${monitor.source.text}(${printText(monitor.search, '"')})`,
    printTexts("index", monitor.indexes, '"'),
    monitor.origin ? `.source(${printText(monitor.origin, '"')})` : "",
    monitor.kind ? `.${monitor.kind}()` : "",
    printRollup(monitor.rollup),
    printFacets(monitor.by, false),
    printWindowCall(monitor.windowKind, monitor.window, '"'),
    printCondition(monitor.condition),
  ].join("");
}

function printRollup(rollup: EventRollup | undefined): string {
  if (!rollup) return "";
  const parts = [rollup.method, rollup.measure].filter((part) => part !== undefined);
  return `.rollup(${parts.map((part) => printText(part, '"')).join(", ")})`;
}
