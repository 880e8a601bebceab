/** `watchbill explain`: where each value of a thing of the catalog comes from, layer by layer, with file and line. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../bin/package-root";
import { formatFrames, hasErrors, wrap } from "../../diagnostics/index";
import type { ExplainableKind } from "../../model/index";
import { readCatalog } from "../catalog";
import {
  CATALOG,
  type Command,
  EXIT,
  METRICS,
  type Options,
  type OptionWords,
  TEXT_OR_JSON,
  UsageError,
} from "../command";
import { exitCodeOf, show } from "../findings";
import type { Io } from "../io";

const ONE_ENV: OptionWords = {
  flags: "--env <name>",
  description: "environment (default: the first that pages)",
  repeat: true,
};

export const explain: Command = {
  name: "explain",
  summary:
    "say where each value of a monitor comes from, what a query means, how soon an SLO alerts, why a rule exists",
  description:
    "Of the catalog: monitor, objective, rule (a detection rule), test, dashboard; values are laid over each other: defaults, then " +
    "the pack, then the service, then the environment. slo: an objective's budget, and how soon its alerts find what. retention: " +
    "where a class of data is kept, and which of it is only stated. Also: query " +
    "'<text>', rule <id> of the linter, and policy <id> of the packs.",
  arguments: [
    {
      syntax: "<what>",
      description: "what it is",
      choices: ["monitor", "objective", "slo", "rule", "test", "dashboard", "retention", "query", "policy"] satisfies (
        | ExplainableKind
        | "policy"
        | "query"
        | "retention"
        | "slo"
      )[],
    },
    {
      syntax: "[name]",
      description:
        "its name, <service>/<key>, its key, the query, or the id of a rule or policy (without one: lists what there is)",
    },
  ],
  options: [
    CATALOG,
    ONE_ENV,
    { flags: "--type <type>", description: "of a query: the monitor's type (default: told from the query)" },
    METRICS,
    TEXT_OR_JSON,
  ],
  examples: [
    "watchbill explain monitor truststream-api-error-ratio --env prod",
    "watchbill explain query 'avg(last_5m):avg:system.cpu.user{env:prod} by {host} > 90'",
    "watchbill explain rule latency-in-seconds",
    "watchbill explain policy required-tags",
    "watchbill explain slo truststream-api-availability",
    "watchbill explain retention audit",
    "watchbill explain objective truststream-api-availability --env prod --format json",
  ],
  async run([what, name], options, io) {
    if (what === "query" && name === undefined) throw new UsageError("explain query needs the query: put it in quotes");
    if (what === "query") return explainQueryText(String(name), options, io);
    if (what === "policy")
      return (await import("../explain-policy")).explainPolicy(
        name === undefined ? undefined : String(name),
        options,
        io,
      );
    if (what === "rule" && name === undefined) return listRules(options, io);
    if (what === "rule" && (await explainLintRule(String(name), options, io))) return EXIT.ok;
    if (options.env && options.env.length > 1) throw new UsageError("explain takes one environment: give --env once");
    const checked = await readCatalog({ ...options, format: "text" }, io, { allSpecs: true });
    const { explain, explainRetention, explainSlo, explanationText, retentionText, sloText } = await import(
      "../../model/index"
    );
    const wanted = options.env?.[0] ?? checked.environments.find(({ notify }) => notify === "page")?.name;
    const named = checked.resolved.find((environment) => environment.name === wanted);
    const resolved = named ?? (options.env ? undefined : checked.resolved[0]);
    if (!resolved) {
      show(checked.diagnostics, "text", { ...io, out: io.err });
      return EXIT.findings;
    }
    if (name === undefined) {
      const { namesOf, namesText } = await import("../explain-list");
      const names = namesOf(String(what), resolved);
      io.out(
        options.format === "json"
          ? JSON.stringify({ version: 1, env: resolved.name, names }, null, 2)
          : namesText(String(what), resolved),
      );
      return EXIT.ok;
    }
    const result =
      what === "slo"
        ? explainSlo(resolved, String(name), checked.specs)
        : what === "retention"
          ? explainRetention(resolved, String(name), checked.specs)
          : explain(resolved, what as ExplainableKind, String(name), checked.specs);
    if ("problem" in result) {
      if (what === "rule" && (await isPolicy(String(name))))
        throw new UsageError(`${result.problem}. It is a policy: \`watchbill explain policy ${name}\`.`);
      const near = what === "rule" ? await nearestLintRule(String(name)) : undefined;
      throw new UsageError(
        `${result.problem}. ${near ? `Did you mean the linter's \`${near}\`?` : `${result.hint}${what === "rule" ? " `watchbill explain rule` lists the linter's." : ""}`}`,
      );
    }
    const { explanation } = result;
    const text = () => {
      if (explanation.kind === "slo") return sloText(explanation);
      return explanation.kind === "retention" ? retentionText(explanation) : explanationText(explanation);
    };
    io.out(options.format === "json" ? JSON.stringify(explanation, null, 2) : text());
    return EXIT.ok;
  },
};

async function listRules({ format }: Options, io: Io): Promise<number> {
  const { RULES } = await import("../../query/index");
  const { rulesText } = await import("../explain-list");
  const rules = RULES.map(({ id, summary }) => ({ id, summary })).sort((a, b) => (a.id < b.id ? -1 : 1));
  io.out(format === "json" ? JSON.stringify({ version: 1, rules }, null, 2) : rulesText(rules));
  return EXIT.ok;
}

async function explainQueryText(text: string, options: Options, io: Io): Promise<number> {
  const { createMetrics, explainQuery, MONITOR_TYPES, parse, parseMonitorQuery, spanIn } = await import(
    "../../query/index"
  );
  const { type } = options;
  if (type !== undefined && !(type in MONITOR_TYPES))
    throw new UsageError(`"${type}" is no type of monitor: ${Object.keys(MONITOR_TYPES).join(", ")}`);
  const { problems } = type === undefined ? parse(text) : parseMonitorQuery(type, text);
  const { metricTables } = await import("../lint/metric-tables");
  const metrics = createMetrics(metricTables(options, io));
  const known = { metric: metrics.lookup };
  const explanation = explainQuery(text, type === undefined ? known : { ...known, type });
  const diagnostics = problems.map(({ span, ...problem }) => ({ ...problem, ...spanIn(text, span), file: "<query>" }));
  if (options.format === "json") io.out(JSON.stringify({ version: 1, query: text, explanation, diagnostics }, null, 2));
  else {
    // What cannot be read has no meaning to tell.
    if (!hasErrors(diagnostics)) io.out(wrap(explanation, "").join("\n"));
    if (diagnostics.length > 0) io.err(formatFrames(diagnostics, { colour: io.colour, read: () => text }));
  }
  return exitCodeOf(diagnostics);
}

/** False when the linter has no such rule, nor a parser such a code: then a detection rule of the catalog is meant. */
async function explainLintRule(id: string, options: Options, io: Io): Promise<boolean> {
  const { pageOf, ruleById } = await import("../../query/index");
  const name = pageOf(id);
  if (name === undefined) return explainCatalogCode(id, options, io);
  const page = readFileSync(join(packageRoot(), "docs", "rules", `${name}.md`), "utf8");
  const { summary, severity, confidence, ref } = ruleById(id) ?? {};
  io.out(
    options.format === "json"
      ? JSON.stringify({ version: 1, id, ref, severity, confidence, summary, page }, null, 2)
      : page,
  );
  return true;
}

/** The section of docs/errors.md about a finding of `check`. */
async function explainCatalogCode(id: string, options: Options, io: Io): Promise<boolean> {
  const { CATALOG_CODES } = await import("../../model/index");
  if (!(CATALOG_CODES as readonly string[]).includes(id)) return false;
  const text = readFileSync(join(packageRoot(), "docs", "errors.md"), "utf8");
  const start = text.indexOf(`### ${id}\n`);
  const body = text.slice(start + "### ".length);
  const end = body.search(/^#{2,3} /m);
  const page = `# ${end < 0 ? body : body.slice(0, end)}`.trimEnd();
  io.out(options.format === "json" ? JSON.stringify({ version: 1, id, page }, null, 2) : page);
  return true;
}

async function isPolicy(id: string): Promise<boolean> {
  const { ALL_POLICY_IDS } = await import("../../model/index");
  return (ALL_POLICY_IDS as readonly string[]).includes(id);
}

async function nearestLintRule(id: string): Promise<string | undefined> {
  const { RULES } = await import("../../query/index");
  const { distance } = await import("fastest-levenshtein");
  const near = RULES.map((rule) => ({ id: rule.id, away: distance(id, rule.id) })).sort((a, b) => a.away - b.away);
  return near.find(({ away }) => away <= 3)?.id;
}
