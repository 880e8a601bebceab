/** Every registry has what its folder has: kinds, rules, commands. */

import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../cli/commands/index";
import { RULES } from "../../query/index";
import { KIND_NAMES, KINDS } from "../../vendors/index";
import { FILES, read } from "./repository";

function idsIn(folder: string, end: string): string[] {
  return FILES.filter(
    (file) => file.startsWith(`${folder}/`) && file.endsWith(end) && !file.slice(folder.length + 1).includes("/"),
  )
    .map((file) => file.slice(folder.length + 1, -end.length))
    .filter((name) => name !== "index" && name !== "README")
    .sort();
}

/** Kinds that are two sides of one thing and share its file. */
const TOGETHER = new Map([
  ["datadog/logs-archive-order", "vendors/datadog/logs-archive.ts"],
  ["datadog/logs-index-order", "vendors/datadog/logs-index.ts"],
  ["datadog/scanner-group-order", "vendors/datadog/scanner-group.ts"],
]);

describe("kinds of vendor resources", () => {
  it("are one entry of the registry for each name", () => {
    expect(Object.keys(KINDS).sort()).toEqual([...KIND_NAMES].sort());
  });

  it("have a type token and a file of their own, named for them", () => {
    const tokens = Object.values(KINDS).map(({ token }) => token);
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(KIND_NAMES.filter((name) => !FILES.includes(TOGETHER.get(name) ?? `vendors/${name}.ts`))).toEqual([]);
  });
});

describe.skipIf(RULES.length === 0)("rules", () => {
  const ids = RULES.map(({ id }) => id).sort();

  it("have one id each", () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("have a file each, and every file is registered", () => {
    expect(idsIn("query/lint/rules", ".ts")).toEqual(ids);
  });

  it("have a page each, and every page a rule or the codes of a parser", () => {
    const parsers = ["query-syntax", "search-syntax", "template-syntax"];
    expect(idsIn("docs/rules", ".md")).toEqual([...new Set([...ids, ...parsers])].sort());
  });

  it("have a test each that names them", () => {
    const tests = FILES.filter((file) => file.startsWith("test/query/lint/")).map((file) => `${file}\n${read(file)}`);
    expect(ids.filter((id) => !tests.some((text) => text.includes(id)))).toEqual([]);
  });
});

describe("commands", () => {
  it("have a file each, but for those that differ in one word", () => {
    const engine = ["preview", "up", "refresh", "destroy"];
    const names = COMMANDS.map(({ name }) => name).filter((name) => !engine.includes(name));
    expect(idsIn("cli/commands", ".ts")).toEqual([...names, "deploy"].sort());
  });
});
