/** The canonical text of any parsed query; `parse(print(query))` gives the query again. */

import { printComposite } from "../composite/index";
import { printEventMonitor } from "../event/index";
import { printFormulaMonitor } from "../formula/index";
import { printMetricExpressions, printMetricMonitor } from "../metric/index";
import { printProcessMonitor } from "../process/index";
import { printServiceCheck } from "../service-check/index";
import { printSloAlert } from "../slo-alert/index";
import type { Query } from "./query";

export function print(query: Query): string {
  switch (query.type) {
    case "metric-monitor":
      return printMetricMonitor(query);
    case "metric-expressions":
      return printMetricExpressions(query);
    case "formula-monitor":
      return printFormulaMonitor(query);
    case "event-monitor":
      return printEventMonitor(query);
    case "service-check":
      return printServiceCheck(query);
    case "process-monitor":
      return printProcessMonitor(query);
    case "error-budget":
    case "burn-rate":
      return printSloAlert(query);
    case "composite":
      return printComposite(query);
    case "unread":
      return query.text;
  }
}
