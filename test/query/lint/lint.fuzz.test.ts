import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { lint, type MonitorInput, RULES, type Rule } from "../../../query/lint/index";
import { MONITOR_TYPES } from "../../../query/monitor/index";
import { corpusMonitors } from "../text/corpus";
import { fastest, generate, hostile, mutate, PATIENCE, pick, RUNS, randomFrom, SEED } from "../text/fuzz";
import { BROKEN_MONITORS } from "./broken-monitors";
import { VALID_MONITORS } from "./valid-monitors";

const TOKENS =
  `{{ }} {{{ {{#is_alert}} {{#is_match "a.name" "b"}} {{else}} {{/is_alert}} {{value}} {{host.name}} {{eval "value*8"}} % ms GB
  @slack-x @pagerduty-y @ @a@b.c @workflow-x(a=b) by {host} avg: sum( last_5m {*} {env:prod AND NOT !x {a,b } ( ) > <= == 5 -1 1e9 .as_count()
  .rollup(sum,60) .by("a") .last("5m") .index("*") logs(" rum(' formula(" trace.a.hits system.cpu.user anomalies( 'basic', default_zero( / *
  100* + - && || ! 12 or AND NOT -( "a b" @duration:>5 [1TO2] * \\ \\" ' " , : $x \${x} %{ é 🚀 “`
    .split(/\s+/)
    .concat([" ", "\n", "\t", "\u0000", "\u00a0", " OR ", " by "]);

const SEEDS: readonly MonitorInput[] = [
  ...VALID_MONITORS,
  ...BROKEN_MONITORS.map(
    ([, , given]): MonitorInput => ({
      type: "query alert",
      query: "",
      ...(typeof given === "string" ? { query: given } : given),
    }),
  ),
  ...(corpusMonitors() as unknown as MonitorInput[]),
];

const VALUES: readonly unknown[] = [
  null,
  undefined,
  "",
  "x",
  "${x}",
  -1,
  0,
  0.5,
  5,
  1e308,
  Number.NaN,
  true,
  [],
  {},
  [7],
  { a: {} },
];

type Random = () => number;

function monitorFrom(random: Random): MonitorInput {
  const seed = pick(random, SEEDS);
  const text = (given: string): string => {
    const kind = random();
    if (kind < 0.3) return given;
    return kind < 0.85 ? mutate(random, given, TOKENS) : generate(random, TOKENS);
  };
  return {
    ...seed,
    type: random() < 0.9 ? seed.type : pick(random, [...Object.keys(MONITOR_TYPES), "nonsense", ""]),
    query: text(seed.query),
    name: text(seed.name ?? ""),
    message: text(seed.message ?? ""),
    options: random() < 0.5 ? (seed.options ?? {}) : spoilt(random, seed.options ?? {}),
    ...(random() < 0.1 ? { priority: pick(random, VALUES) } : {}),
    ...(random() < 0.1 ? { tags: pick(random, [[], ["A:b", 5, null]]) } : {}),
  };
}

/** Options with values that no API would take. */
function spoilt(random: Random, options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const spoiled: Record<string, unknown> = { ...options };
  for (const key of [
    "thresholds",
    "variables",
    "notify_by",
    "scheduling_options",
    "threshold_windows",
    "renotify_interval",
  ]) {
    if (random() < 0.3) spoiled[key] = pick(random, VALUES);
  }
  if (random() < 0.5) spoiled.thresholds = { critical: pick(random, VALUES), warning: pick(random, VALUES) };
  if (random() < 0.3) spoiled.escalation_message = generate(random, TOKENS);
  if (random() < 0.3) {
    const search = { query: generate(random, TOKENS) };
    spoiled.variables = [{ name: "a", data_source: "logs", search }, { name: "b", query: generate(random, TOKENS) }, 7];
  }
  return spoiled;
}

describe("all rules over generated and mutated monitors", () => {
  it(
    `never throw, and stay inside the texts (FUZZ_SEED=${SEED}, ${RUNS} monitors)`,
    () => {
      const random = randomFrom(SEED);
      let found = 0;
      for (let run = 0; run < RUNS; run++) {
        const monitor = monitorFrom(random);
        try {
          for (const { diagnostic } of lint([monitor]).findings) {
            found++;
            if (!(diagnostic.line! >= 1) || !(diagnostic.column! >= 1))
              throw new Error(`${diagnostic.code} is nowhere`);
          }
        } catch (error) {
          throw new Error(`FUZZ_SEED=${SEED}, run ${run}: ${JSON.stringify(monitor)}`, { cause: error });
        }
      }
      expect(found).toBeGreaterThan(RUNS);
    },
    PATIENCE,
  );

  it(
    `find nothing, and have nothing to say, about monitors without what they need (FUZZ_SEED=${SEED}, ${RUNS / 10} monitors)`,
    () => {
      const asked: readonly Rule[] = RULES.map(({ needs: _needs, ...rule }) => rule);
      const random = randomFrom(SEED + 1);
      for (let run = 0; run < RUNS / 10; run++) {
        const monitor = monitorFrom(random);
        const told = (rules: readonly Rule[]) => {
          const { findings, notCheckedByRule } = lint([monitor], { rules });
          return JSON.stringify([findings, [...notCheckedByRule].sort()]);
        };
        expect(told(RULES), `FUZZ_SEED=${SEED}, run ${run}: ${JSON.stringify(monitor)}`).toBe(told(asked));
      }
    },
    PATIENCE,
  );
});

const HOSTILE = [
  ...[
    "(",
    "((a+",
    "avg:a{*}+",
    "avg:a{*} by {host},",
    ",",
    "'",
    '"',
    '\\"',
    "\\",
    "{{#is_alert}}",
    "{{#",
    "AND NOT ",
    "NOT ",
    "a:b OR ",
  ],
  ...[
    "!a:b,",
    "env IN (a,b) AND ",
    "é",
    "🚀",
    "\u0000",
    "anomalies(",
    "-",
    "avg:x{a:b} / avg:x{a:b} + ",
    ".as_count()",
    "{",
    "}",
    "by ",
  ],
  ...[
    "${",
    "${x}",
    "%{",
    "@duration:>5 ",
    "a or b ",
    "*",
    "\n",
    " ",
    "1",
    "12 && ",
    "1 && (",
    "[1 TO 2] ",
    "-(",
    '"*a*" ',
    "5% ",
    "p95:",
  ],
];

const AROUND: readonly [type: string, before: string, after: string][] = [
  ["query alert", "", ""],
  ["query alert", "avg(last_5m):", " > 5"],
  ["query alert", "sum(last_5m):avg:a{", "} > 5"],
  ["query alert", "avg(last_5m):avg:a{*} by {", "} > 5"],
  ["log alert", 'logs("', '").index("*").rollup("count").last("5m") > 5'],
  ["log alert", 'logs("x").index("*")', '.last("5m") > 5'],
  ["log alert", 'formula("', '").last("5m") > 5'],
  ["composite", "1 && ", ""],
  ["service check", '"a".over("', '").by("*").last(2).count_by_status()'],
  ["process alert", "processes('", "').over('x').rollup('count').last('5m') > 5"],
  ["slo alert", 'burn_rate("', '").over("7d").long_window("1h").short_window("5m") > 3'],
];

const HOSTILE_MESSAGES = [
  ...[
    "{{value}}% ",
    "@slack-x ",
    "@slack-x",
    '{{#is_match "a" "b"}}@slack-x',
    "{{#is_alert}}a{{else}}",
    "above 5% ",
    "{{x",
    "{{x}} ",
    "{{{",
  ],
  ...["@workflow-x({{", '{{eval "(', "{{{{raw}}}}", "${", "{{!--", "\n", "1,000.5 seconds ", "{{[a.b].name}} ", "“"],
];

/** Milliseconds of the processor. */
const LIMIT = 100;

describe("all rules over hostile texts of 100 KB", () => {
  const slow = (monitors: { name: string; monitor: MonitorInput }[]): string[] =>
    monitors.flatMap(({ name, monitor }) => {
      const took = fastest(() => lint([monitor]), LIMIT);
      return took < LIMIT ? [] : `${name}: ${took.toFixed(0)} ms`;
    });
  const rest = { name: "{{host.name}}", message: "{{value}} ms @slack-x", options: { thresholds: { critical: 5 } } };

  it.each(AROUND)(
    "take under 100 ms as a %s: %s…%s",
    (type, before, after) => {
      const monitors = HOSTILE.map((token) => ({
        name: JSON.stringify(token),
        monitor: { ...rest, type, query: before + token.repeat(Math.ceil(100_000 / token.length)) + after },
      }));
      expect(slow(monitors)).toEqual([]);
    },
    PATIENCE,
  );

  it(
    "take under 100 ms as a message",
    () => {
      const query = "avg(last_5m):avg:system.cpu.user{*} by {host} > 5";
      const many = Array.from({ length: 9000 }, (_, index) => `@slack-${index} `).join("");
      const monitors = [...hostile(HOSTILE_MESSAGES), { name: "many handles", text: many }].map(({ name, text }) => ({
        name,
        monitor: { ...rest, type: "query alert", query, message: text },
      }));
      expect(slow(monitors)).toEqual([]);
    },
    PATIENCE,
  );

  it(
    "take under 100 ms as an escalation message, a name and the search of a variable",
    () => {
      const query = "avg(last_5m):avg:system.cpu.user{*} by {host} > 5";
      const monitors = [...HOSTILE, ...HOSTILE_MESSAGES].flatMap((token) => {
        const text = token.repeat(Math.ceil(100_000 / token.length));
        const variables = [{ name: "a", data_source: "logs", search: { query: text } }];
        const options = { ...rest.options, renotify_interval: 5, escalation_message: text };
        return [
          { name: `escalation ${JSON.stringify(token)}`, monitor: { ...rest, type: "query alert", query, options } },
          { name: `name ${JSON.stringify(token)}`, monitor: { ...rest, type: "query alert", query, name: text } },
          {
            name: `search ${JSON.stringify(token)}`,
            monitor: { ...rest, type: "log alert", query: 'formula("a").last("5m") > 5', options: { variables } },
          },
        ];
      });
      expect(slow(monitors)).toEqual([]);
    },
    PATIENCE,
  );

  it(
    "leave nothing behind",
    () => {
      const before = usedMegabytes();
      for (let run = 0; run < 50; run++) {
        const text = `${run} @slack-x or {{value}}% `.repeat(4000);
        const query = `logs("${text}").index("*").rollup("count").last("5m") > 5`;
        lint([{ ...rest, type: "log alert", query, message: text }]);
      }
      expect(usedMegabytes() - before).toBeLessThan(30);
    },
    PATIENCE,
  );
});

/** After all that is not held any more has been collected. */
function usedMegabytes(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed / 1e6;
}
