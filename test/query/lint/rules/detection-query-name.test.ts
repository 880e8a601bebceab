import { checkDetectionRule } from "../detection-cases";

checkDetectionRule("detection-query-name", [
  {
    shows: "a misspelt name",
    detection: { queries: [{ name: "failed" }], cases: [{ condition: "faild > 3" }] },
    finds: [["error", "cases.0.condition", "no search of the rule is called `faild`"]],
  },
  {
    shows: "searches without a name, called by their place",
    detection: { queries: [{ name: "" }, {}], cases: [{ condition: "a > 3 && b > 1" }, { condition: "c > 0" }] },
    finds: [["error", "cases.1.condition", "`c`"]],
  },
  {
    shows: "names the rule has",
    detection: { queries: [{ name: "first" }, { name: "second" }], cases: [{ condition: "first > 3 || second > 10" }] },
  },
  {
    shows: "a step of a sequence",
    detection: {
      queries: [{ name: "a" }],
      cases: [{ condition: "step_b > 0" }],
      options: { sequenceDetectionOptions: { steps: [{ name: "step_b", condition: "a > 0" }] } },
    },
  },
  { shows: "a rule without searches of its own", detection: { cases: [{ condition: "first > 3" }] } },
]);
