/** The scalars of YAML that are read without the general parser: what is unusual is undefined, and left to that. */

const INTEGER = /^(?:0|-?[1-9]\d{0,14})$/;
const DECIMAL = /^-?(?:0|[1-9]\d{0,8})\.\d{1,6}$/;
/** Whatever YAML's core schema reads as a number. */
const NUMBER =
  /^[-+]?(?:\d+|0o[0-7]+|0x[\da-fA-F]+|(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|\.(?:inf|Inf|INF|nan|NaN|NAN))$/;
const WORDS: ReadonlyMap<string, boolean | undefined> = new Map([
  ["true", true],
  ["false", false],
  ...["True", "TRUE", "False", "FALSE", "null", "Null", "NULL", "~"].map((word) => [word, undefined] as const),
]);

/** The value of a plain scalar; undefined where it is null, an unusual number, or no plain scalar at all. */
export function scalarOf(written: string): string | number | boolean | undefined {
  const first = written.charCodeAt(0);
  if (isDigit(first) || "+-.".includes(written[0] ?? "+")) {
    if (INTEGER.test(written) || DECIMAL.test(written)) return Number(written);
    return NUMBER.test(written) || !isDigit(first) ? undefined : written;
  }
  if (!isLetter(first) && !"/$(_<^=;".includes(written[0] ?? "")) return first > 160 ? written : undefined;
  return written.length <= 5 && WORDS.has(written) ? WORDS.get(written) : written;
}

function isDigit(char: number): boolean {
  return char >= 48 && char <= 57;
}

function isLetter(char: number): boolean {
  return (char >= 97 && char <= 122) || (char >= 65 && char <= 90);
}

/** A text in quotes that ends before `most`; of escapes only those of quotes and backslashes. */
export function quoted(text: string, at: number, most: number): { value: string; end: number } | undefined {
  const quote = text[at];
  let end = at + 1;
  let escaped = false;
  for (; end < most; end += 1) {
    const char = text[end];
    if (char === "\\" && quote === '"') {
      const after = text[end + 1];
      if (after !== '"' && after !== "\\") return undefined;
    } else if (char !== quote || (quote === "'" && text[end + 1] !== "'")) {
      if (char === quote) break;
      continue;
    } else if (quote === '"') break;
    escaped = true;
    end += 1;
  }
  if (end >= most) return undefined;
  const inner = text.slice(at + 1, end);
  const value = escaped ? inner.replace(quote === '"' ? /\\(.)/g : /'(')/g, "$1") : inner;
  return { value, end: end + 1 };
}

/** `|`, `>`, `|-` and `>-`, alone at the end of a line. */
export const BLOCK_SCALAR = /[|>]-?(?= *\n)/y;

/** The text of a block scalar's lines. */
export function folded(lines: readonly string[], header: string): string | undefined {
  if (lines.length === 0) return undefined;
  const end = header.endsWith("-") ? "" : "\n";
  if (header.startsWith("|")) return `${lines.join("\n")}${end}`;
  // Lines that are indented further, or end in blanks, fold in ways of their own.
  if (lines.some((line) => line.startsWith(" ") || line.endsWith(" "))) return undefined;
  let text = lines[0] ?? "";
  for (let index = 1; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (line === "") text += "\n";
    else text += lines[index - 1] === "" ? line : ` ${line}`;
  }
  return `${text}${end}`;
}
