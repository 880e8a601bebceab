import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { address } from "../../model/index";
import { coveragePage, DOCUMENTS, ROWS, resourcesOf } from "./coverage";
import { FIGURES } from "./figures";
import { ownerOf } from "./readable";
import { goldenFile, ROOT, SYSTEMS, shipped, specAt } from "./shipped";

const PAGE = join(ROOT, "docs", "coverage.md");

describe("docs/coverage.md", () => {
  it("is what the rows and the catalog say", () => {
    const page = coveragePage();
    if (process.env.UPDATE_GOLDEN === "1" && shipped.specs.length > 0) writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, "utf8")).toBe(page);
  });

  it("has every system", () => expect(DOCUMENTS.map(({ system }) => system)).toEqual(SYSTEMS));
});

describe("every row", () => {
  it("is done by something, or says why not", () => {
    expect(ROWS.filter(({ by, outside }) => by === undefined && outside === undefined)).toEqual([]);
  });

  it("names only resources that exist in prod", () => {
    const names = ROWS.flatMap(({ by = [], silence = [] }) => [...by, ...silence]);
    expect([...new Set(names)].filter((name) => resourcesOf(name).length === 0)).toEqual([]);
  });

  it("that needs something of an application says what tells of its silence, and the other way round", () => {
    const odd = ROWS.filter(
      ({ outside, emit, silence }) =>
        (emit === undefined) !== (silence === undefined) || (emit !== undefined && outside === undefined),
    );
    expect(odd.map(({ row }) => row)).toEqual([]);
  });

  it("has its silence told by something that alerts", () => {
    const mute = ROWS.flatMap(({ silence = [] }) => silence).filter(
      (name) => !/^datadog\/(monitor|synthetics-test)\//.test(name),
    );
    expect(mute).toEqual([]);
  });

  it("that is done is shown by a text with every value of its resources", () => {
    const texts = new Map(
      [...SYSTEMS, "shared"].map((owner) => [owner, readFileSync(goldenFile(owner), "utf8").split("\n")]),
    );
    const unseen = ROWS.flatMap(({ by = [] }) => by.flatMap(resourcesOf)).filter((name) => {
      const spec = specAt(name);
      return !spec || !texts.get(ownerOf(spec, SYSTEMS))?.includes(name);
    });
    expect(unseen).toEqual([]);
  });

  it("stands on the page once", () => {
    const all = ROWS.map(({ system, place, row }) => `${system} ${place} ${row}`);
    expect(all.filter((one, index) => all.indexOf(one) !== index)).toEqual([]);
  });
});

describe("every resource of prod", () => {
  it("is there for a row", () => {
    const named = new Set(ROWS.flatMap(({ by = [], silence = [] }) => [...by, ...silence].flatMap(resourcesOf)));
    const unnamed = shipped.specs.filter((spec) => spec.env === "prod" && !named.has(address(spec)));
    expect(unnamed.map((spec) => address(spec))).toEqual([]);
  });
});

describe("every figure", () => {
  it("is of rows of its document, which name its resource", () => {
    const wrong = FIGURES.flatMap(({ system, says, rows, resource }) =>
      rows
        .filter((name) => {
          const row = ROWS.find((one) => one.system === system && one.row === name);
          return row?.by?.flatMap(resourcesOf).includes(resource) !== true;
        })
        .map((name) => `${says}: ${name}`),
    );
    expect(wrong).toEqual([]);
    expect(FIGURES.filter(({ rows }) => rows.length === 0)).toEqual([]);
  });
});

/** A quote of a document, what is wrong with it, and the resource that does what was meant. */
interface Quote {
  id: string;
  spec: string;
  query?: string;
  text?: string;
  /** What the resource must say, and the quote does not. */
  holds: string[];
  /** What the quote says wrongly, and the resource must not. */
  lacks?: string[];
}

describe("the customers' mistakes", () => {
  const folder = join(ROOT, "test/fixtures/customer-documents");
  const quotes = readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .flatMap((file) => (parseYaml(readFileSync(join(folder, file), "utf8")) as { quotes: Quote[] }).quotes);

  it.each(quotes)("$id is answered by a resource that says what was meant", ({ spec, holds, lacks = [] }) => {
    const found = specAt(spec);
    expect(found, spec).toBeDefined();
    const text = JSON.stringify(found?.body).replaceAll('\\"', '"');
    expect(holds.filter((part) => !text.includes(part))).toEqual([]);
    expect(lacks.filter((part) => text.includes(part))).toEqual([]);
  });

  it("would be seen if they were copied", () => {
    const quoted = ({ query = "", text = "" }: Quote): string => query + text;
    expect(quotes.filter((quote) => quote.holds.every((part) => quoted(quote).includes(part)))).toEqual([]);
    expect(quotes.filter((quote) => quote.lacks?.some((part) => !quoted(quote).includes(part)))).toEqual([]);
  });
});
