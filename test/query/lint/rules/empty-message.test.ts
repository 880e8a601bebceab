import { checkRule } from "../rule-cases";

checkRule("empty-message", [
  { shows: "no message", monitor: { message: " \n" }, finds: [["info", "message", "the monitor has no message"]] },
  { shows: "a message", monitor: { message: "load" } },
]);
