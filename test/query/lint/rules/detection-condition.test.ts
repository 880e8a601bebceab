import { checkDetectionRule } from "../detection-cases";

const detection = (condition: string) => ({ queries: [{ name: "failed" }], cases: [{ condition }] });

checkDetectionRule("detection-condition", [
  {
    shows: "the number on the left",
    detection: detection("failed > 3 && 10 < failed"),
    finds: [["error", "cases.0.condition", "`10 < failed`: the search must stand on the left"]],
    fixed: "failed > 3 && failed > 10",
  },
  {
    shows: "an operator that cases do not have",
    detection: detection("failed < 3"),
    finds: [["error", "cases.0.condition", "`<` in `failed < 3`"]],
  },
  { shows: "conditions in parentheses", detection: detection("(failed > 3 || failed >= 10) && failed > 0.95") },
  { shows: "no condition, as learning rules have", detection: { queries: [{ name: "failed" }], cases: [{}] } },
  { shows: "an empty condition", detection: detection("") },
]);
