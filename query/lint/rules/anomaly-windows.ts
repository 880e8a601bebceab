/** T13: an anomaly monitor whose windows do not fit together. */

import { windowSeconds } from "../../lexer/index";
import type { Call } from "../../metric/index";
import { callNamed, keywordOf, keywordText, secondsOf } from "../facts/anomaly";
import { shareHint } from "../facts/share";
import { asRecord } from "../input";
import { type Finding, NOTHING, type Rule } from "../rule";
import type { Subject } from "../subject";

const TRIGGER = "options.threshold_windows.trigger_window";
const RECOVERY = "options.threshold_windows.recovery_window";

export const anomalyWindows: Rule = {
  id: "anomaly-windows",
  ref: "T13",
  severity: "error",
  confidence: "certain",
  summary: "The threshold or the windows of an anomaly monitor contradict one another.",
  needsQuery: true,
  needs: ["metric", "calls"],
  check: (subject) => {
    if (subject.query.type !== "metric-monitor") return NOTHING;
    const call = callNamed(subject.calls, "anomalies");
    if (!call) return NOTHING;
    const found = [...checkThreshold(subject), ...checkWindows(subject, call), ...checkInterval(subject, call)];
    return found.length === 0 ? NOTHING : found;
  },
};

function checkThreshold(subject: Subject): Finding[] {
  const { limit } = subject;
  if (!limit || subject.query.type !== "metric-monitor" || subject.query.expression.type !== "call") return [];
  if (limit.value > 0 && limit.value <= 1 && !(limit.op === ">" && limit.value === 1)) return [];
  const hint =
    limit.value > 1 && limit.value <= 100
      ? `The value is the share of anomalous points. ${shareHint({ ...limit, op: ">=" })}.`
      : "Write a share of anomalous points above 0 and up to 1, e.g. `>= 1` for all.";
  return [
    {
      message: `\`${limit.op} ${limit.value}\` is no share of anomalous points (above 0, up to 1)`,
      hint,
      path: "query",
      span: limit.span,
    },
  ];
}

function checkWindows(subject: Subject, call: Call): Finding[] {
  const windows = asRecord(subject.options.threshold_windows);
  const { trigger_window: trigger, recovery_window: recovery } = windows;
  if (trigger === undefined && recovery === undefined) {
    const message = "the anomaly monitor has no `threshold_windows`";
    const hint = "Add `trigger_window` (the same as `alert_window`) and `recovery_window`, e.g. `last_15m`.";
    return [{ message, hint, severity: "warning", path: "options" }];
  }
  const found: Finding[] = [];
  const alertWindow = keywordText(call, "alert_window");
  if (
    typeof trigger === "string" &&
    alertWindow !== undefined &&
    secondsOf(trigger) !== secondsOf(alertWindow) &&
    !trigger.includes("${")
  ) {
    found.push({
      message: `\`trigger_window\` is \`${trigger}\` but the query says \`alert_window='${alertWindow}'\``,
      hint: `Write \`${alertWindow}\` in both places.`,
      path: TRIGGER,
    });
  }
  return [...found, ...checkRecovery(subject, trigger, recovery)];
}

/** An alert needs the share `critical` of the trigger window, so the recovery window must cover what is left and a minute. */
function checkRecovery(subject: Subject, trigger: unknown, recovery: unknown): Finding[] {
  const triggerSeconds = secondsOf(trigger);
  const recoverySeconds = secondsOf(recovery);
  const critical = subject.thresholds.critical ?? subject.limit?.value;
  if (
    triggerSeconds === undefined ||
    recoverySeconds === undefined ||
    critical === undefined ||
    critical <= 0 ||
    critical > 1
  )
    return [];
  const least = triggerSeconds * (1 - critical) + 60;
  if (recoverySeconds < least) {
    const minutes = Math.ceil(least / 60);
    const message = `\`recovery_window\` is \`${String(recovery)}\`: the monitor could be in alert and in recovery at once`;
    return [{ message, hint: `Write at least \`last_${minutes}m\`.`, path: RECOVERY }];
  }
  if (recoverySeconds <= triggerSeconds) return [];
  const message = `\`recovery_window\` (\`${String(recovery)}\`) is longer than \`trigger_window\` (\`${String(trigger)}\`)`;
  return [{ message, hint: `Write at most \`${String(trigger)}\`.`, severity: "warning", path: RECOVERY }];
}

function checkInterval(subject: Subject, call: Call): Finding[] {
  const alertWindow = secondsOf(keywordText(call, "alert_window"));
  if (alertWindow === undefined || subject.query.type !== "metric-monitor") return [];
  const found: Finding[] = [];
  const interval = Number(keywordText(call, "interval"));
  if (interval > alertWindow / 5) {
    found.push({
      message: `\`interval=${interval}\` leaves fewer than five points in the alert window of ${alertWindow} seconds`,
      hint: `Write \`interval=${Math.floor(alertWindow / 5)}\` or less.`,
      severity: "warning",
      path: "query",
      span: keywordOf(call, "interval")?.span ?? call.span,
    });
  }
  const { head } = subject.query;
  const window = head?.type === "aggregate" ? head.window : undefined;
  if (window?.type === "window" && windowSeconds(window) < alertWindow) {
    found.push({
      message: "the window of the query is shorter than its `alert_window`",
      hint: "Make it at least as long, better five times.",
      severity: "warning",
      path: "query",
      span: window.span,
    });
  }
  return found;
}
