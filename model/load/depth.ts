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
  for (const [index, line] of lines.entries()) {
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
      if (char === " " || char === "\t") continue;
      const before = at === 0 ? " " : (line[at - 1] ?? "");
      if (char === "#" && /\s/.test(before)) break;
      if ((char === '"' || char === "'") && start) quote = char;
      else if (char === "[" || char === "{") {
        if (!start && flow === 0) continue;
        flow++;
        if (flow + indents.length > most) return { line: index + 1, column: at + 1 };
        start = true;
        continue;
      } else if (char === "]" || char === "}") flow = Math.max(0, flow - 1);
      start = char === "," || ((char === ":" || char === "-" || char === "?") && /\s|^$/.test(line[at + 1] ?? ""));
    }
    if (quote !== "" && !continues(lines[index + 1], indents)) quote = "";
  }
  return undefined;
}

/** Updates the stack of indentations for a line; returns where its content begins. */
function openBlocks(line: string, indents: number[]): number {
  let at = /^ */.exec(line)?.[0].length ?? 0;
  if (at === line.length || line[at] === "#" || line[at] === "\r") return line.length;
  while ((indents.at(-1) ?? -1) >= at) indents.pop();
  indents.push(at);
  for (let marker = /^[-?][ \t]+/.exec(line.slice(at)); marker; marker = /^[-?][ \t]+/.exec(line.slice(at))) {
    at += marker[0].length;
    indents.push(at);
    if (indents.length > 1000) break;
  }
  return at;
}

/** Whether a quoted text can go on in the next line: it must be indented more than the block it stands in, or blank. */
function continues(next: string | undefined, indents: readonly number[]): boolean {
  if (next === undefined) return false;
  return next.trim() === "" || (/^ */.exec(next)?.[0].length ?? 0) > (indents[0] ?? 0);
}
