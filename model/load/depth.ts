/**
 * How deeply a YAML text is nested, found without parsing it: the parser can be brought down by depth, so this runs first. It may
 * count a little too much (text that looks like structure), never too little.
 */

/** The first place nested deeper than `most`, or undefined. */
export function tooDeep(text: string, most: number): { line: number; column: number } | undefined {
  const indents: number[] = [];
  let flow = 0;
  let quote = "";
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    let at = 0;
    if (quote === "" && flow === 0) {
      at = openBlocks(line, indents);
      if (indents.length > most) return { line: index + 1, column: at + 1 };
    }
    let start = true;
    for (; at < line.length; at++) {
      const char = line[at] ?? "";
      if (quote !== "") {
        if (char === "\\" && quote === '"') at++;
        else if (char === quote) quote = "";
        continue;
      }
      if (isBlank(char)) continue;
      if (char === "#" && (at === 0 || isBlank(line[at - 1]))) break;
      if (start && (char === '"' || char === "'")) quote = char;
      else if (char === "[" || char === "{") {
        if (!start && flow === 0) continue;
        flow++;
        if (flow + indents.length > most) return { line: index + 1, column: at + 1 };
        start = true;
        continue;
      } else if (char === "]" || char === "}") flow = Math.max(0, flow - 1);
      start = char === "," || ((char === ":" || char === "-" || char === "?") && isBlank(line[at + 1]));
    }
    if (quote !== "" && !continues(lines[index + 1], indents)) quote = "";
  }
  return undefined;
}

/** A blank, a tab, or the end of the line. */
function isBlank(char: string | undefined): boolean {
  return char === " " || char === "\t" || char === undefined || char === "\r";
}

/** Updates the stack of indentations for a line; returns where its content begins. */
function openBlocks(line: string, indents: number[]): number {
  let at = indentOf(line);
  if (at === line.length || line[at] === "#" || line[at] === "\r") return line.length;
  while ((indents.at(-1) ?? -1) >= at) indents.pop();
  indents.push(at);
  while ((line[at] === "-" || line[at] === "?") && isBlank(line[at + 1]) && at + 1 < line.length) {
    at++;
    while (at < line.length && isBlank(line[at])) at++;
    indents.push(at);
    if (indents.length > 1000) break;
  }
  return at;
}

function indentOf(line: string): number {
  let at = 0;
  while (line[at] === " ") at++;
  return at;
}

/** Whether a quoted text can go on in the next line: it must be indented more than the block it stands in, or blank. */
function continues(next: string | undefined, indents: readonly number[]): boolean {
  if (next === undefined) return false;
  return next.trim() === "" || indentOf(next) > (indents[0] ?? 0);
}
