import { expect, it } from "vitest";
import { checkFiles } from "../../../model/index";
import { compileService, ORGANISATION } from "./compile-yaml";

const sampling = ORGANISATION.replace("notify: chat }", "notify: chat, sampling: { logs: 50% } }");
const service = (signal: string, streams: string, more = ""): string =>
  `    monitors:\n      it: ${signal}\n    logs: { streams: { ${streams} } }\n${more}`;
const ALL = "all: { class: short, filter: '*' }";
const SIGNAL = "{ type: logs, query: 'status:error', above: { high: 10, medium: 3 } }";

const TABLE: [what: string, fields: string, messages: string[]][] = [
  [
    "a line on sampled logs, with what it means there",
    service(SIGNAL, ALL),
    [
      "in `staging` 50% of these logs are indexed, and only those are counted: `10` means about 20 events there",
      "in `staging` 50% of these logs are indexed, and only those are counted: `3` means about 6 events there",
    ],
  ],
  [
    "not, where the environment has its own",
    service(SIGNAL, ALL, "    environments: { staging: { monitors: { it: { above: { high: 5, medium: 2 } } } } }"),
    [],
  ],
  ["not, where the stream is indexed in full", service(SIGNAL, "all: { class: short, filter: '*', sample: 100% }"), []],
  [
    "what cannot be known, where streams differ",
    service(
      "{ type: logs, query: 'status:error', above: { high: 10 } }",
      `${ALL}, audit: { class: long, filter: a, sample: 100% }`,
    ),
    [
      "in `staging` some of these logs are indexed only in part (50% and more), and only that part is counted: how many events `10` means there is not known",
    ],
  ],
  [
    "of the index that is searched alone",
    service(
      `{ type: logs, index: 'long-\${environment}', query: 'status:error', above: { high: 10 } }`,
      `${ALL}, audit: { class: long, filter: a, sample: 100% }`,
    ),
    [],
  ],
  [
    "of sessions, which applications record in part",
    "    rum: { application: web, sample: 25% }\n    monitors:\n      it: { type: rum, query: '@type:error', above: { high: 10 } }\n",
    ["prod", "staging"].map(
      (env) =>
        `in \`${env}\` 25% of these sessions are recorded, and only those are counted: \`10\` means about 40 events there`,
    ),
  ],
  [
    "what is never counted",
    service(
      "{ type: logs, query: 'status:error', above: { high: 10 } }",
      "all: { class: short, filter: '*', sample: 0% }",
    ),
    ["prod", "staging"].map((env) => `in \`${env}\` none of these logs are indexed: \`10\` is never counted there`),
  ],
  ["not, where one event decides", service("{ type: logs, query: '*', below: { high: 1 } }", ALL), []],
  [
    "not, where a value is computed",
    service("{ type: logs, query: '*', measure: avg, of: '@size', unit: byte, above: { high: 10MB } }", ALL),
    [],
  ],
];

it.each(TABLE)("says %s", (_, fields, messages) => {
  const { diagnostics } = compileService(fields, "", sampling);
  expect(diagnostics.map(({ message }) => message)).toEqual(messages);
});

it("each service of a pack hears of its own line, and each environment", () => {
  const text = `${sampling.replace("notify: none, sampling: { logs: 10% }", "notify: chat, sampling: { logs: 10% }")}
packs:
  errors: { description: Errors., monitors: { it: { type: logs, query: "status:error", above: { high: 10 } } } }
services:
  a: { system: shop, packs: [errors], logs: { streams: { ${ALL} } } }
  b: { system: shop, packs: [errors], logs: { streams: { ${ALL} } } }
`;
  const { diagnostics } = checkFiles([{ file: "a.yaml", bytes: new TextEncoder().encode(text) }]);
  const found = diagnostics.filter(({ code }) => code === "sampled-count");
  expect(found.map(({ subject, message }) => [subject, message.slice(0, 16)])).toEqual([
    ["shop-a-it", "in `dev` 10% of "],
    ["shop-b-it", "in `dev` 10% of "],
    ["shop-a-it", "in `staging` 50%"],
    ["shop-b-it", "in `staging` 50%"],
  ]);
});
