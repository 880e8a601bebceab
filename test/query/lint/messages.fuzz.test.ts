import { describe, expect, it } from "vitest";
import { lint, type MonitorInput } from "../../../query/lint/index";
import { MESSAGE_RULES } from "../../../query/lint/message-rules";
import { UNIT_RULES } from "../../../query/lint/unit-rules";
import { fastest, generate, hostile, mutate, PATIENCE, pick, RUNS, randomFrom, SEED } from "../text/fuzz";

/** A monitor takes as long as fifty texts. */
const MONITORS = Math.ceil(RUNS / 5);

const RULES = [...MESSAGE_RULES, ...UNIT_RULES];

const QUERIES = [
  "avg(last_5m):100 * avg:mongodb.replset.optime_lag{*} by {host,kube.pod} > 120",
  "sum(last_5m):sum:trace.a.errors{*}.as_count() / sum:trace.a.hits{*}.as_count() > 0.05",
  "pct_change(avg(last_5m),last_1h):avg:system.disk.in_use{env:prod} by {host} > 90",
  'logs("status:error or @duration:>5000 -(a OR \\"b*\\")").index("*").rollup("count").by("@usr.id").last("5m") > 10',
  'formula("a / b * 100").last("1h") > 5',
];

const MESSAGES = [
  '{{#is_alert}}{{value}}% on {{host.name}} @pagerduty-x{{/is_alert}} {{eval "round(value/1024, 2)"}} GB above 5%',
  '{{#is_match "host.name" "a"}}@slack-x{{else}}@slack-y{{/is_match}}{{^is_recovery}}@opsgenie-z{{/is_recovery}}',
];

const TOKENS = [
  "{{",
  "}}",
  "{{#is_alert}}",
  "{{/is_alert}}",
  "{{value}}",
  "%",
  " ms",
  "@slack-x",
  "@",
  " ",
  "by {host}",
  "avg:",
  "{*}",
  ">",
  "5",
  "(",
  ")",
  '"',
  "OR ",
  "-",
  "\\",
  "${x}",
  "trace.a",
  ".as_count()",
  " / ",
  "100 * ",
  "\n",
  "é",
];

describe("fuzzing the rules about messages, searches and units", () => {
  it(
    `nothing throws (seed ${SEED}, ${MONITORS} monitors)`,
    () => {
      const random = randomFrom(SEED);
      const text = (seeds: readonly string[]) => {
        const kind = random();
        if (kind < 0.4) return pick(random, seeds);
        return kind < 0.9 ? mutate(random, pick(random, seeds), TOKENS) : generate(random, TOKENS);
      };
      let found = 0;
      for (let run = 0; run < MONITORS; run++) {
        const monitor: MonitorInput = {
          type: pick(random, ["query alert", "log alert", "rum alert", "service check", "composite", "nonsense"]),
          query: text(QUERIES),
          name: text(MESSAGES),
          message: text(MESSAGES),
          options: {
            thresholds: pick<unknown>(random, [{ critical: 5, warning: 3 }, { critical: "5" }, null, "${x}", []]),
            notify_no_data: pick<unknown>(random, [true, false, null, "${x}"]),
            variables: pick<unknown>(random, [
              undefined,
              null,
              "nonsense",
              [
                {
                  name: "a",
                  data_source: "logs",
                  compute: { aggregation: "count" },
                  search: { query: text(["a or b", "@duration:>5"]) },
                },
              ],
              [{ name: "b", query: "avg:system.cpu.user{*}" }, 7],
            ]),
          },
        };
        try {
          found += lint([monitor], { rules: RULES }).findings.length;
        } catch (error) {
          expect.fail(`seed ${SEED}: ${JSON.stringify(monitor)}: ${error}`);
        }
      }
      expect(found).toBeGreaterThan(MONITORS / 10);
    },
    PATIENCE,
  );

  it(
    "hostile messages of 100 KB are linted in less than 1.5 s",
    () => {
      const many = Array.from({ length: 9000 }, (_, index) => `@slack-${index} `).join("");
      const texts = [
        ...hostile(["{{value}}% ", "@slack-x ", '{{#is_match "a" "b"}}@slack-x', "above 5% ", "a", "{{x"]),
        { name: "many handles", text: many },
      ];
      for (const { name, text } of texts) {
        const monitor: MonitorInput = { type: "query alert", query: QUERIES[0]!, name: text, message: text };
        expect(
          fastest(() => lint([monitor], { rules: RULES }), 1500),
          name,
        ).toBeLessThan(1500);
      }
    },
    PATIENCE,
  );
});
