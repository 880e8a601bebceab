import { checkObjectiveRule } from "../objective-cases";

checkObjectiveRule("objective-tags", [
  {
    shows: "capitals",
    objective: { tags: ["env:prod", "Team:Web"] },
    finds: [["warning", "tags.1", "stored as `team:web`"]],
  },
  { shows: "no capitals", objective: { tags: ["env:prod"] } },
  { shows: "a placeholder", objective: { tags: ["${var.Tag}"] } },
]);
