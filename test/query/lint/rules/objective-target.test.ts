import { checkObjectiveRule } from "../objective-cases";

const target = (timeframe: string, value: unknown, warning?: number) => ({ timeframe, target: value, warning });

checkObjectiveRule("objective-target", [
  { shows: "a target", objective: { thresholds: [target("30d", 99.9, 99.95)] } },
  {
    shows: "a target of all",
    objective: { thresholds: [target("30d", 100)] },
    finds: [["error", "thresholds.0.target", "`target` is `100`"]],
  },
  {
    shows: "a warning below the target",
    objective: { thresholds: [target("30d", 99.9, 99)] },
    finds: [["error", "thresholds.0.warning", "not above `target`"]],
  },
  {
    shows: "three decimals of a monitor's objective",
    objective: { type: "monitor", thresholds: [target("30d", 99.995)] },
    finds: [["error", "thresholds.0.target", "more than 2 decimals"]],
  },
  {
    shows: "a target that rounded would be all",
    objective: { thresholds: [target("30d", 99.99999)] },
    finds: [["error", "thresholds.0.target", "more than 3 decimals"]],
    hint: "Write `99.999`.",
  },
  {
    shows: "a target that rounded would be none",
    objective: { thresholds: [target("30d", 0.00001)] },
    finds: [["error", "thresholds.0.target", "more than 3 decimals"]],
    hint: "Write `0.001`.",
  },
  { shows: "three decimals of a metric's objective", objective: { thresholds: [target("30d", 99.995)] } },
  {
    shows: "two targets of a timeframe",
    objective: { thresholds: [target("7d", 99), target("7d", 98)] },
    finds: [["error", "thresholds.1.timeframe", "two targets"]],
  },
  {
    shows: "a timeframe that does not exist",
    objective: { thresholds: [target("14d", 99)] },
    finds: [["error", "thresholds.0.timeframe", "`14d`"]],
  },
  { shows: "placeholders", objective: { thresholds: [target("${var.t}", "${var.x}")] } },
]);
