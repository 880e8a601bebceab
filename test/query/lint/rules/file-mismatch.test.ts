import { checkRule } from "../rule-cases";

checkRule("file-mismatch", [
  {
    shows: "a file named for another monitor",
    monitor: {
      file: "monitors/autoscaler__reporting_errors.json",
      name: "Too many unused nodes forecast",
      message: "",
      query: "avg(last_5m):avg:autoscaler.unneeded_nodes{*} > 5",
    },
    finds: [["warning", "name", "the file is called `autoscaler__reporting_errors`"]],
  },
  {
    shows: "a file named for its monitor",
    monitor: { file: "autoscaler__unused_nodes.json", name: "Too many unused nodes forecast" },
  },
  { shows: "a general name", monitor: { file: "exports/monitors-2024.json", name: "Orders are late" } },
  { shows: "no JSON file", monitor: { file: "catalog/reporting_errors.yaml", name: "Orders are late" } },
]);
