import { checkDetectionRule } from "../detection-cases";

checkDetectionRule("detection-durations", [
  {
    shows: "a length the vendor does not take",
    detection: { options: { evaluationWindow: 120, keepAlive: 3600, maxSignalDuration: 7200 } },
    finds: [["error", "options.evaluationWindow", "`evaluationWindow` is `120` seconds"]],
  },
  {
    shows: "a signal that ends before it is quiet",
    detection: { options: { evaluationWindow: 300, keepAlive: 3600, maxSignalDuration: 1800 } },
    finds: [["error", "options.maxSignalDuration", "shorter than `keepAlive`"]],
  },
  {
    shows: "a window longer than the life of a quiet signal",
    detection: { options: { evaluationWindow: 3600, keepAlive: 600, maxSignalDuration: 3600 } },
    finds: [["warning", "options.keepAlive", "is longer than `keepAlive`"]],
  },
  {
    shows: "lengths that fit",
    detection: { options: { evaluationWindow: 300, keepAlive: 600, maxSignalDuration: 900 } },
  },
  { shows: "no window, as learning rules have", detection: { options: { keepAlive: 600, maxSignalDuration: 900 } } },
  { shows: "no options", detection: {} },
]);
