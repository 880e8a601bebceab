/** Reads docs/sandbox-parity.md: what it says agrees, and what it says does not. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const PAGE = readFileSync(resolve(__dirname, "../../docs/sandbox-parity.md"), "utf8");

export function parityPage(): string {
  return PAGE;
}

/** Rows of the tables below a heading, as cells without backticks; the heads of the tables left out. */
export function rowsBelow(heading: string): string[][] {
  return below(heading)
    .filter((line) => line.startsWith("| ") && !line.startsWith("| ---"))
    .map((line) => line.split("|").slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim().replaceAll("`", "")))
    .filter((cells) => !["kind", "route"].includes(cells[0] ?? ""));
}

/** The names that a heading's bullets begin with: `` - `name`: … ``. */
export function namesBelow(heading: string): string[] {
  return below(heading).flatMap((line) => /^- `([^`]+)`:/.exec(line)?.[1] ?? []);
}

function below(heading: string): string[] {
  const lines = PAGE.split("\n");
  const from = lines.indexOf(heading);
  if (from < 0) throw new Error(`docs/sandbox-parity.md has no heading "${heading}".`);
  const level = heading.indexOf(" ");
  const rest = lines.slice(from + 1);
  const end = rest.findIndex((line) => /^#+ /.test(line) && line.indexOf(" ") <= level);
  return end < 0 ? rest : rest.slice(0, end);
}
