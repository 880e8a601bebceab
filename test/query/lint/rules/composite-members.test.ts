import { checkRule } from "../rule-cases";

checkRule("composite-members", [
  {
    shows: "itself",
    monitor: { type: "composite", query: "1 && 42", id: 42 },
    finds: [["error", "query", "refers to itself"]],
  },
  {
    shows: "another composite",
    monitor: { type: "composite", query: "1 && 7" },
    finds: [["error", "query", "`7` is a composite itself"]],
    beside: [{ id: 7, type: "composite", query: "8 || 9" }],
  },
  {
    shows: "eleven members",
    monitor: { type: "composite", query: "1 && 2 && 3 && 4 && 5 && 6 && 7 && 8 && 9 && 10 && 11" },
    finds: [["error", "query", "the eleventh monitor"]],
  },
  {
    shows: "ten members, one of them twice",
    monitor: { type: "composite", query: "1 && 2 && 3 && 4 && 5 && 6 && 7 && 8 && 9 && 10 && 1" },
  },
]);
