/**
 * Reads the text of one YAML file into a tree with places. Everything a file can do wrong is a finding: size, encoding, depth,
 * aliases, syntax, keys that would reach a prototype, characters that hide what a text says, numbers that would change.
 */

import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type Node as YamlNode,
} from "yaml";
import type { Diagnostic, Span } from "../../diagnostics/index";
import type { CatalogCode } from "../codes";
import { tooDeep } from "./depth";
import { readPlain } from "./read-plain";
import { FORBIDDEN_KEYS, type MapNode, type Node, type Place, type ScalarNode } from "./tree";
import { conflicts, syntaxWords } from "./yaml-words";

export const MOST_BYTES = 1024 * 1024;
export const MOST_DEPTH = 64;
export const MOST_ALIASES = 100;
/** Findings of one kind shown of one file; what follows is mostly a consequence. */
const MOST_REPEATED = 3;

/** Control characters but tab and line ends; characters that turn the direction of text or are not to be seen. */
const HIDDEN_CHARACTER =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;
const HIDDEN = new RegExp(HIDDEN_CHARACTER, "g");

export interface YamlFile {
  /** Undefined when the file cannot be read at all; what could be read of a file with syntax errors. */
  root?: Node;
  /** Whether the whole file was understood. */
  whole: boolean;
  diagnostics: Diagnostic[];
}

/** Reads a file's bytes; `file` is its name in findings. */
export function readYaml(bytes: Uint8Array, file: string): YamlFile {
  if (bytes.length > MOST_BYTES)
    return refused(file, {
      code: "file-too-large",
      message: `the file has ${bytes.length} bytes, more than ${MOST_BYTES}`,
      hint: "Split it: sections are joined over files.",
    });
  let text: string;
  try {
    text = UTF8.decode(bytes);
  } catch {
    return refused(file, {
      code: "not-utf8",
      message: "the file is not UTF-8 text",
      hint: "Save it as UTF-8.",
      ...firstForeign(bytes),
    });
  }
  const root = HIDDEN_CHARACTER.test(text) ? undefined : readPlain(text, file);
  return root ? { root, whole: true, diagnostics: [] } : readGeneral(text, file);
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** Where the first byte stands that is no UTF-8, as far as the text before it tells. */
function firstForeign(bytes: Uint8Array): Span {
  // What cannot be read becomes U+FFFD, which as a character of the file has three bytes of its own.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  let at = text.indexOf("\uFFFD");
  for (let before = 0; at >= 0; at = text.indexOf("\uFFFD", at + 1)) {
    before = Buffer.byteLength(text.slice(0, at));
    if (bytes[before] !== 0xef || bytes[before + 1] !== 0xbf || bytes[before + 2] !== 0xbd) break;
  }
  const lines = text.slice(0, Math.max(0, at)).split(/\r\n|\r|\n/);
  const [line, column] = [lines.length, (lines.at(-1) ?? "").length + 1];
  return { line, column, endLine: line, endColumn: column + 1 };
}

/** Reads a text by the general parser, which knows all of YAML and says what is wrong. */
export function readGeneral(text: string, file: string): YamlFile {
  const deep = tooDeep(text, MOST_DEPTH);
  if (!deep) return read(text, file);
  return refused(file, {
    code: "too-deep",
    message: `the file is nested more than ${MOST_DEPTH} levels deep`,
    hint: "A catalog needs fewer than ten levels; check the brackets.",
    ...deep,
    endLine: deep.line,
    endColumn: deep.column + 1,
  });
}

function refused(
  file: string,
  problem: { code: CatalogCode; message: string; hint: string } & Partial<Span>,
): YamlFile {
  const start = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { whole: false, diagnostics: [{ severity: "error", file, ...start, ...problem }] };
}

interface Reading {
  file: string;
  lines: LineCounter;
  document: Document.Parsed;
  diagnostics: Diagnostic[];
  /** Anchored nodes being converted, to find an alias inside its own anchor. */
  open: Set<YamlNode>;
  aliases: number;
}

function read(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, version: "1.2" });
  const reading: Reading = { file, lines, document, diagnostics: [], open: new Set(), aliases: 0 };
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index === 0 && match[0] === "\ufeff") continue;
    const code = match[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0") ?? "";
    add(
      reading,
      "hidden-character",
      [match.index, match.index + 1],
      `the text contains the character U+${code}, which does not show`,
      "Delete it, or write what it does in words.",
    );
    if (reading.diagnostics.length === MOST_REPEATED) break;
  }
  const problems = [...document.errors, ...document.warnings];
  const unmerged = conflicts(text);
  const words = unmerged.length > 0 ? unmerged : syntaxWords(problems, text, document);
  for (const { message, hint, range } of words.slice(0, MOST_REPEATED))
    add(reading, "yaml-syntax", range, message, hint);
  if (words.length === 0 && document.contents === null)
    reading.diagnostics.push({
      code: "empty-file",
      severity: "warning",
      message: /\S/.test(text) ? "the file holds nothing but comments" : "the file is empty",
      hint: "Write a section such as `services:`, or delete the file.",
      ...placeAt(reading, [0, 0]),
    });
  const root = document.contents ? convert(reading, document.contents) : undefined;
  const whole = problems.length === 0 && unmerged.length === 0 && reading.aliases <= MOST_ALIASES;
  return { ...(root && { root }), whole, diagnostics: reading.diagnostics };
}

function convert(reading: Reading, node: YamlNode): Node | undefined {
  if (isAlias(node)) return follow(reading, node);
  const start = node.range?.[0] ?? 0;
  // Of what is written in lines the first character stands for all of it: it has no end that anybody would point to.
  const lines = isCollection(node) && node.flow !== true;
  const at = placeAt(reading, [start, lines ? start + 1 : (node.range?.[1] ?? 0)]);
  if (isMap(node)) return convertMap(reading, node, at);
  if (isSeq(node)) {
    const items = node.items.flatMap((item) => convert(reading, item as YamlNode) ?? []);
    return { type: "list", items, ...(items.length < node.items.length && { broken: true as const }), ...at };
  }
  return isScalar(node) ? convertScalar(reading, node, at) : undefined;
}

function follow(reading: Reading, alias: Alias): Node | undefined {
  reading.aliases++;
  const range: [number, number] = [alias.range?.[0] ?? 0, alias.range?.[1] ?? 0];
  if (reading.aliases > MOST_ALIASES) {
    if (reading.aliases === MOST_ALIASES + 1)
      add(
        reading,
        "too-many-aliases",
        range,
        `the file uses more than ${MOST_ALIASES} aliases`,
        "Use a pack for what services share.",
      );
    return undefined;
  }
  const target = alias.resolve(reading.document);
  if (!target) {
    const message = `\`*${alias.source}\` stands for nothing: there is no \`&${alias.source}\` before it`;
    add(
      reading,
      "yaml-syntax",
      range,
      message,
      `Write the value out, or put it in quotes if it is text: \`"*${alias.source}"\`.`,
    );
    return undefined;
  }
  if (reading.open.has(target)) {
    add(
      reading,
      "yaml-syntax",
      range,
      `the alias \`*${alias.source}\` stands inside what it stands for`,
      "Write the value out.",
    );
    return undefined;
  }
  reading.open.add(target);
  const node = convert(reading, target);
  reading.open.delete(target);
  return node;
}

function convertMap(reading: Reading, map: YAMLMap, at: Place): MapNode {
  const node: MapNode = { type: "map", entries: new Map(), ...at };
  for (const pair of map.items) {
    const key = isAlias(pair.key) ? pair.key.resolve(reading.document) : pair.key;
    if (!isScalar(key) || key.value === null || typeof key.value === "object") {
      const range = (pair.key as YamlNode | null)?.range ?? map.range;
      node.broken = true;
      add(
        reading,
        "bad-key",
        [range?.[0] ?? 0, range?.[1] ?? 0],
        "a key must be a plain word",
        'If this is text, put it in quotes: `"{{…}}"`.',
      );
      continue;
    }
    const name = typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
    const glued = key.type === "PLAIN" ? /^([\w-]+):(?=[[{"'])/.exec(name) : null;
    if (glued) {
      node.broken = true;
      const at: [number, number] = [key.range?.[0] ?? 0, (key.range?.[0] ?? 0) + glued[0].length];
      add(reading, "bad-key", at, `a blank is missing after \`${glued[0]}\``, `Write \`${glued[0]} \` and the value.`);
      continue;
    }
    const range: [number, number] = [key.range?.[0] ?? 0, key.range?.[1] ?? 0];
    const before = node.entries.get(name);
    if (FORBIDDEN_KEYS.has(name))
      add(reading, "forbidden-key", range, `\`${name}\` cannot be a key`, "Choose another name.");
    else if (before)
      add(
        reading,
        "duplicate-key",
        range,
        `\`${name}\` stands here twice; the first is in line ${before.key.line}`,
        "Keep one of them.",
      );
    else {
      const value = pair.value === null ? emptyAfter(reading, range) : convert(reading, pair.value as YamlNode);
      if (value) node.entries.set(name, { key: placeAt(reading, range), value });
      // What was left out has been told.
      else node.broken = true;
    }
  }
  return node;
}

function convertScalar(reading: Reading, scalar: Scalar, at: Place): ScalarNode | undefined {
  const { value, source } = scalar;
  const written = source ?? String(value);
  if (typeof value === "number" && changes(value, written))
    add(
      reading,
      "ambiguous-number",
      [scalar.range?.[0] ?? 0, scalar.range?.[1] ?? 0],
      `\`${written}\` would be read as ${value}`,
      `Write \`${value}\`, or \`"${written}"\` if it is text.`,
    );
  if (typeof value === "number" && !Number.isFinite(value)) {
    add(
      reading,
      "ambiguous-number",
      [scalar.range?.[0] ?? 0, scalar.range?.[1] ?? 0],
      `\`${written}\` is no number that could be used`,
      `Write a number, or \`"${written}"\` if it is text.`,
    );
    return undefined;
  }
  const kept = typeof value === "bigint" ? Number(value) : value;
  if (kept !== null && typeof kept !== "string" && typeof kept !== "number" && typeof kept !== "boolean")
    return undefined;
  return { type: "scalar", value: kept, written, ...at };
}

/** A key with nothing behind it. */
function emptyAfter(reading: Reading, [, end]: readonly [number, number]): ScalarNode {
  return { type: "scalar", value: null, written: "", ...placeAt(reading, [end, end + 1]) };
}

/** Whether reading a number loses something a person would see: leading zeros, other bases, digits beyond what is exact. */
function changes(value: number, written: string): boolean {
  if (/^[-+]?0[0-9xo]/.test(written)) return true;
  return Number.isInteger(value) && !Number.isSafeInteger(value) && /^[-+]?\d+$/.test(written);
}

function placeAt(reading: Reading, [start, end]: readonly [number, number]): Place {
  const from = reading.lines.linePos(start);
  const to = reading.lines.linePos(Math.max(start, end));
  return { file: reading.file, line: from.line, column: from.col, endLine: to.line, endColumn: to.col };
}

function add(
  reading: Reading,
  code: CatalogCode,
  range: readonly [number, number],
  message: string,
  hint: string,
): void {
  reading.diagnostics.push({ code, severity: "error", message, hint, ...placeAt(reading, range) });
}
