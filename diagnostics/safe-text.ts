/** Untrusted text made harmless for a terminal or a CI log: no control, escape or direction characters, no workflow commands. */

const BREAKS_LINES = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** One line: tabs and line breaks become blanks, other control characters the replacement character. */
export function safeLine(text: string): string {
  return text.replace(/[\t\n\r]/g, " ").replace(BREAKS_LINES, "\ufffd");
}

/** Several lines, each safe. A line that starts `::` would be a command to GitHub's runner. */
export function safeLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map((line) => harmlessStart(safeLine(line)));
}

/** A line that begins with `::`, blanks aside, no longer does. */
export function harmlessStart(line: string): string {
  return line.replace(/^(\s*):(?=:)/, "$1\u00a6");
}

/** Shortened in the middle to a width, for values inside sentences. */
export function shorten(text: string, width: number): string {
  if (text.length <= width) return text;
  const head = Math.ceil((width - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (width - 1 - head))}`;
}
