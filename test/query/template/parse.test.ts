import { describe, expect, it } from "vitest";
import { parseTemplate, printTemplate } from "../../../query/template/index";
import { corpusMonitors, hasCorpus, recordedExchanges } from "../text/corpus";
import { fastest, generate, hostile, mutate, PATIENCE, pick, RUNS, randomFrom, SEED, withoutSpans } from "../text/fuzz";

/** What is written, its canonical form, and the codes of its problems. */
const TABLE: [string, string, string[]?][] = [
  ["", ""],
  ["plain text", "plain text"],
  ["{{value}} {{ value }} {{{ host.name }}}", "{{value}} {{value}} {{{host.name}}}"],
  ["{{#is_alert}}a{{/is_alert}}", "{{#is_alert}}a{{/is_alert}}"],
  ["{{# is_alert }}a{{/ is_alert }}", "{{#is_alert}}a{{/is_alert}}"],
  ["{{#is_alert}}a{{else}}b{{/is_alert}}", "{{#is_alert}}a{{else}}b{{/is_alert}}"],
  ["{{^is_warning}}a{{/is_warning}}", "{{^is_warning}}a{{/is_warning}}"],
  [
    '{{#is_match "host.name"  "db" "web"}}{{#is_alert}}x{{/is_alert}}{{/is_match}}',
    '{{#is_match "host.name" "db" "web"}}{{#is_alert}}x{{/is_alert}}{{/is_match}}',
  ],
  ["{{#is_priority 'P1'}}x{{/is_priority}}", "{{#is_priority 'P1'}}x{{/is_priority}}"],
  ['{{#is_exact_match "value" ""}}x{{/is_exact_match}}', '{{#is_exact_match "value" ""}}x{{/is_exact_match}}'],
  ["{{! note }}{{!-- a }} b --}}", "{{! note }}{{!-- a }} b --}}"],
  ["{{!-- short }}", "{{!-- short }}"],
  ["{{{{raw}}}}{{ .x }} @a{{{{/raw}}}}", "{{{{raw}}}}{{ .x }} @a{{{{/raw}}}}"],
  ['{{{{is_match "a.name" "b"}}}}{{x}}{{{{/is_match}}}}', '{{{{is_match "a.name" "b"}}}}{{x}}{{{{/is_match}}}}'],
  ["{{[a.b].name}} {{@x.name}} {{[@a.b].name}}", "{{[a.b].name}} {{@x.name}} {{[@a.b].name}}"],
  ["{{topic-partition.name}}", "{{topic-partition.name}}"],
  ['{{eval "round(value*100, 2)"}}', '{{eval "round(value*100, 2)"}}'],
  ['{{{eval "humanize_bytes(value)"}}}', '{{{eval "humanize_bytes(value)"}}}'],
  ["{{local_time 'last_triggered_at' 'Asia/Tokyo'}}", "{{local_time 'last_triggered_at' 'Asia/Tokyo'}}"],
  ["{{override_priority 'P1'}}", "{{override_priority 'P1'}}"],
  ['https://x/?q={{urlencode "host.name"}}', 'https://x/?q={{urlencode "host.name"}}'],
  ["a ${var.x} %{ if y }b%{ endif }", "a ${var.x} %{ if y }b%{ endif }"],
  ["cost ${{value}}", "cost ${{value}}"],
  ["{{${var.key}.name}}", "{{${var.key}.name}}"],
  ["a { b } { {value} }", "a { b } { {value} }"],
  ["{{#is_alert}}a", "{{#is_alert}}a", ["template-unclosed-block"]],
  ["a{{/is_alert}}", "a{{/is_alert}}", ["template-stray-close"]],
  [
    "{{#is_alert}}a{{/is_warning}}",
    "{{#is_alert}}a{{/is_warning}}",
    ["template-stray-close", "template-unclosed-block"],
  ],
  [
    '{{#is_alert}}{{#is_match "a" "b"}}x{{/is_alert}}y',
    '{{#is_alert}}{{#is_match "a" "b"}}x{{/is_alert}}y',
    ["template-unclosed-block"],
  ],
  ["{{else}}", "{{else}}", ["template-stray-else"]],
  [
    "{{#is_alert}}a{{else}}b{{else}}c{{/is_alert}}",
    "{{#is_alert}}a{{else}}b{{else}}c{{/is_alert}}",
    ["template-stray-else"],
  ],
  ["{{#is_alrt}}a{{/is_alrt}}", "{{#is_alrt}}a{{/is_alrt}}", ["template-unknown-helper"]],
  ["{{#is_alert x}}a{{/is_alert}}", "{{#is_alert x}}a{{/is_alert}}", ["template-arguments"]],
  ['{{#is_match "a"}}x{{/is_match}}', '{{#is_match "a"}}x{{/is_match}}', ["template-arguments"]],
  ["{{#is_match “a” “b”}}x{{/is_match}}", "{{#is_match “a” “b”}}x{{/is_match}}", ["template-arguments"]],
  ["{{value", "{{value", ["template-unclosed-tag"]],
  ["{{value\n{{host.name}}", "{{value\n{{host.name}}", ["template-unclosed-tag"]],
  ["{{{value}}", "{{{value}}", ["template-unclosed-tag"]],
  ["{{}}", "{{}}", ["template-bad-tag"]],
  ["{{value*100}}", "{{value*100}}", ["template-bad-tag"]],
  ["{{eval value*100}}", "{{eval value*100}}", ["template-bad-tag"]],
  ['{{eval "value*"}}', '{{eval "value*"}}', ["template-bad-eval"]],
  ['{{eval "rond(value)"}}', '{{eval "rond(value)"}}', ["template-unknown-helper"]],
  ["{{local_tme 'a' 'b'}}", "{{local_tme 'a' 'b'}}", ["template-unknown-helper"]],
  ["{{{{raw}}}} x", "{{{{raw}}}} x", ["template-unclosed-block"]],
  ["{{#}}", "{{#}}", ["template-bad-tag"]],
];

describe("the message parser", () => {
  it.each(TABLE)("reads %s", (text, canonical, codes = []) => {
    const { tree, problems } = parseTemplate(text);
    expect(printTemplate(tree)).toBe(canonical);
    expect(problems.map((problem) => problem.code)).toEqual(codes);
    expect(withoutSpans(parseTemplate(canonical).tree)).toEqual(withoutSpans(tree));
  });

  it("names the conditional that was probably meant", () => {
    const [problem] = parseTemplate("{{#is_recovry}}x{{/is_recovry}}").problems;
    expect(problem).toMatchObject({
      severity: "error",
      message: "there is no conditional `is_recovry`",
      hint: "Did you mean `is_recovery`?",
      span: { start: 3, end: 13 },
    });
  });

  it("keeps the place of every node", () => {
    const text = 'a {{#is_match "h.name" "b"}}{{value}} @slack-x{{else}}{{eval "v*2"}}{{/is_match}} ${t}';
    const places: string[] = [];
    JSON.stringify(parseTemplate(text).tree, (_key, value) => {
      if (value?.span) places.push(`${value.type}: ${text.slice(value.span.start, value.span.end)}`);
      return value;
    });
    expect(places).toEqual([
      `template: ${text}`,
      "text: a ",
      'block: {{#is_match "h.name" "b"}}{{value}} @slack-x{{else}}{{eval "v*2"}}{{/is_match}}',
      'argument: "h.name"',
      'argument: "b"',
      "variable: {{value}}",
      "text:  ",
      "handle: @slack-x",
      "text: slack-x",
      'eval: {{eval "v*2"}}',
      'argument: "v*2"',
      "binary: v*2",
      "path: v",
      "number: 2",
      "text:  ",
      "opaque: ${t}",
    ]);
  });
});

describe.skipIf(!hasCorpus)("the messages of published monitors", () => {
  it("parse without a problem, names included, and keep their meaning when printed", () => {
    const monitors = corpusMonitors();
    expect(monitors).toHaveLength(379);
    for (const { file, message, name, options } of monitors) {
      for (const text of [message, name, options.escalation_message ?? ""]) {
        const { tree, problems } = parseTemplate(text);
        expect(problems, file).toEqual([]);
        expect(withoutSpans(parseTemplate(printTemplate(tree)).tree), file).toEqual(withoutSpans(tree));
      }
    }
  });

  it("of recorded traffic parse without an error", () => {
    let messages = 0;
    for (const { path, request, status } of recordedExchanges()) {
      const message = (request as { message?: unknown } | null)?.message;
      if (!path.includes("/monitor") || typeof message !== "string" || status >= 400) continue;
      messages++;
      expect(
        parseTemplate(message).problems.filter(({ severity }) => severity === "error"),
        message,
      ).toEqual([]);
    }
    expect(messages).toBeGreaterThan(400);
  });
});

const TOKENS = [
  "{{",
  "}}",
  "{{{",
  "}}}",
  "@",
  "{",
  '"',
  "{{#is_alert}}",
  "{{/is_alert}}",
  "{{else}}",
  "a",
  " ",
  "${",
  "}",
  "{{{{raw}}}}",
  "{{!--",
  "{{!",
  "[",
  "@slack-",
  '{{eval "',
];
const MORE = [
  ...TOKENS,
  "{{{{/raw}}}}",
  "--}}",
  "{{^is_match ",
  "'",
  "(",
  ")",
  "value",
  "\n",
  "é",
  "#",
  "/",
  ".",
  "%{",
  "]",
  "-",
  "\\",
  "😀",
  "\0",
  "1",
  "*",
  "{{/is_match}}",
  "@a@b.c",
  "`",
];

describe("texts that fuzzing has found", () => {
  it.each([
    "1{{^is_match \\[.} }}}}.{{else}}%{@é-[{{}",
    "{{#is_match a} }}x{{/is_match}}",
    "{{{{is_match a} }}}}x{{{{/is_match}}}}",
  ])("%s keeps its meaning when printed", (text) => {
    const { tree } = parseTemplate(text);
    expect(withoutSpans(parseTemplate(printTemplate(tree)).tree)).toEqual(withoutSpans(tree));
  });
});

describe("fuzzing the message parser", () => {
  it(
    `neither throws nor changes meaning when printed (seed ${SEED}, ${RUNS} texts)`,
    () => {
      const random = randomFrom(SEED);
      const seeds = TABLE.map(([text]) => text);
      for (let run = 0; run < RUNS; run++) {
        const text = run % 2 ? generate(random, MORE) : mutate(random, pick(random, seeds), MORE);
        const { tree, problems } = parseTemplate(text);
        const printed = printTemplate(tree);
        const again = parseTemplate(printed);
        const shown = `seed ${SEED}: ${JSON.stringify(text)} printed ${JSON.stringify(printed)}`;
        expect(withoutSpans(again.tree), shown).toEqual(withoutSpans(tree));
        expect(printTemplate(again.tree), shown).toBe(printed);
        for (const { span } of problems) {
          if (span.start < 0 || span.start > span.end || span.end > text.length) expect.fail(`${shown}: bad span`);
        }
      }
    },
    PATIENCE,
  );

  it(
    "reads 100 KB of hostile text in less than 100 ms",
    () => {
      for (const { name, text } of hostile(TOKENS)) {
        const spent = fastest(() => printTemplate(parseTemplate(text).tree), 100);
        expect(spent, name).toBeLessThan(100);
      }
    },
    PATIENCE,
  );
});
