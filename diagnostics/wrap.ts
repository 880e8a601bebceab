/** Lines of text for people, broken at 100 columns and harmless. */

import { harmlessStart, safeLines } from "./safe-text";

export const WIDTH = 100;

/** Breaks at blanks; a word longer than the line stays whole, and so does a line that begins with two blanks: a command to be copied. */
export function wrap(text: string, indent: string): string[] {
  return safeLines(text).flatMap((paragraph) => {
    if (paragraph.startsWith("  ")) return [harmlessStart(indent + paragraph)];
    const lines: string[] = [];
    let line = indent;
    for (const word of paragraph.split(" ")) {
      if (line.length + word.length + 1 > WIDTH && line.trim() !== "") {
        lines.push(line.trimEnd());
        line = indent;
      }
      line += line === indent ? word : ` ${word}`;
    }
    // A break may bring `::` to the beginning of a line, where it would be a command to GitHub's runner.
    return [...lines, line.trimEnd()].map(harmlessStart);
  });
}
