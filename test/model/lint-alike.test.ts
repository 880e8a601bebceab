import { describe, expect, it } from "vitest";
import { checkFiles } from "../../model/index";
import { quietAlike } from "../../model/lint/alike";
import type { ServiceEntry, SignalEntry } from "../../model/resolved";
import { lint } from "../../query/index";
import { baseTexts, bytesOf } from "./files";

const made = (name: string, more: { query?: string; message?: string } = {}) => ({
  input: {
    type: "query alert",
    name: "Errors",
    query: more.query ?? `sum(last_5m):sum:a.b{service:${name}}.as_count() > 5`,
    message: `${more.message ?? "It fails."} @pagerduty-shop-${name}-prod\nRunbook: https://r.example.com/${name}\nService: The ${name} (Prod)`,
    tags: [`service:${name}`],
    options: { thresholds: { critical: 5 } },
  },
  signal: {
    service: { name: `shop-${name}`, datadogService: name, title: `The ${name}` } as ServiceEntry,
    entry: { runbook: `https://r.example.com/${name}` } as SignalEntry,
  },
});

const quiet = (monitors: readonly ReturnType<typeof made>[]) => [...quietAlike(monitors, {}).monitors];

describe("of monitors that differ in the names of their services", () => {
  it("one is linted for all where it has no findings", () => {
    expect(quiet([made("one"), made("two"), made("three")])).toEqual([0, 1, 2]);
  });

  it("what could not be decided counts for each", () => {
    const three = [made("one"), made("two"), made("three")];
    const { notChecked } = quietAlike(three, { metric: () => undefined });
    expect(notChecked).toBeGreaterThan(0);
    const all = lint(
      three.map(({ input }) => input),
      { metric: () => undefined },
    );
    expect(notChecked).toBe(all.notChecked);
  });

  it("each is linted where there are few", () => {
    expect(quiet([made("one"), made("two")])).toEqual([]);
  });

  it("each is linted where one has findings", () => {
    const wrong = (name: string) => made(name, { message: "{{#is_alert}}" });
    expect(quiet([wrong("one"), wrong("two"), wrong("three")])).toEqual([]);
  });

  it("one that differs otherwise is linted", () => {
    const other = made("other", { query: "sum(last_5m):sum:a.b{service:other}.as_count() > 6" });
    expect(quiet([made("one"), made("two"), other, made("three")])).toEqual([0, 1, 3]);
  });

  it("those of one query are linted: they may be the same monitor", () => {
    const query = "sum(last_5m):sum:a.b{*}.as_count() > 5";
    expect(quiet(["one", "two", "three"].map((name) => made(name, { query })))).toEqual([]);
  });
});

it("finds in each service of a pack what it finds in one alone", () => {
  const pack = `packs:
  own:
    description: What all have.
    monitors:
      right: { type: count, metric: a.b, above: { high: 5 } }
      wrong: { type: metric, title: Memory, metric: system.cpu.user, above: { high: 90% } }
`;
  const service = (name: string) => `  ${name}: { system: shop, packs: [own] }\n`;
  const found = (names: readonly string[]) =>
    checkFiles(
      bytesOf(new Map([...baseTexts(), ["more.yaml", `${pack}services:\n${names.map(service).join("")}`]])),
    ).diagnostics.map(({ code, line }) => `${code} ${line}`);
  expect(found(["cpu", "memory", "disk", "payments"])).toEqual(found(["plain"]));
  expect(found(["plain"])).toContain("title-mismatch 6");
});
