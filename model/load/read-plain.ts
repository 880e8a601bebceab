/**
 * Reads YAML as nearly all catalogs write it: maps, lists, flow collections on one line, simple scalars. Several times as fast
 * as the general parser, which it must agree with to the letter; whatever is unusual or wrong it gives up, and the general reader
 * reads the file, with its findings. It must never guess.
 */

import { BLOCK_SCALAR, folded, quoted, scalarOf } from "./plain-scalars";
import { FORBIDDEN_KEYS, type MapNode, type Node, type Place, type ScalarNode } from "./tree";

/** Deeper ones, which no catalog has, are left to the general reader, which allows more. */
const MOST_DEPTH_READ_HERE = 40;
/** What YAML allows of a key and its colon on one line, with room to spare. */
const LONGEST_KEY = 1000;
/** A plain or quoted key and its colon; keys that are values of another type are left to the general reader. */
const KEY = /(?!(?:null|true|false)\b)(?:[a-zA-Z_][\w.*/@$-]*|[1-9]\d{0,5}|"[^"\\\n]*"|'[^'\n]*'):(?=[ \n])/iy;

/** Where the reader is: at a line with something on it. */
interface Cursor {
  text: string;
  file: string;
  /** Number of the line, from 1, and where it begins and ends. */
  line: number;
  start: number;
  end: number;
  /** How far its content is indented; -1 after the last. */
  indent: number;
}

/** The tree of a text, or undefined where it is not of the kind that is read here. */
export function readPlain(text: string, file: string): MapNode | undefined {
  if (!text.endsWith("\n") || /[\t\r\ufeff]/.test(text)) return undefined;
  const cursor: Cursor = { text, file, line: 0, start: 0, end: -1, indent: 0 };
  next(cursor);
  if (isAtEnd(cursor)) return undefined;
  const root = readMap(cursor, 0, 0);
  return isAtEnd(cursor) ? root : undefined;
}

function isAtEnd({ indent }: Cursor): boolean {
  return indent === -1;
}

/** Goes to the next line that is neither blank nor a comment. */
function next(cursor: Cursor): void {
  const { text } = cursor;
  for (;;) {
    cursor.start = cursor.end + 1;
    cursor.end = text.indexOf("\n", cursor.start);
    cursor.line += 1;
    if (cursor.end === -1) {
      cursor.indent = -1;
      return;
    }
    const at = skipBlanks(text, cursor.start);
    const char = text.charCodeAt(at);
    if (char === NEWLINE || char === HASH) continue;
    cursor.indent = at - cursor.start;
    return;
  }
}

const NEWLINE = 10;
const BLANK = 32;
const HASH = 35;
const DASH = 45;

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === BLANK) at += 1;
  return at;
}

/** Without the blanks at its end; to YAML other white space, such as a no-break space, is text. */
function withoutBlanks(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === BLANK) end -= 1;
  return text.slice(0, end);
}

function placeOf({ file, line, start }: Cursor, from: number, to: number): Place {
  return { file, line, column: from - start + 1, endLine: line, endColumn: to - start + 1 };
}

/** A list or a map, whose first line the cursor is at. */
function readBlock(cursor: Cursor, indent: number, depth: number): Node | undefined {
  if (depth > MOST_DEPTH_READ_HERE) return undefined;
  return isItem(cursor) ? readList(cursor, indent, depth) : readMap(cursor, indent, depth);
}

function isItem({ text, start, indent }: Cursor): boolean {
  return text.charCodeAt(start + indent) === DASH && text.charCodeAt(start + indent + 1) === BLANK;
}

function readMap(cursor: Cursor, indent: number, depth: number): MapNode | undefined {
  const first = cursor.start + indent;
  const node: MapNode = { type: "map", entries: new Map(), ...placeOf(cursor, first, first + 1) };
  while (cursor.indent === indent) {
    const from = cursor.start + indent;
    const colon = colonOf(cursor, from);
    if (colon === undefined) return undefined;
    const name = nameOf(cursor.text, from, colon);
    if (node.entries.has(name) || FORBIDDEN_KEYS.has(name)) return undefined;
    const key = placeOf(cursor, from, colon);
    const at = skipBlanks(cursor.text, colon + 1);
    const value = isOver(cursor.text, at) ? readBelow(cursor, indent, depth) : readInline(cursor, at, indent, depth);
    if (!value) return undefined;
    node.entries.set(name, { key, value });
  }
  return cursor.indent > indent ? undefined : node;
}

/** Where the colon of a key is that begins at a place. */
function colonOf({ text }: Cursor, from: number): number | undefined {
  KEY.lastIndex = from;
  return KEY.test(text) && KEY.lastIndex - from <= LONGEST_KEY ? KEY.lastIndex - 1 : undefined;
}

function nameOf(text: string, from: number, colon: number): string {
  const char = text[from];
  return char === '"' || char === "'" ? text.slice(from + 1, colon - 1) : text.slice(from, colon);
}

/** Whether nothing but a comment is left of a line. */
function isOver(text: string, at: number): boolean {
  const char = text.charCodeAt(at);
  return char === NEWLINE || (char === HASH && text.charCodeAt(at - 1) === BLANK);
}

/** What stands below a key; a list may be as far to the left as its key. */
function readBelow(cursor: Cursor, indent: number, depth: number): Node | undefined {
  next(cursor);
  if (cursor.indent > indent) return readBlock(cursor, cursor.indent, depth + 1);
  return cursor.indent === indent && isItem(cursor) ? readList(cursor, indent, depth + 1) : undefined;
}

function readList(cursor: Cursor, indent: number, depth: number): Node | undefined {
  const first = cursor.start + indent;
  const at = placeOf(cursor, first, first + 1);
  const items: Node[] = [];
  while (cursor.indent === indent && isItem(cursor)) {
    const from = skipBlanks(cursor.text, cursor.start + indent + 1);
    if (isOver(cursor.text, from)) return undefined;
    const item = readItem(cursor, from, indent, depth);
    if (!item) return undefined;
    items.push(item);
  }
  return cursor.indent > indent ? undefined : { type: "list", items, ...at };
}

/** An item of a list: a map may begin on its line. */
function readItem(cursor: Cursor, from: number, indent: number, depth: number): Node | undefined {
  if (colonOf(cursor, from) === undefined) return readInline(cursor, from, indent, depth);
  cursor.indent = from - cursor.start;
  return depth < MOST_DEPTH_READ_HERE ? readMap(cursor, cursor.indent, depth + 1) : undefined;
}

/** A value on the line of its key; goes to the line after it. */
function readInline(cursor: Cursor, at: number, indent: number, depth: number): Node | undefined {
  const { text } = cursor;
  const char = text[at];
  if (char === "|" || char === ">") return readBlockScalar(cursor, at, indent);
  if (char === "[" || char === "{" || char === '"' || char === "'") {
    const flow = { cursor, at };
    const node = readFlow(flow, depth + 1);
    if (!node || !isOver(text, skipBlanks(text, flow.at))) return undefined;
    next(cursor);
    return cursor.indent > indent ? undefined : node;
  }
  const rest = text.slice(at, cursor.end);
  const comment = rest.indexOf(" #");
  const written = withoutBlanks(comment === -1 ? rest : rest.slice(0, comment));
  if (written.includes(": ") || written.endsWith(":")) return undefined;
  const node = plainScalar(cursor, written, at);
  next(cursor);
  // What is indented further goes on with the text, or is a mistake.
  return cursor.indent > indent ? undefined : node;
}

function plainScalar(cursor: Cursor, written: string, at: number): ScalarNode | undefined {
  const value = scalarOf(written);
  return value === undefined
    ? undefined
    : { type: "scalar", value, written, ...placeOf(cursor, at, at + written.length) };
}

/** Where a value in brackets or quotes is being read. */
interface Flow {
  cursor: Cursor;
  at: number;
}

function readFlow(flow: Flow, depth: number): Node | undefined {
  if (depth > MOST_DEPTH_READ_HERE) return undefined;
  const { cursor, at } = flow;
  const char = cursor.text[at];
  if (char === "{") return readFlowMap(flow, depth);
  if (char === "[") return readFlowList(flow, depth);
  if (char === '"' || char === "'") {
    const read = quoted(cursor.text, at, cursor.end);
    if (!read) return undefined;
    flow.at = read.end;
    return { type: "scalar", value: read.value, written: read.value, ...placeOf(cursor, at, read.end) };
  }
  let end = at;
  while (end < cursor.end && !",]}".includes(cursor.text[end] ?? "")) end += 1;
  const written = withoutBlanks(cursor.text.slice(at, end));
  // A colon before a bracket or a comma makes a key; a sharp after a blank a comment.
  if (/[[{]|: | #|:$/.test(written)) return undefined;
  flow.at = end;
  return plainScalar(cursor, written, at);
}

function readFlowList(flow: Flow, depth: number): Node | undefined {
  const { text } = flow.cursor;
  const from = flow.at;
  const items: Node[] = [];
  flow.at = skipBlanks(text, from + 1);
  while (text[flow.at] !== "]") {
    const item = readFlow(flow, depth + 1);
    if (!item || !goOn(flow, "]")) return undefined;
    items.push(item);
  }
  flow.at += 1;
  return { type: "list", items, ...placeOf(flow.cursor, from, flow.at) };
}

function readFlowMap(flow: Flow, depth: number): Node | undefined {
  const { cursor } = flow;
  const { text } = cursor;
  const from = flow.at;
  const entries: MapNode["entries"] = new Map();
  flow.at = skipBlanks(text, from + 1);
  while (text[flow.at] !== "}") {
    const start = flow.at;
    const colon = colonOf(cursor, start);
    if (colon === undefined) return undefined;
    const name = nameOf(text, start, colon);
    if (entries.has(name) || FORBIDDEN_KEYS.has(name)) return undefined;
    flow.at = skipBlanks(text, colon + 1);
    const value = readFlow(flow, depth + 1);
    if (!value || !goOn(flow, "}")) return undefined;
    entries.set(name, { key: placeOf(cursor, start, colon), value });
  }
  flow.at += 1;
  return { type: "map", entries, ...placeOf(cursor, from, flow.at) };
}

/** To the next part or to the closing bracket; false where neither is. */
function goOn(flow: Flow, close: string): boolean {
  const { text } = flow.cursor;
  flow.at = skipBlanks(text, flow.at);
  if (text[flow.at] === close) return true;
  if (text[flow.at] !== ",") return false;
  flow.at = skipBlanks(text, flow.at + 1);
  return text[flow.at] !== close;
}

function readBlockScalar(cursor: Cursor, at: number, indent: number): Node | undefined {
  const { file, line, start, text } = cursor;
  BLOCK_SCALAR.lastIndex = at;
  const header = BLOCK_SCALAR.exec(text);
  if (!header) return undefined;
  const lines: string[] = [];
  let within = -1;
  let last = cursor.line;
  for (;;) {
    const from = cursor.end + 1;
    const end = text.indexOf("\n", from);
    if (end === -1) break;
    const content = skipBlanks(text, from);
    if (content === end) {
      // Blanks beyond the text's own indentation are text.
      if (within === -1 || end - from > within) return undefined;
      lines.push("");
    } else {
      if (within === -1) within = content - from;
      if (content - from < within || within <= indent) break;
      lines.push(text.slice(from + within, end));
      last = cursor.line + 1;
    }
    cursor.end = end;
    cursor.line += 1;
  }
  const value = folded(lines.slice(0, last - line), header[0] ?? "");
  next(cursor);
  if (value === undefined || cursor.indent > indent) return undefined;
  return { type: "scalar", value, written: value, file, line, column: at - start + 1, endLine: last + 1, endColumn: 1 };
}
