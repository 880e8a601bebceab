import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeSpan, type Diagnostic, formatGithub, formatMarkdown, type PolicyDetails } from "../../diagnostics/index";

const policy: PolicyDetails = {
  pack: "paging",
  level: "mandatory",
  state: "violated",
  environments: ["prod"],
  resource: "pagerduty/escalation/shop",
  property: "rules",
  value: "1",
  clauses: [{ framework: "SOC 2", clause: "CC7.4" }],
};
const finding: Diagnostic = {
  code: "two-levels",
  severity: "error",
  message: "`shop` escalates to one level",
  hint: "Add a second level.",
  file: "catalog/shop.yaml",
  line: 2,
  column: 3,
  endLine: 2,
  endColumn: 9,
  policy,
};
const advice: Diagnostic = { ...finding, code: "runbook", severity: "warning", file: "catalog/a.yaml" };
const { policy: _policy, file: _file, hint: _hint, ...bare } = finding;

it("a person reads whose word on policies held, whatever its folder is called", () => {
  expect(formatMarkdown([], { policiesFrom: "../`base`/catalog" })).toContain(
    "\n### Looked at\n\n- ``policies of: ../`base`/catalog and this one``\n",
  );
  const run = { environment: "prod", pack: "paging", rules: 1, resources: 1, disabled: [], notChecked: [] };
  expect(formatMarkdown([], { policiesFrom: "../base", policies: [run] })).toContain(
    "| 1 | 1 |\n\n- `policies of: ../base and this one`\n",
  );
});

it("a person finds verdict, place, line, fix and what was looked at", () => {
  const text = formatMarkdown(
    [
      advice,
      finding,
      { ...bare, code: "figure", severity: "info", subject: "audit", policy: { ...policy, state: "stated" } },
    ],
    {
      title: "Watchbill check",
      read: () => "escalations:\n  levels: [first]\n",
      policies: [{ environment: "prod", pack: "paging", rules: 14, resources: 40, disabled: ["x"], notChecked: [] }],
      waived: [
        {
          rule: "team-tag",
          subjects: ["shop"],
          environments: ["dev"],
          reason: "`a` week",
          owner: null,
          until: "2026-12-01",
          file: "catalog/shop.yaml",
          ...{ line: 9, column: 3, endLine: 9, endColumn: 11 },
          findings: ["one", "two", "three", "four", "five"].map((message) => ({ ...bare, message })),
        },
      ],
    },
  );
  expect(text).toMatchInlineSnapshot(`
    "## Watchbill check: 1 error, 1 warning

    ### Errors

    **\`two-levels\`** \`catalog/shop.yaml:2:3\` in \`prod\` for \`SOC 2 CC7.4\`

    \`\`\`text
    \`shop\` escalates to one level
    2 |   levels: [first]
      |   ^^^^^^
    policy: paging: pagerduty/escalation/shop, rules
    fix: Add a second level.
    \`\`\`

    ### Warnings

    **\`runbook\`** \`catalog/a.yaml:2:3\` in \`prod\` for \`SOC 2 CC7.4\`

    \`\`\`text
    \`shop\` escalates to one level
    2 |   levels: [first]
      |   ^^^^^^
    policy: paging: pagerduty/escalation/shop, rules
    fix: Add a second level.
    \`\`\`

    ### Accepted

    - \`\`accepted until 2026-12-01: team-tag for shop in dev (\`a\` week; catalog/shop.yaml:9)\`\`
      - \`one\`
      - \`two\`
      - \`three\`
      - \`2 more\`

    ### Stated, or not decidable yet

    - \`stated, not verified: figure: audit\`

    ### Looked at

    | environment | pack | rules asked | resources |
    | --- | --- | ---: | ---: |
    | \`prod\` | \`paging\` | 14 | 40 |

    - \`switched off in prod: x\`
    "
  `);
});

it("says that there is nothing where there is nothing", () => {
  expect(formatMarkdown([])).toBe("## Watchbill: no findings\n\nNothing was found.\n");
});

describe("a comment takes 65,536 characters", () => {
  it("what finds no room is counted, and what was looked at stays", () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({ ...finding, line: index + 1 }));
    const text = formatMarkdown(many, {
      policies: [{ environment: "prod", pack: "paging", rules: 1, resources: 1, disabled: [], notChecked: [] }],
    });
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toMatch(/^## Watchbill: 1000 errors\n/);
    const shown = text.split("**`two-levels`**").length - 1;
    expect(text).toContain(`\n${1000 - shown} more are in the run's log.\n`);
    expect(text).toContain("### Looked at");
  });

  it("even when one finding alone is larger, or all that is accepted", () => {
    expect(formatMarkdown([{ ...finding, message: "x".repeat(70_000) }]).length).toBeLessThanOrEqual(65_536);
    const waived = {
      rule: "r",
      subjects: ["s"],
      environments: [],
      reason: "y".repeat(70_000),
      owner: null,
      until: "",
      file: "f",
      ...{ line: 1, column: 1, endLine: 1, endColumn: 2 },
      findings: [finding],
    };
    expect(formatMarkdown([finding], { waived: [waived] }).length).toBeLessThanOrEqual(65_536);
  });
});

describe("what the change itself loosens", () => {
  const warning = (code: string, file: string): Diagnostic => ({ ...bare, severity: "warning", code, file });
  const files = Array.from({ length: 1400 }, (_, index) => warning("empty-file", `aaa/f${index}.yaml`));
  const own = [
    warning("policies-loosened", "catalog/policies.yaml"),
    { ...warning("waiver-new", "z.yaml"), severity: "info" as const },
  ];

  it("stands behind the errors and before all else, however much that is", () => {
    const text = formatMarkdown([...files, ...own, finding]);
    expect(text.length).toBeLessThanOrEqual(65_536);
    const headings = [...text.matchAll(/^### (.*)$|^\*\*`([\w-]+)`/gm)].map(([, heading, code]) => heading ?? code);
    expect(headings.slice(0, 6)).toEqual([
      ...["Errors", "two-levels", "What the change itself loosens or accepts", "policies-loosened", "waiver-new"],
      "Warnings",
    ]);
    expect(text).toMatch(/\d+ more are in the run's log\.\n$/);
  });

  it("has its own room, and is counted where that does not do", () => {
    const many = Array.from({ length: 900 }, (_, index) => warning("policies-loosened", `f${index}.yaml`));
    const text = formatMarkdown([...files, ...many]);
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toMatch(/\d+ more of them are in the run's log\.\n\n### Warnings/);
  });

  it("comes first of the annotations that are no errors", () => {
    const lines = formatGithub([...files.slice(0, 12), ...own, finding]).split("\n");
    const titles = lines.map((line) => /title=([\w-]+)/.exec(line)?.[1]);
    expect(titles.slice(0, 4)).toEqual(["two-levels", "policies-loosened", "waiver-new", "empty-file"]);
  });
});

/** What strangers write into catalogs, names of files and frameworks. */
const HOSTILE = [
  "@team",
  "@org/security",
  "</details>",
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  "<!-- watchbill -->",
  "![x](https://tracker.invalid/x.png)",
  "[approved](https://evil.invalid)",
  "https://evil.invalid/x",
  "www.evil.invalid",
  "someone@evil.invalid",
  "```",
  "``````",
  "~~~",
  "`",
  "``",
  "` `",
  "\n```\n# approved",
  "\n\n## approved\n",
  "\r\n- [x] approved",
  "\n::error::x",
  "::add-mask::x",
  "\u202e",
  "\u0000",
  "\u001b[2J",
  "\u200b",
  "\u2028",
  "|",
  "\\|",
  "\\",
  "\\`",
  "#1",
  "GH-1",
  "org/repo#1",
  "0123456789abcdef0123456789abcdef01234567",
  ":tada:",
  "$x$",
  "&#64;team",
  "&lt;",
  "*",
  "_",
  "    indented",
  "\t",
  "> quoted",
  "1. one",
  "---",
  "===",
  "[^1]",
  "**",
];

/**
 * The Markdown without its fenced blocks and code spans, read by CommonMark's own rules: an opening fence is closed by a line of at least as many
 * back-ticks; a code span by the next run of exactly as many.
 */
function outside(markdown: string): string {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split(/\r\n|\r|\n/)) {
    const ticks = /^ {0,3}(`{3,})([^`]*)$/.exec(line);
    if (fence === undefined) {
      if (ticks) fence = ticks[1];
      else lines.push(line.replaceAll(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/g, "\u00ab\u00bb"));
    } else if (ticks && ticks[2]?.trim() === "" && (ticks[1]?.length ?? 0) >= fence.length) fence = undefined;
  }
  expect(fence).toBeUndefined();
  return lines.join("\n");
}

/** Every line that may stand outside of code. */
const OURS =
  /^(|## Watchbill: [a-z0-9, ]+|### (Errors|Warnings|Notes|What the change itself loosens or accepts|Accepted|Stated, or not decidable yet|Looked at)|\*\*«»\*\*( «»)?( in «»(, «»)*)?( for «»)?|( {2})?- «»|\| environment \| pack \| rules asked \| resources \||\| --- \| --- \| ---: \| ---: \||\| «» \| «» \| \d+ \| \d+ \|)$/;

describe("whatever a catalog says, nothing of it is Markdown", () => {
  const hostile = fc
    .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 6 })), { maxLength: 8 })
    .map((parts) => parts.join(""));

  it("no text of it stands outside of code, and no line is a command to the runner", () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, hostile, (a, b, c, d, e) => {
        const markdown = formatMarkdown(
          [
            {
              ...finding,
              message: a,
              hint: b,
              file: c,
              policy: { ...policy, environments: [d], resource: e, clauses: [{ framework: a, clause: b }] },
            },
            { ...bare, code: "waiver-new", severity: "info", message: e, file: d },
            { ...finding, severity: "info", subject: d, policy: { ...policy, state: "undecided" } },
          ],
          {
            read: () => `${e}\n${d}\n`,
            policies: [{ environment: a, pack: b, rules: 1, resources: 1, disabled: [c], notChecked: [d] }],
            waived: [
              {
                ...{ rule: a, subjects: [b], environments: [c], reason: d, owner: e, until: a },
                ...{ file: b, line: 1, column: 1, endLine: 1, endColumn: 2 },
                findings: [{ ...finding, message: c, file: d }],
              },
            ],
          },
        );
        for (const line of outside(markdown).split("\n")) expect(line).toMatch(OURS);
        for (const line of markdown.split("\n")) expect(line).not.toMatch(/^\s*::/);
        expect(markdown).not.toMatch(
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/,
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("a code span reads back as the text that went in", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z`\\ ]*[a-z`][a-z`\\ ]*$/), (text) => {
        const [, , inside = ""] = /^(`+)(.*)\1$/s.exec(codeSpan(text)) ?? [];
        const stripped = inside.startsWith(" ") && inside.endsWith(" ") ? inside.slice(1, -1) : inside;
        expect(stripped).toBe(text.trim());
      }),
    );
  });
});
