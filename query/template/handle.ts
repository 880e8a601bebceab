/** Recognises `@`-handles as the vendor does: after a blank, and only as far as the characters of a handle go. */

import { handleKind } from "./grammar";
import { isBlank, isWordChar, isWordCode, placeholderEnd } from "./scan";
import type { HandleKind, TemplateHandle, TemplateOpaque, TemplateText, TemplateVariable } from "./tree";

/** Longer names do not occur, and a bound keeps hostile text linear. */
const LONGEST = 500;

type Before = TemplateHandle["before"];
type Part = TemplateHandle["parts"][number];

/** The handle whose `@` is at `at`, or undefined when that `@` is only text (an address in prose, an attribute, code). */
export function readHandle(
  text: string,
  at: number,
  before: Before,
  readVariable: (at: number) => TemplateVariable | undefined,
): TemplateHandle | undefined {
  const parts = trimEnd(readParts(text, at + 1, readVariable));
  const last = parts.at(-1);
  if (!last) return undefined;
  const name = partsText(parts);
  const first = name[0] ?? "";
  if (!isWordChar(first) && first !== "{" && first !== "$" && first !== "%") return undefined;
  const kind = handleKind(name);
  const end = last.span.end;
  if (!isMeant(text, at, end, before, kind)) return undefined;
  const parameters = kind === "workflow" || kind === "case" ? parametersAt(text, end) : undefined;
  const span = { start: at, end: parameters === undefined ? end : end + parameters.length + 2 };
  return { type: "handle", parts, kind, parameters, before, span };
}

function isMeant(text: string, at: number, end: number, before: Before, kind: HandleKind): boolean {
  const known = kind !== "other" && kind !== "email" && kind !== "all";
  const previous = text[at - 1];
  if (previous === "`") return false;
  if (before === "word" || previous === "/" || previous === "@") return known;
  if (before === "punctuation" && kind === "other") return false;
  // `@http.status_code:500` in prose is an attribute.
  return !(kind === "other" && text[end] === ":" && !isBlank(text[end + 1]) && end + 1 < text.length);
}

function readParts(text: string, from: number, readVariable: (at: number) => TemplateVariable | undefined): Part[] {
  const parts: Part[] = [];
  const limit = Math.min(text.length, from + LONGEST);
  let start = from;
  let at = from;
  let signs = 0;
  const endText = () => {
    if (at > start) parts.push({ type: "text", text: text.slice(start, at), span: { start, end: at } });
  };
  while (at < limit) {
    if (isNameCode(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const char = text[at] ?? "";
    if (at > from && startsDirective(text, at)) break;
    const inserted: TemplateVariable | TemplateOpaque | undefined =
      char === "{" && text[at + 1] === "{" ? readVariable(at) : opaqueAt(text, at);
    if (inserted) {
      endText();
      parts.push(inserted);
      at = start = inserted.span.end;
      continue;
    }
    if (char !== "@" || signs > 0 || at === from) break;
    signs++;
    at++;
  }
  endText();
  return parts;
}

/** What a name is made of, apart from the `@` of an address: word characters, and `#+-./`. */
function isNameCode(code: number): boolean {
  return isWordCode(code) || (code >= 45 && code <= 47) || code === 43 || code === 35;
}

/** `%{ else }`, `%{~ endif }`: text of another tool that ends one alternative, and with it a name. */
function startsDirective(text: string, at: number): boolean {
  return (
    text[at] === "%" && text[at + 1] === "{" && /^%\{~?\s*(?:if|else|endif|for|endfor)\b/.test(text.slice(at, at + 12))
  );
}

export function opaqueAt(text: string, at: number): TemplateOpaque | undefined {
  const end = placeholderEnd(text, at);
  return end === undefined ? undefined : { type: "opaque", text: text.slice(at, end), span: { start: at, end } };
}

/** Punctuation at the end belongs to the sentence. */
function trimEnd(parts: Part[]): Part[] {
  const last = parts.at(-1);
  if (last?.type !== "text") return parts;
  let length = last.text.length;
  while (length > 0 && "./+#@".includes(last.text[length - 1] ?? "")) length--;
  if (length === last.text.length) return parts;
  if (length === 0) return parts.slice(0, -1);
  const { start } = last.span;
  const trimmed: TemplateText = {
    type: "text",
    text: last.text.slice(0, length),
    span: { start, end: start + length },
  };
  return [...parts.slice(0, -1), trimmed];
}

function partsText(parts: readonly Part[]): string {
  const [only] = parts;
  if (parts.length === 1 && only?.type === "text") return only.text;
  return parts.map((part) => (part.type === "variable" ? `{{${part.path}}}` : part.text)).join("");
}

/** What is notified, with its `@`; variables inside stay `{{…}}`. Parameters are left out. */
export function handleName(handle: TemplateHandle): string {
  return `@${partsText(handle.parts)}`;
}

function parametersAt(text: string, at: number): string | undefined {
  if (text[at] !== "(") return undefined;
  for (let end = at + 1; end < Math.min(text.length, at + LONGEST); end++) {
    const char = text[end];
    if (char === ")") return text.slice(at + 1, end);
    if (text.startsWith("{{", end)) {
      const close = text.slice(end, end + LONGEST).indexOf("}}");
      if (close < 0) return undefined;
      end += close + 1;
      continue;
    }
    if (char === "\n" || char === "{" || char === "(") return undefined;
  }
  return undefined;
}
