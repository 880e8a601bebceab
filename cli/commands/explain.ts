/** `watchbill explain`: where each value of a thing of the catalog comes from, layer by layer, with file and line. */

import type { ExplainableKind } from "../../model/index";
import { readCatalog } from "../catalog";
import { CATALOG, type Command, EXIT, type OptionWords, TEXT_OR_JSON, UsageError } from "../command";
import { show } from "../findings";

const ONE_ENV: OptionWords = {
  flags: "--env <name>",
  description: "environment (default: the first that pages)",
  repeat: true,
};

export const explain: Command = {
  name: "explain",
  summary: "say where each value of a monitor, objective, rule, test or dashboard comes from",
  description: "Values are laid over each other: defaults, then the pack, then the service, then the environment.",
  arguments: [
    {
      syntax: "<what>",
      description: "what it is",
      choices: ["monitor", "objective", "rule", "test", "dashboard"] satisfies ExplainableKind[],
    },
    { syntax: "<name>", description: "its name, <service>/<key>, or its key where only one service has it" },
  ],
  options: [CATALOG, ONE_ENV, TEXT_OR_JSON],
  examples: [
    "watchbill explain monitor truststream-api-error-ratio --env prod",
    "watchbill explain objective api/availability --env prod --format json",
  ],
  async run([what, name], options, io) {
    if (options.env && options.env.length > 1) throw new UsageError("explain takes one environment: give --env once");
    const checked = await readCatalog({ ...options, format: "text" }, io);
    const { explain, explanationText } = await import("../../model/index");
    const wanted = options.env?.[0] ?? checked.environments.find(({ notify }) => notify === "page")?.name;
    const resolved = checked.resolved.find((environment) => environment.name === wanted) ?? checked.resolved[0];
    if (!resolved) {
      show(checked.diagnostics, "text", { ...io, out: io.err });
      return EXIT.findings;
    }
    const result = explain(resolved, what as ExplainableKind, String(name), checked.specs);
    if ("problem" in result) throw new UsageError(`${result.problem}. ${result.hint}`);
    const { explanation } = result;
    io.out(options.format === "json" ? JSON.stringify(explanation, null, 2) : explanationText(explanation));
    return EXIT.ok;
  },
};
