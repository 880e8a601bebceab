import { expect, it } from "vitest";
import { compile } from "../../model/compile/index";
import { explainRetention, retentionText } from "../../model/index";
import { loadFiles } from "../../model/load/load-catalog";
import { resolveAll } from "../../model/resolve/environment";
import { ORGANISATION } from "./compile/compile-yaml";

const text =
  `${ORGANISATION.replace("tags: [customer:acme] }", "tags: [customer:acme], scanner: { mails: { standard: email } } }")}
services:
  web: { system: shop, logs: { streams: { trail: { class: long, filter: "@audit:*" } }, metrics: { web.hits: { filter: "*" } } } }
`.replace("retentionClasses:", "retentionClasses:\n  speed: { days: 180, dataClass: performance, applies: metrics }");

const { catalog } = loadFiles([{ file: "catalog.yaml", bytes: new TextEncoder().encode(text) }]);
const { environments } = resolveAll(catalog);
const prod = environments.find(({ name }) => name === "prod");
const specs = environments.flatMap((environment) => compile(environment).specs);

const SOURCE = { source: { file: "catalog.yaml", line: 1 } };

function explained(name: string): string {
  if (!prod) throw new Error("no prod");
  const result = explainRetention(prod, name, specs);
  return "explanation" in result
    ? retentionText(result.explanation).replace(/\n {2,}/g, "\n  ")
    : `${result.problem}. ${result.hint}`;
}

it("says of each place how long data is there, and of an archive that this is stated, not verified", () => {
  const said = explained("long").replace(/\s+/g, " ");
  expect(said).toContain("long (Long) in prod: audit data, 400 days in all");
  expect(said).toContain("the index long-prod: 30 days the archive");
  expect(said).toContain(
    "the archive long-prod, in acme-long: 400 days (stated, not verified: it fills as events come in",
  );
  expect(said).toContain("web/trail: @audit:*; 100% indexed; hidden first: mails");
  expect(said).toContain("web.hits");
});

it("names the frameworks that govern the class, named or not, and none of test data", () => {
  if (!prod) throw new Error("no prod");
  const demand = { ...SOURCE, clause: "1", title: "Keep", address: "https://example.com/1", figure: "own" as const };
  const law = (key: string, governs: "everything" | "classes that name it", dataClass: string) => ({
    ...SOURCE,
    ...{ key, title: key.toUpperCase(), governs },
    requirements: [
      { ...demand, key: "keep", dataClasses: [dataClass], personalData: false, hidden: false, stated: "x" },
    ],
  });
  const frameworks = [
    law("all", "everything", "audit"),
    law("other", "everything", "health"),
    law("named", "classes that name it", "audit"),
  ];
  const env = { ...prod, frameworks };
  const said = (one: typeof prod) => {
    const result = explainRetention(one, "long", specs);
    return "explanation" in result ? result.explanation.regulations : [];
  };
  expect(said(env)).toEqual(["ALL"]);
  const retentionClasses = env.retentionClasses.map((one) => ({ ...one, regulations: ["named"] }));
  expect(said({ ...env, retentionClasses })).toEqual(["ALL", "NAMED"]);
  expect(said({ ...env, testData: true })).toEqual([]);
});

it("pretends nothing of metrics, and of classes without streams", () => {
  expect(explained("speed").replace(/\s+/g, " ")).toContain(
    "Datadog's metrics (stated, not verified: Datadog keeps metrics for its own fixed term, whatever is written here; 180 days are a statement)",
  );
  expect(explained("short").replace(/\s+/g, " ")).toContain("nowhere (no stream of `prod` is of this class)");
});

it("leaves no reason empty where the resources were not made", () => {
  const result = explainRetention(prod!, "long", []);
  if ("problem" in result) throw new Error(result.problem);
  expect(retentionText(result.explanation)).toContain("the index long-prod: 30 days (stated, not verified)");
});

it("names the nearest class", () => {
  expect(explained("lang")).toBe('the catalog has no retention class "lang". Did you mean `long`?');
});
