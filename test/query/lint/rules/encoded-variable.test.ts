import { checkRule } from "../rule-cases";

checkRule("encoded-variable", [
  {
    shows: "a check's message",
    monitor: { message: "said {{check_message}}" },
    finds: [["warning", "message", "`{{check_message}}` is HTML-encoded"]],
    fixed: "said {{{check_message}}}",
  },
  {
    shows: "a link",
    monitor: { message: "[log]({{log.link}})" },
    finds: [["warning", "message", "`{{log.link}}`"]],
    fixed: "[log]({{{log.link}}})",
  },
  { shows: "triple braces, and names", monitor: { message: "{{{check_message}}} {{host.name}}" } },
]);
