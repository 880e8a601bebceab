/** Error-budget and burn-rate alerts: parse and print. */

export { type BurnRate, type ErrorBudget, parseSloAlert, printSloAlert } from "./slo-alert";
