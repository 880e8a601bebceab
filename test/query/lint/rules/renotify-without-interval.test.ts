import { checkRule } from "../rule-cases";

checkRule("renotify-without-interval", [
  {
    shows: "an escalation message",
    monitor: { options: { escalation_message: "still there", renotify_interval: 0 } },
    finds: [["warning", "options.escalation_message", "the escalation message is ignored"]],
  },
  {
    shows: "statuses, occurrences and a block",
    monitor: {
      message: "{{#is_renotify}}again{{/is_renotify}}",
      options: { renotify_statuses: ["alert"], renotify_occurrences: 3 },
    },
    finds: [
      ["warning", "options.renotify_statuses", "is ignored"],
      ["warning", "options.renotify_occurrences", "is ignored"],
      ["warning", "message", "`is_renotify` is never true"],
    ],
  },
  {
    shows: "with the interval",
    monitor: {
      message: "{{#is_renotify}}again{{/is_renotify}}",
      options: { escalation_message: "still", renotify_interval: 60 },
    },
  },
  {
    shows: "nothing to repeat",
    monitor: { options: { escalation_message: "", renotify_interval: "0", renotify_statuses: null } },
  },
  {
    shows: "a placeholder decides",
    monitor: { options: { escalation_message: "still", renotify_interval: "${var.minutes}" } },
  },
]);
