/**
 * Texts that one mistake would fill with problems: typographic quotes, which word processors write for straight ones, and
 * queries of other systems. Told once, in place of all that comes of them.
 */

import { QUERY_CODES } from "../lexer/index";
import { excerpt, type SyntaxProblem } from "../text/index";

const STRAIGHT: Readonly<Record<string, string>> = { "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"' };

/**
 * The text with straight quotes for typographic ones outside of texts, each of the same length, so that places stay; the
 * first is reported. An odd number of a kind are apostrophes, and left alone.
 */
export function straightened(text: string, problems: SyntaxProblem[]): string {
  if (!/[\u2018\u2019\u201c\u201d]/.test(text)) return text;
  const places = placesOutside(text);
  const singles = places.filter((at) => STRAIGHT[text[at] ?? ""] === "'");
  if (singles.length % 2 !== 0 || (places.length - singles.length) % 2 !== 0) return text;
  const [first] = places;
  const last = places.at(-1);
  if (first === undefined || last === undefined) return text;
  const letters = text.split("");
  for (const at of places) letters[at] = STRAIGHT[text[at] ?? ""] ?? "";
  const result = letters.join("");
  const written = text[first] ?? "";
  problems.push({
    code: "query-curly-quotes",
    severity: QUERY_CODES["query-curly-quotes"],
    message: `\`${written}\` is a curly quote, which opens no text`,
    hint: `Write \`${STRAIGHT[written]}\`, here and at the other end.`,
    span: { start: first, end: first + 1 },
    fix: { span: { start: first, end: last + 1 }, text: result.slice(first, last + 1) },
  });
  return result;
}

/** Of typographic quotes that stand in no text of straight quotes. */
function placesOutside(text: string): number[] {
  const found: number[] = [];
  let mark: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if (mark !== undefined) {
      if (char === "\\") at++;
      else if (char === mark) mark = undefined;
    } else if (char === '"' || char === "'") mark = char;
    else if (STRAIGHT[char]) found.push(at);
  }
  return found;
}

/** A range `[5m]`, or a matcher `{status="500"}`, without anything of this language around it. */
const PROMETHEUS =
  /\[\d{1,9}(?:ms|[smhdwy])[\]:]|[a-z_][\w:]{0,200}\{\s{0,5}[a-z_]\w{0,100}\s{0,5}(?:=~?|!=|!~)\s{0,5}"/i;
const OWN = /\b(?:last|current|next)_\d|\b(?:avg|sum|min|max|count|p\d{2}):/;

/** Undefined: not recognised as another system's. */
export function foreignQuery(text: string): SyntaxProblem | undefined {
  // Both forms have one of these, and hardly any metric query has.
  if (!text.includes("[") && !text.includes('"')) return undefined;
  if (!PROMETHEUS.test(text) || OWN.test(text)) return undefined;
  return {
    code: "query-not-recognised",
    severity: QUERY_CODES["query-not-recognised"],
    message: `\`${excerpt(text)}\` is a query of Prometheus, not of Datadog`,
    hint: "Write what is measured, over which time and for which tags, e.g. `sum(last_5m):sum:http.requests{status:500}.as_count() > 5`.",
    span: { start: 0, end: text.trimEnd().length },
  };
}
