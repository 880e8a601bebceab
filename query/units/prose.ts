/** Amounts in prose: `5%`, `2 seconds`, `200ms`, `3 GB`. Says only what is written; `m` and `k` alone are no units. */

import type { TextSpan } from "../text/index";
import { sameDimension, type Unit, unitOfName } from "./unit";

export interface ProseQuantity {
  value: number;
  unit: Unit;
  /** For `KB`, `MB`, `GB`: the other reading, since prose does not say whether thousands or 1024s are meant. */
  otherReading?: Unit;
  /** As written. */
  text: string;
  span: TextSpan;
}

const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    nanosecond: "ns nanosecond nanoseconds nanosec",
    microsecond: "us µs μs microsecond microseconds usec",
    millisecond: "ms msec msecs millis millisecond milliseconds millisec",
    second: "s sec secs second seconds",
    minute: "min mins minute minutes",
    hour: "h hr hrs hour hours",
    day: "day days",
    week: "week weeks",
    percent: "% percent pct",
    bit: "bit bits",
    byte: "byte bytes",
    kilobyte: "KB kB kilobyte kilobytes",
    megabyte: "MB megabyte megabytes",
    gigabyte: "GB gigabyte gigabytes",
    terabyte: "TB terabyte terabytes",
    kibibyte: "KiB kibibyte kibibytes",
    mebibyte: "MiB mebibyte mebibytes",
    gibibyte: "GiB gibibyte gibibytes",
    tebibyte: "TiB tebibyte tebibytes",
    core: "core cores vCPU vCPUs",
    millicore: "millicore millicores",
    "degree celsius": "°C",
  }).flatMap(([name, words]) => words.split(" ").map((word): [string, string] => [word, name])),
);

const BINARY: ReadonlyMap<string, string> = new Map([
  ["kilobyte", "kibibyte"],
  ["megabyte", "mebibyte"],
  ["gigabyte", "gibibyte"],
  ["terabyte", "tebibyte"],
]);

/** More amounts than that are a table, not prose. */
const MOST = 200;

/** Every amount with a unit, in the order of the text. */
export function quantitiesIn(text: string): ProseQuantity[] {
  const found: ProseQuantity[] = [];
  const digit = /\d/g;
  while (found.length < MOST && digit.test(text)) {
    const start = digit.lastIndex - 1;
    const at = numberEnd(text, start);
    digit.lastIndex = at;
    const digits = text.slice(start, at).replaceAll(",", "");
    const unit = isNamePart(text[start - 1]) || !isNumber(digits) ? undefined : unitWordAt(text, at);
    if (!unit) continue;
    const span = { start: isMinus(text, start) ? start - 1 : start, end: unit.end };
    const value = (span.start < start ? -1 : 1) * Number(digits);
    const quantity: ProseQuantity = {
      value,
      unit: unitOfName(unit.name),
      text: text.slice(span.start, span.end),
      span,
    };
    const binary = BINARY.get(unit.name);
    if (binary) quantity.otherReading = unitOfName(binary);
    found.push(quantity);
    digit.lastIndex = unit.end;
  }
  return found;
}

/** The unit right after an offset, at most one blank and Markdown's asterisks between: for what follows `{{value}}`. */
export function unitWordAt(text: string, offset: number): { name: string; end: number } | undefined {
  let start = offset;
  while (text[start] === "*" && start < offset + 3) start++;
  if (text[start] === " ") start++;
  if (text[start] === "%") return { name: "percent", end: start + 1 };
  let end = start;
  while (end < text.length && end < start + 16 && isLetter(text[end])) end++;
  const name = WORDS.get(text.slice(start, end));
  if (name === undefined || isDigit(text[end]) || text[end] === "_") return undefined;
  return text[end] === "/" && isLetter(text[end + 1]) ? undefined : { name, end };
}

/** Whether an amount of prose is this value: rounding as people round, and either reading of `GB`. */
export function isAmount(quantity: ProseQuantity, value: number, unit: Unit): boolean {
  return [quantity.unit, quantity.otherReading].some((read) => {
    if (!read || !sameDimension(read, unit)) return false;
    const written = quantity.value * read.scale;
    const meant = value * unit.scale;
    return Math.abs(written - meant) <= 0.01 * Math.max(Math.abs(written), Math.abs(meant));
  });
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= "0" && char <= "9";
}

function isNumber(digits: string): boolean {
  return digits.indexOf(".") === digits.lastIndexOf(".");
}

function isLetter(char: string | undefined): boolean {
  return char !== undefined && ((char >= "a" && char <= "z") || (char >= "A" && char <= "Z") || "µμ°".includes(char));
}

/** `v2`, `host-3`, `1.2.3`: digits inside a name are no amount. */
function isNamePart(char: string | undefined): boolean {
  return (
    isLetter(char) || isDigit(char) || char === "_" || char === "." || char === "/" || char === ":" || char === "#"
  );
}

function isMinus(text: string, start: number): boolean {
  const before = text[start - 2];
  return text[start - 1] === "-" && (before === undefined || before === " " || before === "(");
}

function numberEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && at < start + 30) {
    const char = text[at];
    if (isDigit(char)) at++;
    else if ((char === "." || char === ",") && isDigit(text[at + 1])) at++;
    else break;
  }
  return at;
}
