/**
 * docs/coverage.md, made of what the customers' documents ask for (rows/*.yaml) and what the shipped catalog has: row, resources
 * that do it, and the files that show it. `UPDATE_GOLDEN=1 npx vitest run test/catalog` writes texts and page anew.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { address } from "../../model/index";
import { FIGURES } from "./figures";
import { ownerOf } from "./readable";
import { SYSTEMS, shipped, specAt } from "./shipped";

const resources = z.array(z.string()).min(1).optional();

const Row = z.strictObject({
  /** What the customer wants, in our words. */
  row: z.string(),
  /** Where the document says it. */
  place: z.string(),
  /** Resources of prod that do it, `<kind>/<key>`; `*` stands for any part of a key. */
  by: resources,
  /** What is to be known of it. */
  note: z.string().optional(),
  /** Why no resource does it, or not the whole of it. */
  outside: z.string().optional(),
  /** What an application must send for it. */
  emit: z.string().optional(),
  /** The resources that tell when it does not. */
  silence: resources,
});
type Row = z.infer<typeof Row>;

const Rows = z.strictObject({
  system: z.string(),
  document: z.string(),
  parts: z.array(z.strictObject({ title: z.string(), rows: z.array(Row).min(1) })),
});
type Rows = z.infer<typeof Rows>;

export const DOCUMENTS: readonly Rows[] = SYSTEMS.map((system) =>
  Rows.parse(parse(readFileSync(join(__dirname, "rows", `${system}.yaml`), "utf8"))),
);

export const ROWS: readonly (Row & { system: string })[] = DOCUMENTS.flatMap(({ system, parts }) =>
  parts.flatMap(({ rows }) => rows.map((row) => ({ ...row, system }))),
);

const PROD = shipped.specs.filter(({ env }) => env === "prod").map(address);

/** The resources of prod that a name or pattern stands for. */
export function resourcesOf(pattern: string): string[] {
  if (!pattern.includes("*")) return specAt(pattern) ? [pattern] : [];
  const parts = pattern.split("*").map((part) => part.replace(/[^a-z0-9]/gi, "\\$&"));
  const form = new RegExp(`^${parts.join("[a-z0-9-]*")}$`);
  return PROD.filter((name) => form.test(name));
}

/** The systems, and `shared`, whose texts of prod hold a row's resources. */
function ownersOf({ by = [] }: Row): string[] {
  const specs = by.flatMap(resourcesOf).flatMap((name) => specAt(name) ?? []);
  return [...new Set(specs.map((spec) => ownerOf(spec, SYSTEMS)))].sort();
}

export function coveragePage(): string {
  const systems = DOCUMENTS.map(({ system }) => titleOf(system));
  return [
    "# What the customers asked for, and what does it",
    "",
    "Generated from `test/catalog/rows/*.yaml` and the shipped catalog; a test holds that this page is what they say, and that every",
    "resource on it exists.",
    "",
    `The customers of ${systems.slice(0, -1).join(", ")} and ${systems.at(-1)} each have a document. Each of its rows is here, in our words,`,
    "with its place in the document, the resources of `prod` that do it (`kind/key`; `*` stands for several), and what shows it: **spec** is a",
    "text of every value the resource is deployed with, **figure** a table, written from the documents by hand, of the query, number and",
    "window in which the customer's figure must come out. Remove a resource or change a number, and the test of that file fails. Or the row is",
    "*outside*, with the reason, what exactly an application must send, and what tells when it does not. The documents' mistakes are not copied:",
    "`test/fixtures/customer-documents` keeps them, each with what was meant.",
    ...DOCUMENTS.flatMap(sectionOf),
    "",
  ].join("\n");
}

function sectionOf({ system, parts }: Rows): string[] {
  return [
    "",
    `## ${titleOf(system)}`,
    ...parts.flatMap(({ title, rows }) => [
      "",
      `### ${title}`,
      "",
      "| row | where | resources | shown by |",
      "| --- | --- | --- | --- |",
      ...rows.map((row) => `| ${[row.row, row.place, answerOf(row), shownBy(row, system)].map(cell).join(" | ")} |`),
    ]),
  ];
}

function titleOf(system: string): string {
  const found = shipped.resolved.flatMap(({ systems }) => systems).find(({ key }) => key === system);
  return found?.title ?? system;
}

function answerOf({ by = [], note, outside, emit, silence }: Row): string {
  const sent = emit === undefined ? "" : `. It must send: ${emit}. Silence is told by ${named(silence ?? [])}`;
  return [
    ...(by.length > 0 ? [named(by)] : []),
    ...(note === undefined ? [] : [note]),
    ...(outside === undefined ? [] : [`*outside*: ${outside}${sent}`]),
  ].join("; ");
}

const named = (resources: readonly string[]): string => resources.map((one) => `\`${one}\``).join(", ");

function shownBy(row: Row, system: string): string {
  const figures = FIGURES.some((figure) => figure.system === system && figure.rows.includes(row.row));
  return [
    ...ownersOf(row).map((owner) => `[spec](../test/catalog/golden/${owner}.txt)`),
    ...(figures ? ["[figure](../test/catalog/figures.ts)"] : []),
  ].join(", ");
}

const cell = (text: string): string => text.replaceAll("|", "\\|");
