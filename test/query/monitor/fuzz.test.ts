import { describe, expect, it } from "vitest";
import { MONITOR_TYPES, parse, parseMonitorQuery, print } from "../../../query/monitor/index";
import { corpusMonitors } from "../text/corpus";
import { fastest, generate, hostile, mutate, pick, RUNS, randomFrom, SEED, withoutSpans } from "../text/fuzz";

const TOKENS = [
  "avg",
  "sum:",
  "max(",
  "last_5m",
  "next_1w",
  "current_1d",
  "5m_ago",
  "change(",
  "pct_change(",
  "percentile(",
  ":",
  "system.cpu.user",
  "{*}",
  "{env:prod",
  "{",
  "}",
  "(",
  ")",
  ",",
  " by {host}",
  " by ",
  ".as_count()",
  ".rollup(sum, 60)",
  ".fill(zero)",
  ".",
  " AND ",
  " OR ",
  "NOT ",
  "!",
  " IN (a,b)",
  "anomalies(",
  "forecast(",
  "outliers(",
  "'basic'",
  "direction='above'",
  "interval=60",
  " + ",
  " - ",
  "*",
  "/",
  " > ",
  ">=",
  "==",
  "!=",
  "=>",
  "90",
  "0.5",
  ".5",
  "-1",
  "1e9",
  "5k",
  "threshold",
  "count(v: v>=1):",
  "p95:",
  "$scope",
  "${var.x}",
  "${",
  "%{ if x }",
  "%{ endif }",
  'logs("',
  '")',
  '.index("*")',
  '.rollup("count")',
  '.by("a,b")',
  '.last("5m")',
  'formula("',
  "query1",
  '"',
  "'",
  "\\",
  '\\"',
  '"check".over("*")',
  ".last(3)",
  ".count_by_status()",
  "processes('",
  'error_budget("x")',
  'burn_rate("x")',
  '.over("7d")',
  "123",
  " && ",
  "||",
  "&",
  "é",
  "“",
  "\u00a0",
  "\n",
  "\t",
  " ",
  "{{",
  "}}",
  "",
  "default_zero(",
  "sum(max:a{*} by {b,c}, {b})",
];

const SEEDS = [
  "avg(last_5m):(sum:a.b{env:prod,!x:*} by {host}.as_count() / sum:c{(d:e OR f:g) AND NOT h IN (i,j)}.rollup(sum, 60)) * 100 > 5",
  "avg(last_4h):anomalies(avg:a{*}, 'basic', 2, direction='both', alert_window='last_15m', interval=60) >= 1",
  "change(avg(last_5m),last_1h):default_zero(sum:a{*} by {b}) > 10",
  'logs("service:web @a:\\"b c\\" -status:(ok OR info)").index("*").rollup("cardinality", "@x").by("a,b").last("5m") > 5',
  'formula("(query1 / default_zero(query2)) * 100").last("1h") > 5',
  '"ntp.in_sync".over("*").by("host").last(2).count_by_status()',
  "processes('nginx').over('env:prod').rollup('count').last('10m') < 1",
  'burn_rate("abc").over("30d").long_window("1h").short_window("5m") > 14.4',
  "(123 && !456) || ${var.id}",
  "${var.agg}(last_5m):avg:a${var.filter} by {host} > ${var.critical}",
];

const TYPES = Object.keys(MONITOR_TYPES);

function check(type: string, text: string): void {
  const parsed = type === "" ? parse(text) : parseMonitorQuery(type, text);
  const printed = print(parsed.query);
  for (const { span } of parsed.problems) {
    if (span.start < 0 || span.end < span.start || span.end > text.length)
      throw new Error(`span ${JSON.stringify(span)} outside`);
  }
  if (parsed.problems.length > 0 || parsed.query.type === "unread") return;
  const again = type === "" ? parse(printed) : parseMonitorQuery(type, printed);
  expect(withoutSpans(again.query), text).toEqual(withoutSpans(parsed.query));
  expect(print(again.query), text).toBe(printed);
}

describe("hostile queries", () => {
  it(`never throw, and read back the same when nothing is wrong with them (FUZZ_SEED=${SEED}, ${RUNS} texts)`, () => {
    const random = randomFrom(SEED);
    const seeds = [...SEEDS, ...corpusMonitors().map((monitor) => monitor.query)];
    for (let run = 0; run < RUNS; run++) {
      const text = random() < 0.3 ? generate(random, TOKENS) : mutate(random, pick(random, seeds), TOKENS);
      const type = random() < 0.5 ? "" : pick(random, TYPES);
      try {
        check(type, text);
      } catch (error) {
        throw new Error(`FUZZ_SEED=${SEED}, run ${run}, type ${JSON.stringify(type)}: ${JSON.stringify(text)}`, {
          cause: error,
        });
      }
    }
  }, 600_000);

  it("of 100 KB take under 100 ms", () => {
    const slow: string[] = [];
    const wraps: [string, string][] = [
      ["", ""],
      ["avg(last_5m):", " > 5"],
      ["avg(last_5m):avg:a{", "} > 5"],
      ["avg(last_5m):abs(", ") > 5"],
      ['logs("', '").last("5m") > 5'],
      ['logs("x")', " > 5"],
      ['formula("', '").last("5m") > 5'],
      ["1 && ", ""],
    ];
    for (const token of TOKENS.filter((candidate) => candidate !== "")) {
      for (const [before, after] of wraps) {
        const text = before + token.repeat(Math.ceil(100_000 / token.length)) + after;
        const took = fastest(() => print(parse(text).query), 100);
        if (took >= 100) slow.push(`${before}${token}…${after}: ${took.toFixed(0)} ms`);
      }
    }
    for (const { name, text } of hostile(TOKENS.filter((candidate) => candidate !== "").slice(0, 30))) {
      const took = fastest(() => parse(text), 100);
      if (took >= 100) slow.push(`${name}: ${took.toFixed(0)} ms`);
    }
    expect(slow).toEqual([]);
  }, 600_000);
});
