/** Mistakes a person makes in a catalog: each is a change to the small catalog in fixtures, with the name of what is wrong. */

export type FileName = "organisation.yaml" | "standards.yaml" | "shop.yaml";

export interface Mistake {
  /** What the person did. */
  name: string;
  /** Texts replaced in the base catalog; each must be there exactly once. */
  change?: [file: FileName, from: string, to: string][];
  /** Files added. */
  add?: Record<string, string | Uint8Array>;
  /** Codes of the findings, in order. */
  codes: string[];
}

const errors = `type: ratio
        numerator: trace.http.request.errors
        denominator: trace.http.request.hits
        above: { high: 5%, medium: 1% }
        minimum: 1/min`;

const LAWS = `frameworks:
  law:
    title: A law
    requirements:
      keep: { clause: "1", title: Keep it, address: https://law.example.com/1, dataClasses: [health], atLeast: 1 year }
  rights:
    title: A right
    requirements:
      limit: { clause: "2", title: Not too long, address: https://law.example.com/2, personalData: true, atMost: days of the class }
`;

export const MISTAKES: Mistake[] = [
  {
    name: "an unknown key near a known one",
    change: [["shop.yaml", "denominator:", "denominater:"]],
    codes: ["unknown-key"],
  },
  {
    name: "an unknown key near none",
    change: [["shop.yaml", "    packs: [web]", "    packs: [web]\n    colour: blue"]],
    codes: ["unknown-key"],
  },
  { name: "an unknown section", add: { "more.yaml": "service:\n  a: {}\n" }, codes: ["unknown-key"] },
  {
    name: "a key of another kind of signal",
    change: [
      [
        "shop.yaml",
        "denominator: trace.http.request.hits\n        above",
        "denominator: trace.http.request.hits\n        aggregate: p95\n        above",
      ],
    ],
    codes: ["unknown-key"],
  },
  { name: "a missing field", change: [["organisation.yaml", ", email: ben@example.com", ""]], codes: ["missing-key"] },
  {
    name: "a number where text belongs",
    change: [["organisation.yaml", "name: Ben Lind", "name: 42"]],
    codes: ["wrong-type"],
  },
  {
    name: "one value where a list belongs",
    change: [["organisation.yaml", "members: [ada, ben]", "members: ada"]],
    codes: ["wrong-type"],
  },
  {
    name: "a word where true or false belongs",
    change: [["organisation.yaml", "protect: true", "protect: yes"]],
    codes: ["wrong-type"],
  },
  {
    name: "text where a map belongs",
    change: [["organisation.yaml", "datadog: { site: datadoghq.eu }", "datadog: datadoghq.eu"]],
    codes: ["wrong-type"],
  },
  {
    name: "a word that is not one of those possible",
    change: [["organisation.yaml", "notify: page", "notify: pager"]],
    codes: ["unknown-value"],
  },
  {
    name: "an unknown site",
    change: [["organisation.yaml", "datadoghq.eu", "datadoghq.de"]],
    codes: ["unknown-value"],
  },
  {
    name: "an unknown type of signal",
    change: [["shop.yaml", errors, errors.replace("ratio", "rato")]],
    codes: ["unknown-value"],
  },
  {
    name: "a signal without a type that no pack brings",
    change: [
      [
        "shop.yaml",
        `type: ratio\n        numerator: trace.http.request.errors\n        denominator: trace.http.request.hits\n        above: { high: 5%, medium: 1% }\n        minimum: 1/min\n      slow-and-failing`,
        `above: { high: 5% }\n      slow-and-failing`,
      ],
    ],
    codes: ["missing-type"],
  },
  { name: "an unknown team", change: [["shop.yaml", "team: shop", "team: shoop"]], codes: ["unknown-name"] },
  {
    name: "an unknown system",
    change: [["shop.yaml", "    system: shop", "    system: store"]],
    codes: ["unknown-name"],
  },
  {
    name: "an unknown service among the dependencies",
    change: [["shop.yaml", "    packs: [web]", "    packs: [web]\n    dependencies: [chekout]"]],
    codes: ["unknown-name"],
  },
  {
    name: "an unknown person in a team",
    change: [["organisation.yaml", "members: [ada, ben]", "members: [ada, ben, bob]"]],
    codes: ["unknown-name"],
  },
  {
    name: "an unknown rotation in an escalation",
    change: [["organisation.yaml", "notify: [primary]", "notify: [primery]"]],
    codes: ["unknown-name"],
  },
  { name: "an unknown pack", change: [["shop.yaml", "packs: [web]", "packs: [wep]"]], codes: ["unknown-name"] },
  {
    name: "an unknown severity",
    change: [["shop.yaml", "high: 5%, medium: 1%", "hihg: 5%, medium: 1%"]],
    codes: ["unknown-name"],
  },
  {
    name: "an unknown environment in a service",
    change: [["shop.yaml", "      staging:", "      stagin:"]],
    codes: ["unknown-name"],
  },
  {
    name: "an unknown retention class",
    change: [["shop.yaml", "class: application", "class: app"]],
    codes: ["unknown-name"],
  },
  {
    name: "an unknown signal in a composite",
    change: [["shop.yaml", "when: errors && latency", "when: errors && latncy"]],
    codes: ["unknown-name"],
  },
  {
    name: "a signal of another service without its name",
    change: [
      [
        "shop.yaml",
        "    environments:",
        "    dashboards:\n      main:\n        title: Main\n        groups:\n          - title: All\n            widgets: [{ type: signal, signal: chekout/errors }]\n    environments:",
      ],
    ],
    codes: ["unknown-name"],
  },
  { name: "minutes written as m", change: [["standards.yaml", "over: 10min", "over: 10m"]], codes: ["bad-quantity"] },
  {
    name: "a threshold with an unknown unit",
    change: [["standards.yaml", "high: 2s", "high: 2sec"]],
    codes: ["bad-quantity"],
  },
  {
    name: "a bare number where the metric has a unit",
    change: [["standards.yaml", "high: 2s", "high: 2000"]],
    codes: ["missing-unit"],
  },
  { name: "a bare number as a ratio", change: [["shop.yaml", "high: 5%", "high: 0.05"]], codes: ["missing-unit"] },
  { name: "a unit of another kind", change: [["standards.yaml", "high: 2s", "high: 2%"]], codes: ["wrong-unit"] },
  { name: "a rate compared with a ratio", change: [["shop.yaml", "high: 5%", "high: 5/min"]], codes: ["wrong-unit"] },
  {
    name: "a comparison inside a threshold",
    change: [["shop.yaml", "high: 5%", 'high: "> 5%"']],
    codes: ["bad-quantity"],
  },
  {
    name: "a latency used as a count",
    change: [["shop.yaml", "numerator: trace.http.request.errors", "numerator: trace.http.request.duration"]],
    codes: ["wrong-unit"],
  },
  {
    name: "a metric whose unit nothing knows",
    change: [["standards.yaml", "metric: trace.${operation}", "metric: shop.queue.age"]],
    codes: ["unused-parameter", "unknown-metric-unit"],
  },
  {
    name: "a unit that contradicts what is known",
    change: [["standards.yaml", "aggregate: p95", "aggregate: p95\n        unit: millisecond"]],
    codes: ["wrong-unit"],
  },
  {
    name: "an unknown unit of a metric",
    change: [["standards.yaml", "unit: dollar", "unit: dollars"]],
    codes: ["unknown-unit"],
  },
  {
    name: "lines in the wrong order",
    change: [["shop.yaml", "high: 5%, medium: 1%", "high: 1%, medium: 5%"]],
    codes: ["line-order"],
  },
  {
    name: "a recovery beyond the line",
    change: [
      [
        "shop.yaml",
        "above: { high: 5%, medium: 1% }",
        "above: { high: 5%, medium: 1% }\n        recovery: { high: 6% }",
      ],
    ],
    codes: ["line-order"],
  },
  {
    name: "two comparisons at once",
    change: [["shop.yaml", "above: { high: 5%, medium: 1% }", "above: { high: 5% }\n        below: { high: 1% }"]],
    codes: ["conflicting-keys"],
  },
  {
    name: "a signal without a line",
    change: [["shop.yaml", "        above: { high: 5%, medium: 1% }\n", ""]],
    codes: ["missing-key"],
  },
  {
    name: "three severities on one signal",
    change: [
      [
        "standards.yaml",
        "retentionClasses:",
        "  low: { title: Low, priority: 4, respondWithin: 1d, urgency: low, page: false }\n\nretentionClasses:",
      ],
      ["shop.yaml", "high: 5%, medium: 1%", "high: 5%, medium: 2%, low: 1%"],
    ],
    codes: ["too-many-severities"],
  },
  {
    name: "two severities of the same priority",
    change: [["standards.yaml", "priority: 3", "priority: 2"]],
    codes: ["equal-severities", "equal-severities"],
  },
  {
    name: "a framework that the catalog does not have",
    change: [["standards.yaml", "dataClass: application", "dataClass: application, regulations: [pci-dss]"]],
    codes: ["unknown-name"],
  },
  {
    name: "a framework for data it does not speak of",
    change: [["standards.yaml", "dataClass: application", "dataClass: application, regulations: [law, rights]"]],
    add: { "law.yaml": LAWS },
    codes: ["asks-nothing", "asks-nothing"],
  },
  {
    name: "a framework that misspells a data class",
    change: [["standards.yaml", "dataClass: application", "dataClass: application, regulations: [law]"]],
    add: { "law.yaml": LAWS.replace("[health]", "[aplication]") },
    codes: ["asks-nothing"],
  },
  {
    name: "a requirement that nothing can meet",
    add: {
      "law.yaml": LAWS.replace(
        "[health], atLeast: 1 year",
        "[application], atLeast: 1 year, immediatelyAvailable: 40 days, atMost: 30 days",
      ),
    },
    codes: ["conflicting-keys"],
  },
  {
    name: "a requirement that asks for nothing and a term that is none",
    add: {
      "law.yaml": LAWS.replace("atLeast: 1 year", "figure: own").replace(
        "atMost: days of the class",
        "atMost: a while",
      ),
    },
    codes: ["asks-nothing", "bad-quantity"],
  },
  {
    name: "the same entry in two files",
    add: { "more.yaml": 'people:\n  ada: { name: Ada Again, email: again@example.com, phone: "+44 2079460103" }\n' },
    codes: ["duplicate-name"],
  },
  {
    name: "the same key twice in a map",
    change: [
      [
        "shop.yaml",
        "        numerator: trace.http.request.errors",
        "        numerator: trace.http.request.errors\n        numerator: trace.http.request.hits",
      ],
    ],
    codes: ["duplicate-key"],
  },
  {
    name: "two packs with a signal of the same name",
    change: [
      [
        "standards.yaml",
        "packs:",
        "packs:\n  other:\n    description: Another.\n    monitors:\n      latency: { type: heartbeat, metric: system.uptime, severity: high }",
      ],
      ["shop.yaml", "packs: [web]", "packs: [web, other]"],
    ],
    codes: ["duplicate-name"],
  },
  {
    name: "packs that include each other",
    change: [
      [
        "standards.yaml",
        "    description: What any web service is watched for.",
        "    description: What any web service is watched for.\n    includes: [other]",
      ],
      ["standards.yaml", "packs:", "packs:\n  other: { description: Another., includes: [web] }"],
    ],
    codes: ["cycle"],
  },
  {
    name: "composites that need each other",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        "      worse: { type: composite, when: slow-and-failing, severity: high }\n    objectives:",
      ],
      ["shop.yaml", "when: errors && latency", "when: errors && worse"],
    ],
    codes: ["cycle"],
  },
  {
    name: "a condition that is not finished",
    change: [["shop.yaml", "when: errors && latency", "when: errors &&"]],
    codes: ["bad-condition"],
  },
  {
    name: "an address without a domain",
    change: [["organisation.yaml", "ben@example.com", "ben"]],
    codes: ["bad-email"],
  },
  {
    name: "the address of two people",
    change: [["organisation.yaml", "ben@example.com", "ada@example.com"]],
    codes: ["duplicate-email"],
  },
  {
    name: "a telephone number in national form",
    change: [["organisation.yaml", "+44 2079460101", "020 7946 0101"]],
    codes: ["bad-phone"],
  },
  {
    name: "a time zone by its city alone",
    change: [["organisation.yaml", "Europe/Berlin", "Berlin"]],
    codes: ["bad-time-zone"],
  },
  {
    name: "a day that does not exist",
    change: [["organisation.yaml", "2026-01-05T09:00:00Z", "2026-02-30T09:00:00Z"]],
    codes: ["bad-date"],
  },
  {
    name: "a channel without its sign",
    change: [["organisation.yaml", '"@slack-shop"', '"#shop"']],
    codes: ["bad-handle"],
  },
  { name: "a name with capitals", change: [["shop.yaml", "  checkout:", "  CheckOut:"]], codes: ["bad-name"] },
  {
    name: "a lead who is not in the team",
    change: [["organisation.yaml", "members: [ada, ben]", "members: [ben]"]],
    codes: ["lead-not-member"],
  },
  {
    name: "an owner in another account",
    change: [
      [
        "organisation.yaml",
        "accounts:",
        "accounts:\n  other:\n    owner: staging\n    datadog: { site: datadoghq.com }\n    pagerduty: {}\n    sentry: { organization: other }",
      ],
    ],
    codes: ["owner-elsewhere"],
  },
  {
    name: "two environments with one tag",
    change: [["organisation.yaml", "tag: staging", "tag: production"]],
    codes: ["duplicate-tag"],
  },
  {
    name: "logs kept longer than anything keeps them",
    change: [["standards.yaml", "days: 15, searchableDays", "days: 365, searchableDays"]],
    codes: ["retention-mismatch"],
  },
  {
    name: "a step shorter than a minute",
    change: [["organisation.yaml", "escalateAfter: 5min", "escalateAfter: 30s"]],
    codes: ["out-of-range"],
  },
  {
    name: "a target without any budget",
    change: [["shop.yaml", "target: 99.9%", "target: 100%"]],
    codes: ["out-of-range"],
  },
  {
    name: "a target without the sign",
    change: [["shop.yaml", "target: 99.9%", "target: 99.9"]],
    codes: ["bad-quantity"],
  },
  {
    name: "a parameter the pack does not have",
    change: [["shop.yaml", "packs: [web]", "packs: [{ use: web, with: { opertion: grpc.server } }]"]],
    codes: ["unknown-parameter"],
  },
  {
    name: "a word in a pack that nothing fills in",
    change: [["standards.yaml", "${operation}", "${operaton}"]],
    codes: ["unknown-parameter"],
  },
  {
    name: "a composite of a signal that is off",
    change: [["shop.yaml", "latency: { above: { high: 5s } }", "latency: { enabled: false }"]],
    codes: ["depends-on-off"],
  },
  {
    name: "an objective with both good and bad events",
    change: [
      [
        "shop.yaml",
        "bad: trace.http.request.errors",
        "bad: trace.http.request.errors\n        good: trace.http.request.hits",
      ],
    ],
    codes: ["conflicting-keys"],
  },
  {
    name: "a pack's signal with another type",
    change: [
      [
        "shop.yaml",
        "      errors:\n",
        "      latency: { type: heartbeat, metric: system.uptime, severity: high }\n      errors:\n",
      ],
    ],
    codes: ["conflicting-keys"],
  },
  {
    name: "an empty list",
    change: [["organisation.yaml", "members: [ada, ben]\n    lead: ada", "members: []"]],
    codes: ["empty-list"],
  },
  { name: "a tab as indentation", add: { "more.yaml": "people:\n\tbob:\n" }, codes: ["yaml-syntax"] },
  {
    name: "a quote that is not closed",
    add: { "more.yaml": 'people:\n  bob: { name: "Bob }\n' },
    codes: ["yaml-syntax"],
  },
  {
    name: "a colon in text without quotes",
    add: { "more.yaml": "systems:\n  bob:\n    title: Bob: the builder\n    team: shop\n" },
    codes: ["yaml-syntax"],
  },
  {
    name: "a template without quotes",
    change: [["shop.yaml", "severity: medium", "severity: medium\n        message: {{value}}"]],
    codes: ["bad-key"],
  },
  {
    name: "a key that would reach the prototype",
    add: { "more.yaml": "people:\n  __proto__: { name: Bob, email: bob@example.com }\n" },
    codes: ["forbidden-key"],
  },
  {
    name: "a number with a leading zero",
    change: [["standards.yaml", "priority: 2", "priority: 02"]],
    codes: ["ambiguous-number"],
  },
  {
    name: "a character that does not show",
    change: [["shop.yaml", "title: Shop,", 'title: "Shop\u202e",']],
    codes: ["hidden-character"],
  },
  {
    name: "too many aliases",
    add: { "more.yaml": `x-a: &a [1]\nx-b: [${"*a, ".repeat(101)}*a]\n` },
    codes: ["too-many-aliases"],
  },
  {
    name: "nesting without end",
    add: { "more.yaml": `x-a: ${"[".repeat(70)}${"]".repeat(70)}\n` },
    codes: ["too-deep"],
  },
  { name: "a file too large", add: { "more.yaml": `# ${"x".repeat(1024 * 1024)}\n` }, codes: ["file-too-large"] },
  {
    name: "a file that is not text",
    add: { "more.yaml": new Uint8Array([0xff, 0xfe, 0x00, 0x41]) },
    codes: ["not-utf8"],
  },
  { name: "a file that holds a list", add: { "more.yaml": "- people\n" }, codes: ["wrong-type"] },
  {
    name: "no organisation",
    change: [["organisation.yaml", "organisation:\n  name: Example\n  defaultEscalation: main\n", ""]],
    codes: ["missing-key"],
  },
  { name: "an empty title", change: [["shop.yaml", "title: Shop", 'title: " "']], codes: ["empty-text"] },
  {
    name: "a time of day with one digit",
    change: [["organisation.yaml", "    turn: 1w", '    turn: 1w\n    hours: [{ from: "8:00", to: "18:00" }]']],
    codes: ["bad-time"],
  },
  {
    name: "a runbook without its protocol",
    change: [["shop.yaml", "    packs: [web]", "    packs: [web]\n    runbook: wiki/checkout"]],
    codes: ["bad-url"],
  },
  {
    name: "a query where a metric belongs",
    change: [
      ["shop.yaml", "numerator: trace.http.request.errors", 'numerator: "sum:trace.http.request.errors{env:prod}"'],
    ],
    codes: ["bad-metric"],
  },
  {
    name: "a tag without a key",
    change: [["shop.yaml", "    packs: [web]", "    packs: [web]\n    tags: [Payments]"]],
    codes: ["bad-tag"],
  },
  {
    name: "a secret in the catalog",
    add: { "more.yaml": "webhooks:\n  hook: { urlSecret: https://example.com/s3cret }\n" },
    codes: ["bad-secret-name"],
  },
  {
    name: "a recovery without its line",
    change: [["shop.yaml", "above: { high: 5%, medium: 1% }", "above: { high: 5% }\n        recovery: { medium: 1% }"]],
    codes: ["unused-recovery"],
  },
  {
    name: "nobody to page",
    change: [["organisation.yaml", "  defaultEscalation: main\n", ""]],
    codes: ["no-escalation"],
  },
  {
    name: "a security window that rules do not have",
    change: [
      [
        "shop.yaml",
        "    environments:",
        '    security:\n      logins: { title: Logins, summary: Many., query: "@evt.name:login", above: { high: 10 }, over: 7min }\n    environments:',
      ],
    ],
    codes: ["security-window"],
  },
  {
    name: "a security signal that closes too soon",
    change: [
      [
        "shop.yaml",
        "    environments:",
        '    security:\n      logins: { title: Logins, summary: Many., query: "@evt.name:login", above: { high: 10 }, keepAlive: 1h, atMost: 30min }\n    environments:',
      ],
    ],
    codes: ["security-signal-length"],
  },
  {
    name: "a team without a chat whose alerts go there",
    change: [["organisation.yaml", '    chat: "@slack-shop"\n', ""]],
    codes: ["nobody-told", "nobody-told", "nobody-told", "nobody-told", "nobody-told"],
  },
  {
    name: "a severity without a channel",
    change: [["standards.yaml", "page: false, channels: [team-chat]", "page: false"]],
    codes: ["nobody-told", "nobody-told", "nobody-told"],
  },
  {
    name: "a burn rate that nobody hears of",
    change: [
      [
        "standards.yaml",
        "page: false, channels: [team-chat] }",
        "page: false, channels: [team-chat] }\n  quiet: { title: Quiet, priority: 5, respondWithin: 1d, urgency: low, page: false }",
      ],
      [
        "shop.yaml",
        "target: 99.9%",
        "target: 99.9%\n        burnRates: { slow: { severity: quiet, rate: 2, over: 6h } }",
      ],
    ],
    codes: ["nobody-told"],
  },
  {
    name: "a test from outside that nobody hears of",
    change: [
      [
        "standards.yaml",
        "page: false, channels: [team-chat] }",
        "page: false, channels: [team-chat] }\n  quiet: { title: Quiet, priority: 5, respondWithin: 1d, urgency: low, page: false }",
      ],
      [
        "shop.yaml",
        "    environments:",
        "    synthetics:\n      home: { type: http, url: https://example.com/, severity: quiet, summary: Does not answer., locations: [aws:eu-central-1] }\n    environments:",
      ],
    ],
    codes: ["nobody-told"],
  },
  {
    name: "a detection rule's status that is no severity",
    change: [
      [
        "shop.yaml",
        "    environments:",
        '    security:\n      logins: { title: Logins, summary: Many., query: "@evt.name:login", above: { critical: 10, info: 1 } }\n    environments:',
      ],
    ],
    codes: ["nobody-told"],
  },
  {
    name: "a parameter that nothing uses",
    change: [["standards.yaml", "metric: trace.${operation}", "metric: trace.http.request"]],
    codes: ["unused-parameter"],
  },
  {
    name: "a window that is not whole minutes",
    change: [["standards.yaml", "over: 10min", "over: 90s"]],
    codes: ["not-whole-minutes"],
  },
  {
    name: "a window of no length",
    change: [["standards.yaml", "over: 10min", "over: 0min"]],
    codes: ["not-whole-minutes"],
  },
  {
    name: "a silence that is not whole minutes",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        "      beat: { type: heartbeat, metric: shop.beat, silentFor: 150s, severity: high }\n    objectives:",
      ],
    ],
    codes: ["not-whole-minutes"],
  },
  {
    name: "a severity's reminder that is not whole minutes",
    change: [["standards.yaml", "urgency: high, page: true,", "urgency: high, page: true, remindEvery: 100s,"]],
    codes: ["not-whole-minutes"],
  },
  {
    name: "a signal's reminder that is not whole minutes",
    change: [["shop.yaml", "        when: errors", "        remindEvery: 1.5min\n        when: errors"]],
    codes: ["not-whole-minutes"],
  },
  {
    name: "failures in the wrong order",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        "      up: { type: check, check: shop.up, failures: { high: 1, medium: 5 } }\n    objectives:",
      ],
    ],
    codes: ["line-order"],
  },
  {
    name: "a section named like something every object has",
    add: { "more.yaml": "toString:\n  a: {}\n" },
    codes: ["unknown-key"],
  },
  {
    name: "a short window as long as the long one",
    change: [
      [
        "shop.yaml",
        "target: 99.9%",
        "target: 99.9%\n        burnRates: { fast: { severity: high, rate: 10, over: 1h, short: 1h } }",
      ],
    ],
    codes: ["short-window"],
  },
  {
    name: "a person twice in a rotation",
    change: [["organisation.yaml", "people: [ada, ben]", "people: [ada, ben, ada]"]],
    codes: ["person-twice"],
  },
  {
    name: "an observer in a rotation",
    change: [["organisation.yaml", 'phone: "+44 2079460102"', 'phone: "+44 2079460102", role: observer']],
    codes: ["cannot-answer"],
  },
  {
    name: "a stakeholder in an escalation",
    change: [
      ["organisation.yaml", 'phone: "+44 2079460102"', 'phone: "+44 2079460102", role: stakeholder'],
      ["organisation.yaml", "people: [ada, ben]", "people: [ada]"],
      ["organisation.yaml", "notify: [ada]", "notify: [ada, ben]"],
    ],
    codes: ["cannot-answer"],
  },
  {
    name: "a raw query that does not parse",
    add: {
      "more.yaml": `services:
  raw:
    system: shop
    monitors:
      broken:
        type: query
        query: "avg(last_5m):avg:system.cpu.user{\${scope} by {host}"
        unit: percent
        above: { high: 90% }
`,
    },
    codes: ["query-unclosed"],
  },
  {
    name: "a search that does not parse, in a folded text",
    add: {
      "more.yaml": `services:
  raw:
    system: shop
    monitors:
      broken:
        type: logs
        query: >-
          status:error
          @code:(500 OR 503
        above: { high: 5 }
`,
    },
    codes: ["search-unclosed-parenthesis"],
  },
  {
    name: "waivers that name no rule, are not needed, and have ended",
    add: {
      "more.yaml": `services:
  raw:
    system: shop
    monitors:
      silent:
        type: logs
        query: status:ok
        over: 1d
        below: { high: 1 }
        noData: zero
        waivers:
          - { rule: slow-evaluations, reason: Twice a day is enough., until: 2099-12-31 }
          - { rule: short-window, reason: It never was., until: 2099-12-31 }
          - { rule: slow-evaluation, reason: Twice a day is enough., until: 2020-12-31 }
`,
    },
    codes: ["slow-evaluation", "unknown-rule", "waiver-unused", "waiver-expired"],
  },
  {
    name: "waivers with several mistakes each",
    add: {
      "more.yaml": `people:
  cleo:
    name: Cleo
    email: cleo@example.com
    phone: "+44 2079460104"
    waivers:
      - { rule: required-tags, until: 2099-01-01 }
      - { rule: require-tags, owner: nobody, until: 31.12.2099, reason: Because. }
`,
    },
    codes: ["missing-key", "missing-key", "unknown-rule", "unknown-name", "bad-date"],
  },
  {
    name: "a level without its key, a pack for a rule, and one waiver that is no list",
    add: {
      "more.yaml": `policies:
  one-person: disabled
  tagging: { level: advisory }
people:
  cleo:
    name: Cleo
    email: cleo@example.com
    phone: "+44 2079460104"
    waivers: { rule: required-tags, owner: cleo, reason: Because., until: 2099-01-01 }
`,
    },
    codes: ["wrong-type", "unknown-rule", "wrong-type"],
  },
  {
    name: "waivers that nobody answers for, are refused, or stand where none is read",
    change: [
      [
        "shop.yaml",
        "systems:\n  shop: { title: Shop, team: shop }",
        `policies:
  contradictory-tags: { waivable: false }
  require-tags: { level: advisory }

systems:
  shop:
    title: Shop
    team: shop
    waivers:
      - { rule: required-tags, reason: Being mended., until: 2099-12-31 }
      - { rule: contradictory-tags, reason: Being mended., owner: shop, until: 2099-12-31 }
      - { rule: required-tags, reason: Being mended., owner: shep, until: 2099-12-31 }
      - { rule: short-window, reason: It is short., until: 2099-12-31 }`,
      ],
    ],
    codes: ["unknown-rule", "missing-key", "waiver-refused", "unknown-name", "waiver-unused"],
  },
  {
    name: "a filter that mixes signs and words",
    change: [
      [
        "shop.yaml",
        "        above: { high: 5%",
        "        where: region:eu,!role:spare OR role:main\n        above: { high: 5%",
      ],
    ],
    codes: ["bad-filter"],
  },
  {
    name: "a search where a filter belongs",
    change: [
      ["shop.yaml", "        above: { high: 5%", '        where: "@http.status_code:>499"\n        above: { high: 5%'],
    ],
    codes: ["bad-filter"],
  },
  {
    name: "alternatives in the filter of a check",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        "      up: { type: check, check: shop.up, where: region:eu OR region:us, failures: { high: 3 } }\n    objectives:",
      ],
    ],
    codes: ["bad-filter"],
  },
  {
    name: "a word alone in the filter of a search",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        "      lines: { type: logs, query: status:error, where: canary, above: { high: 3 } }\n    objectives:",
      ],
    ],
    codes: ["bad-filter"],
  },
  {
    name: "a downtime that is not whole minutes",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        '    downtimes:\n      backup: { reason: Backup., from: "02:00", lasts: 90s, timeZone: UTC }\n    objectives:',
      ],
    ],
    codes: ["not-whole-minutes"],
  },
  {
    name: "Sentry's lengths of time",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        "    sentry:\n      app:\n        platform: node\n        resolveAfter: 90min\n        alerts:\n          a: { type: issue, severity: medium, when: [first-seen], every: 100s }\n          b: { type: issue, severity: medium, when: [first-seen], every: 4min }\n    objectives:",
      ],
    ],
    codes: ["not-whole-minutes", "not-whole-minutes", "out-of-range"],
  },
  {
    name: "a certificate's days in hours",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        "    synthetics:\n      tls: { type: tls, host: shop.example.com, severity: medium, validFor: 36h, locations: [aws:eu-central-1] }\n    objectives:",
      ],
    ],
    codes: ["not-whole-minutes"],
  },
  {
    name: "silences that cannot be",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        "      sold: { type: count, metric: shop.sold, above: { high: 5 }, noData: keep }\n      load: { type: metric, metric: system.load.1, above: { high: 5 }, noData: zero }\n      up: { type: check, check: shop.up, failures: { high: 3 }, noData: alert, silentFor: 1min }\n    objectives:",
      ],
    ],
    codes: ["silence", "silence", "out-of-range"],
  },
  {
    name: "a former name that is still there",
    change: [
      ["shop.yaml", "        when: errors", "        formerly: errors\n        when: errors"],
      ["shop.yaml", "    system: shop\n", "    system: shop\n    formerly: checkout\n"],
    ],
    codes: ["former-name", "former-name"],
  },
  {
    name: "a former name of two signals",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        "      a: { type: count, metric: shop.a, above: { high: 5 }, formerly: z }\n      b: { type: count, metric: shop.b, above: { high: 5 }, formerly: z }\n    objectives:",
      ],
    ],
    codes: ["former-name"],
  },
  {
    name: "an alias without its anchor",
    add: {
      "more.yaml":
        "services:\n  a: { system: shop, tier: *first, monitors: { a: *second } }\n  b: { system: shop, dependencies: [*third] }\n",
    },
    codes: ["yaml-syntax", "yaml-syntax", "yaml-syntax"],
  },
  {
    name: "a merge that was not finished",
    add: {
      "more.yaml":
        "services:\n<<<<<<< HEAD\n  a: { system: shop }\n=======\n  b: { system: shop }\n>>>>>>> other\n  c: {}\n<<<<<<< HEAD\n  d: {}\n=======\n>>>>>>> other\n",
    },
    codes: ["yaml-syntax", "yaml-syntax"],
  },
  {
    name: "a brace that is not closed",
    add: { "more.yaml": "services:\n  a: { system: shop, title: A\n  b: { system: shop }\n" },
    codes: ["yaml-syntax"],
  },
  {
    name: "a bracket that is not closed",
    add: { "more.yaml": "services:\n  a:\n    system: shop\n    dependencies: [checkout\n    title: A\n" },
    codes: ["yaml-syntax"],
  },
  {
    name: "a line indented between two levels",
    add: { "more.yaml": "services:\n  a:\n    system: shop\n   title: A\n" },
    codes: ["yaml-syntax"],
  },
  {
    name: "a line indented deeper for no reason",
    add: { "more.yaml": "services:\n  a:\n    system: shop\n      title: A\n" },
    codes: ["yaml-syntax"],
  },
  {
    name: "a colon that is missing",
    add: { "more.yaml": "services:\n  a\n    system: shop\n" },
    codes: ["yaml-syntax"],
  },
  {
    name: "a blank that is missing after a colon",
    add: { "more.yaml": "services:\n  a:\n    system:shop\n    title: A\n" },
    codes: ["yaml-syntax"],
  },
  {
    name: "a blank that is missing before a brace",
    add: { "more.yaml": "services:\n  a:{ system: shop }\n" },
    codes: ["bad-key"],
  },
  {
    name: "a comma that is missing",
    add: { "more.yaml": "services:\n  a: { system: shop title: A }\n" },
    codes: ["yaml-syntax"],
  },
  {
    name: "the scope in a text for people",
    change: [["shop.yaml", "        when: errors", '        summary: "Look at ${scope}."\n        when: errors']],
    codes: ["unknown-parameter"],
  },
  {
    name: "a raw query of no environment, with another window than the signal",
    add: {
      "more.yaml": `services:
  raw:
    system: shop
    monitors:
      cpu:
        type: query
        query: "avg(last_15m):avg:system.cpu.user{role:db} by {host}"
        unit: percent
        over: 1h
        above: { high: 90% }
`,
    },
    codes: ["query-everywhere", "window-mismatch"],
  },
  {
    name: "handles in texts",
    change: [
      [
        "shop.yaml",
        "    system: shop\n",
        '    system: shop\n    runbook: https://example.com/@team-shop\n    downtimes:\n      backup: { reason: Ask @slack-shop., from: "02:00", lasts: 1h, timeZone: UTC }\n',
      ],
      [
        "shop.yaml",
        "        when: errors",
        "        summary: ask @pagerduty-Other\n        message: '{{#is_alert}}@oncall-db {{/is_alert}}'\n        when: errors",
      ],
      [
        "shop.yaml",
        "        target: 99.9%",
        "        target: 99.9%\n        burnRates:\n          fast: { rate: 14, over: 1h, severity: high, summary: Tell ada@example.com or @ada@example.com. }",
      ],
    ],
    codes: ["handle-in-text", "handle-in-text", "handle-in-text", "handle-in-text", "handle-in-text"],
  },
  {
    name: "a service tag that is a filter",
    change: [["shop.yaml", "    system: shop\n", "    system: shop\n    datadog: { service: checkout OR api }\n"]],
    codes: ["bad-tag"],
  },
  {
    name: "a service tag in capitals",
    change: [["shop.yaml", "    system: shop\n", "    system: shop\n    datadog: { service: Checkout API }\n"]],
    codes: ["bad-tag"],
  },
  {
    name: "exceptions in the filter of live processes",
    change: [
      ["shop.yaml", "    system: shop\n", "    system: shop\n    datadog: { scope: 'service:checkout,!role:spare' }\n"],
      [
        "shop.yaml",
        "    objectives:",
        "      workers: { type: query, monitorType: process alert, query: \"processes('postgres').over(${scope}).rollup('count').last('5m')\", unit: process, below: { high: 1 } }\n    objectives:",
      ],
    ],
    codes: ["bad-filter"],
  },
  {
    name: "downtimes that never end",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        '    downtimes:\n      clean-up: { reason: Clean-up., days: [saturday], from: "02:00", lasts: 8d, timeZone: UTC }\n      backup: { reason: Backup., from: "02:00", lasts: 25h, timeZone: UTC }\n      weekend: { reason: Weekend., days: [saturday, sunday], from: "00:00", lasts: 24h, timeZone: UTC }\n    objectives:',
      ],
    ],
    codes: ["out-of-range", "out-of-range"],
  },
  {
    name: "a severity that pages by its channel",
    change: [
      ["standards.yaml", "page: false, channels: [team-chat]", 'page: false, channels: [team-chat, "@pagerduty-foo"]'],
    ],
    codes: ["pages-anyway"],
  },
  {
    name: "units that contradict what a query and an attribute are measured in",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        `      delay: { type: query, query: "avg(last_5m):max:postgresql.replication_delay{\${scope}}", unit: millisecond, above: { high: 30s } }
      memory: { type: query, query: "avg(last_5m):avg:kubernetes.memory.usage_pct{\${scope}}", unit: percent, above: { high: 90% } }
      failing: { type: query, query: "sum(last_5m):sum:trace.http.request.errors{\${scope}}.as_count() / sum:trace.http.request.hits{\${scope}}.as_count()", unit: percent, above: { high: 5% } }
      loading: { type: rum, query: "@type:view", measure: avg, of: "@view.loading_time", unit: millisecond, above: { high: 3s } }
      slow: { type: query, monitorType: rum alert, query: 'rum("\${scope}").rollup("avg", "@view.loading_time").last("5m")', unit: second, above: { high: 3s } }
    objectives:`,
      ],
    ],
    codes: ["wrong-unit", "wrong-unit", "wrong-unit", "wrong-unit", "wrong-unit"],
  },
  {
    name: "an attribute of sessions that is misspelt",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        `      paint: { type: rum, query: "@type:view", measure: pc75, of: "@view.largest_contentfull_paint", unit: nanosecond, above: { high: 5s } }
    objectives:`,
      ],
    ],
    codes: ["unknown-attribute"],
  },
  {
    name: "a change that is written as a difference",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        `      busy: { type: change, metric: trace.http.request.hits, above: { high: 50% } }
    objectives:`,
      ],
    ],
    codes: ["out-of-range"],
  },
  {
    name: "a silence that would be zero, of a value in Datadog's language",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        `      sold: { type: query, query: "avg(last_5m):avg:shop.sold{\${scope}}", unit: count, below: { high: 1 }, noData: zero }
      spent: { type: query, query: 'sum(last_5m):sum:shop.a{\${scope}}.as_count() / sum:shop.b{\${scope}}.as_count()', unit: fraction, below: { high: 1% }, noData: zero }
      found: { type: query, monitorType: log alert, query: 'logs("\${scope}").rollup("avg", "@n").last("5m")', unit: count, below: { high: 1 }, noData: zero }
      counted: { type: query, query: "sum(last_5m):sum:shop.sold{\${scope}}.as_count()", unit: count, below: { high: 1 }, noData: zero }
    objectives:`,
      ],
    ],
    codes: ["silence", "silence", "silence"],
  },
  {
    name: "severities of a detection rule in the wrong order",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        `    security:
      logins: { title: Logins, summary: Many., query: "@evt.name:login", above: { high: 10, medium: 20 } }
      tokens:
        title: Tokens
        summary: Many.
        queries: { failed: { query: "@evt.name:token" }, other: { query: "@evt.name:other" } }
        cases:
          - { status: high, when: other > 3 }
          - { status: medium, when: failed > 1 }
          - { status: high, when: failed >= 100 && other > 0 }
          - { status: medium, when: other > 2 }
    objectives:`,
      ],
    ],
    codes: ["line-order", "line-order"],
  },
  {
    name: "a burn rate that looks back too far",
    change: [
      [
        "shop.yaml",
        "        target: 99.9%",
        "        target: 99.9%\n        burnRates:\n          slow: { rate: 3, over: 3d, severity: medium }\n          fast: { rate: 14, over: 20min, severity: high }",
      ],
    ],
    codes: ["out-of-range", "out-of-range"],
  },
  {
    name: "burn rates that cannot work",
    change: [
      [
        "shop.yaml",
        "        target: 99.9%",
        `        target: 99.9%
        burnRates:
          too-fast: { severity: high, rate: 1500, over: 1h }
          just-lasting: { severity: high, rate: 1, over: 6h }
          too-little: { severity: high, spends: 0.1%, over: 24h }
          both: { severity: high, spends: 2%, rate: 14.4, over: 1h }
          bare: { summary: Nothing is said. }
          fast: {}`,
      ],
    ],
    codes: ["out-of-range", "out-of-range", "out-of-range", "conflicting-keys", "missing-key", "missing-key"],
  },
  {
    name: "an objective with too few requests",
    change: [["shop.yaml", "        target: 99.9%", "        target: 99.9%\n        requests: 10/h"]],
    codes: ["too-few-requests"],
  },
  {
    name: "a burn rate that one failure makes",
    change: [
      [
        "shop.yaml",
        "        target: 99.9%",
        "        target: 99.9%\n        requests: 1/min\n        alerts: standard",
      ],
    ],
    codes: ["too-few-requests"],
  },
  {
    name: "a burn rate over what Datadog does not follow",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        `      up: { type: check, check: shop.up, failures: { high: 3 } }
    objectives:
      uptime:
        type: monitors
        monitors: [errors, up]
        target: 99.9%
        burnRates: { fast: { rate: 14, over: 1h, severity: high } }
      quiet:
        type: monitors
        monitors: [errors]
        target: 99.9%
        burnRates: { fast: { rate: 14, over: 1h, severity: high } }`,
      ],
    ],
    codes: ["not-followed"],
  },
  {
    name: "a width that widgets do not have",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        "    dashboards:\n      shop: { title: Shop, groups: [{ title: A, widgets: [{ type: signal, signal: errors, width: 20, height: tall }] }] }\n    objectives:",
      ],
    ],
    codes: ["unknown-value", "unknown-value"],
  },
  {
    name: "widgets that would be empty",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        `    dashboards:
      shop:
        title: Shop
        groups:
          - title: Traffic
            widgets:
              - { type: value, title: A, formula: errs / hits, queries: { errors: { query: "sum:shop.errors{\${scope}}.as_count()" }, hits: { query: "sum:shop.hits{\${scope}}.as_count()" } } }
              - { type: value, title: B, formula: "errors / ", queries: { errors: { query: "sum:shop.errors{$env}.as_count()" } } }
              - type: timeseries
                title: C
                formula: a
                queries:
                  a: { query: "avg(last_5m):avg:system.cpu.user{\${scope}} > 5" }
    objectives:`,
      ],
    ],
    codes: ["unknown-name", "query-missing-operand", "unknown-parameter", "widget-query"],
  },
  {
    name: "a raw query that compares by itself",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        `      cpu: { type: query, query: "avg(last_5m):avg:system.cpu.user{\${scope}} > 90", unit: percent, above: { high: 90% } }
      lines: { type: query, monitorType: log alert, query: 'logs("\${scope}").rollup("count").last("5m") >= 3', unit: count, above: { high: 3 } }
    objectives:`,
      ],
    ],
    codes: ["conflicting-keys", "conflicting-keys"],
  },
  {
    name: "lines that cannot be reached",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        `      small: { type: metric, metric: system.cpu.user, above: { high: 0.9% } }
      disk: { type: metric, metric: system.disk.in_use, above: { high: 120% } }
      odd: { type: anomaly, metric: shop.a, atLeast: { high: 120% } }
      failing: { type: ratio, numerator: trace.web.errors, denominator: trace.web.hits, minimum: 10/min, above: { high: 500%, medium: 100% } }
    objectives:`,
      ],
    ],
    codes: ["fraction-or-percent", "anomaly-windows", "unreachable-threshold"],
  },
  {
    name: "what rules say of options, in the words of the catalog",
    change: [
      [
        "shop.yaml",
        "    objectives:",
        `      lines: { type: logs, query: "status:error env:prod", above: { high: 5 }, recovery: { high: 1 } }
      load: { type: metric, metric: system.load.1, below: { high: 90, medium: 95 }, recovery: { high: 96 } }
      alive: { type: count, metric: shop.sold, over: 2d, below: { high: 1 } }
      odd: { type: query, query: "avg(last_1h):anomalies(avg:system.cpu.user{\${scope}}, 'basic', 2, alert_window='last_15m', interval=60)", unit: fraction, over: 1h, atLeast: { high: 90% } }
      many: { type: logs, query: "status:error", by: ["@a", "@b", "@c", "@d", "@e"], above: { high: 5 } }
    objectives:`,
      ],
    ],
    codes: [
      "contradictory-scope",
      "event-recovery-threshold",
      "recovery-beyond-warning",
      "slow-evaluation",
      "anomaly-windows",
      "too-many-facets",
    ],
  },
  {
    name: "layers of a rotation beside its people, and one that lacks a turn",
    change: [
      [
        "organisation.yaml",
        "    turn: 1w\n    people: [ada, ben]",
        "    people: [ada, ben]\n    layers:\n      day: { people: [ada], hours: [{ from: '08:00', to: '20:00' }] }\n      night: { people: [ben], turn: 1d }",
      ],
    ],
    codes: ["conflicting-keys", "missing-key"],
  },
  {
    name: "a rotation without people",
    change: [["organisation.yaml", "    people: [ada, ben]\n\n", "\n"]],
    codes: ["missing-key"],
  },
  {
    name: "a cover by nobody and for nobody",
    change: [
      [
        "organisation.yaml",
        "    people: [ada, ben]\n\n",
        "    people: [ada, ben]\n    covers:\n      - { person: bob, insteadOf: cy, from: 2050-01-01T09:00, to: 2050-01-02 }\n\n",
      ],
    ],
    codes: ["unknown-name", "unknown-name", "bad-date"],
  },
  {
    name: "rules for events that the account does not have, and of a field no event has",
    change: [
      [
        "shop.yaml",
        "    packs: [web]",
        '    packs: [web]\n    pagerduty:\n      rules:\n        - { title: Batch, when: { source: batch }, suppress: true }\n        - { title: Low, when: { priority: low, summary: "it\'s" }, dedupeBy: [host], severity: info }',
      ],
    ],
    codes: ["needs-add-on", "unknown-key", "bad-condition", "needs-add-on", "unknown-value"],
  },
  {
    name: "rules for events that the account does not have",
    change: [
      [
        "shop.yaml",
        "    packs: [web]",
        "    packs: [web]\n    pagerduty:\n      rules:\n        - { title: Batch, when: { source: batch }, suppress: true }",
      ],
    ],
    codes: ["needs-add-on"],
  },
  {
    name: "the address of a Discord channel in the catalog",
    add: { "hooks.yaml": 'webhooks:\n  room: { kind: discord, url: "https://discord.com/api/webhooks/1/x" }\n' },
    codes: ["address-is-secret"],
  },
];
