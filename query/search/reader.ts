/** Reads the characters of a search for its parser: words with escapes and placeholders, operators, capped problems. */

import type { SyntaxProblem } from "../text/index";

/** More are not worth reading, and a hostile text could produce one per character. */
const MAX_PROBLEMS = 50;

/** A `${` that nothing closes within so many characters is two characters. */
const LONGEST_PLACEHOLDER = 200;

/** What ends a word, besides blanks. */
export const WORD_END = '()"';

export function isBlank(char: string | undefined): boolean {
  return char === " " || char === "\t" || char === "\n" || char === "\r" || char === "\u00a0" || char === "\u3000";
}

/** An escape that the end of the text cut off, made one of the backslash itself: printed, it must not reach the next character. */
export function completeEscape(raw: string): string {
  let backslashes = 0;
  while (raw[raw.length - 1 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1 ? `${raw}\\` : raw;
}

const NUMBER = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?$/;

export function isNumeric(text: string): boolean {
  return text.length <= 64 && NUMBER.test(text.replace("\\-", "-"));
}

/** Loose on purpose: dotted or colon-separated address, prefix length 0..128; placeholders pass. */
const CIDR_BLOCK = /^"?[0-9a-fA-F.:]{2,45}(\/\d{1,3})?"?$/;

export function isCidrBlock(text: string): boolean {
  if (text.includes("$") || text.includes("%{")) return true;
  const prefix = Number(text.split("/")[1] ?? "0");
  return CIDR_BLOCK.test(text.replaceAll("\\", "")) && prefix <= 128;
}

export class Reader {
  pos = 0;
  readonly problems: SyntaxProblem[] = [];

  private readonly lastBrace: number;

  constructor(readonly text: string) {
    this.lastBrace = text.lastIndexOf("}");
  }

  atEnd(): boolean {
    return this.pos >= this.text.length;
  }

  peek(): string | undefined {
    return this.text[this.pos];
  }

  startsWith(token: string): boolean {
    return this.text.startsWith(token, this.pos);
  }

  skipBlanks(): void {
    while (isBlank(this.text[this.pos])) this.pos++;
  }

  /** An upper-case operator that is a word of its own. */
  atOperator(operator: "AND" | "OR" | "NOT"): boolean {
    if (!this.startsWith(operator)) return false;
    const next = this.text[this.pos + operator.length];
    return next === undefined || isBlank(next) || WORD_END.includes(next);
  }

  eatOperator(operator: "AND" | "OR" | "NOT"): boolean {
    if (!this.atOperator(operator)) return false;
    this.pos += operator.length;
    return true;
  }

  /** A minus that excludes what it touches; one that touches nothing is a word. */
  eatMinus(): boolean {
    const next = this.text[this.pos + 1];
    if (this.peek() !== "-" || next === undefined || isBlank(next) || next === ")") return false;
    this.pos++;
    return true;
  }

  /** The characters up to a blank, a parenthesis, a quote or one of `stops`; escapes and placeholders are taken whole. */
  word(stops: string): string {
    const start = this.pos;
    while (this.pos < this.text.length) {
      const char = this.text[this.pos] ?? "";
      if (char === "\\") this.pos += 2;
      else if ((char === "$" || char === "%") && this.text[this.pos + 1] === "{") this.pos = this.placeholderEnd();
      else if (isBlank(char) || WORD_END.includes(char) || stops.includes(char)) break;
      else this.pos++;
    }
    if (this.pos <= this.text.length) return this.text.slice(start, this.pos);
    this.pos = this.text.length;
    return completeEscape(this.text.slice(start));
  }

  /** After the `}` that closes the placeholder here, or after its two first characters when nothing does. */
  private placeholderEnd(): number {
    let open = 1;
    const limit = Math.min(this.text.length, this.pos + LONGEST_PLACEHOLDER);
    if (this.lastBrace < this.pos) return this.pos + 2;
    for (let at = this.pos + 2; at < limit; at++) {
      const char = this.text[at];
      if (char === "{") open++;
      else if (char === "}" && --open === 0) return at + 1;
    }
    return this.pos + 2;
  }

  /** Offset of the next unescaped `char`. */
  find(char: string, from: number): number | undefined {
    for (let at = from; at < this.text.length; at++) {
      if (this.text[at] === "\\") at++;
      else if (this.text[at] === char) return at;
    }
    return undefined;
  }

  report(code: string, message: string, hint: string, start: number, end = this.pos): void {
    this.add({ code, severity: "error", message, hint, span: { start, end: Math.max(start, end) } });
  }

  warn(code: string, message: string, hint: string, start: number, end = this.pos): void {
    this.add({ code, severity: "warning", message, hint, span: { start, end: Math.max(start, end) } });
  }

  private add(problem: SyntaxProblem): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push(problem);
  }
}
