/** Findings as text for people: message, place, the line with a caret below it, and the change to make. 100 columns. */

import pc from "picocolors";
import type { Diagnostic, Severity } from "./diagnostic";
import { policyLines } from "./policy-words";
import { safeLine } from "./safe-text";
import { WIDTH, wrap } from "./wrap";

export interface FrameOptions {
  /** Default false. */
  colour?: boolean;
  /** The text of a file, for the line shown; undefined when it cannot be read. Default: no line is shown. */
  read?: (file: string) => string | undefined;
}

/** Every finding as a frame, and a closing line that counts them; the empty text when there is none. */
export function formatFrames(diagnostics: readonly Diagnostic[], options: FrameOptions = {}): string {
  if (diagnostics.length === 0) return "";
  const colour = pc.createColors(options.colour ?? false);
  const files = remember(options.read ?? (() => undefined));
  const frames = diagnostics.map((diagnostic) => frame(diagnostic, files, colour));
  return `${frames.join("\n\n")}\n\n${counted(diagnostics)}\n`;
}

/** What stands below a finding's heading, at the left margin: for where the heading is written in another way. */
export function formatBody(diagnostic: Diagnostic, read: FrameOptions["read"]): string {
  const [, ...lines] = frame(diagnostic, remember(read ?? (() => undefined)), pc.createColors(false)).split("\n");
  return lines.map((line) => line.slice(2)).join("\n");
}

/** `2 errors, 1 warning` */
export function counted(diagnostics: readonly Diagnostic[]): string {
  const parts = (["error", "warning", "info"] as const).flatMap((severity) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity === "info" ? "note" : severity}${count === 1 ? "" : "s"}`];
  });
  return parts.join(", ") || "no findings";
}

type Colours = ReturnType<typeof pc.createColors>;
/** A line of a text by its number from 1. */
type Lines = (number: number) => string | undefined;
type Files = (file: string) => Lines | undefined;

function frame(diagnostic: Diagnostic, files: Files, colour: Colours): string {
  const { code, column, file, hint, line, message, policy, severity } = diagnostic;
  const paint: Record<Severity, (text: string) => string> = {
    error: colour.red,
    warning: colour.yellow,
    info: colour.cyan,
  };
  const place = file === undefined ? "" : `${safeLine(file)}:${line}:${column}`;
  const head = `${paint[severity](severity)} ${colour.dim(`[${code}]`)}${place ? ` ${colour.bold(place)}` : ""}`;
  return [
    head,
    ...wrap(message, "  "),
    ...(file === undefined ? [] : excerpt(diagnostic, files(file), colour)),
    ...(policy === undefined ? [] : policyLines(policy).flatMap((text) => wrap(text, "  "))),
    ...(hint === undefined ? [] : wrap(`fix: ${hint}`, "  ").map((text) => colour.green(text))),
  ].join("\n");
}

function excerpt(diagnostic: Diagnostic, lines: Lines | undefined, colour: Colours): string[] {
  const text = lines?.(diagnostic.line);
  if (text === undefined || text.trim() === "") return [];
  const number = String(diagnostic.line);
  const gutter = " ".repeat(number.length);
  const end = diagnostic.endLine === diagnostic.line ? diagnostic.endColumn : text.length + 1;
  // A policy's place that knows its line alone is that line, not the white space it begins with.
  const lineAlone = diagnostic.policy !== undefined && diagnostic.column === 1 && end <= 2 && /^\s/.test(text);
  const start = lineAlone ? text.search(/\S/) : Math.min(diagnostic.column, text.length + 1) - 1;
  const length = Math.max(1, Math.min(lineAlone ? text.trimEnd().length : end - 1, text.length) - start);
  const shown = window(safeLine(text), start, length, WIDTH - number.length - 5);
  return [
    `  ${colour.dim(`${number} |`)} ${shown.text}`,
    `  ${gutter} ${colour.dim("|")} ${" ".repeat(shown.start)}${colour.red("^".repeat(shown.length))}`,
  ];
}

/** The part of a long line around the finding. */
function window(text: string, start: number, length: number, width: number) {
  if (text.length <= width) return { text, start, length };
  const from = Math.max(0, Math.min(start - 20, text.length - width + 1));
  const cut = text.slice(from, from + width - 2);
  const before = from > 0 ? "…" : "";
  const after = from + width - 2 < text.length ? "…" : "";
  const at = start - from + before.length;
  return { text: `${before}${cut}${after}`, start: at, length: Math.max(1, Math.min(length, width - at)) };
}

function remember(read: (file: string) => string | undefined): Files {
  const known = new Map<string, Lines | undefined>();
  return (file) => {
    if (!known.has(file)) {
      const text = read(file);
      known.set(file, text === undefined ? undefined : linesOf(text));
    }
    return known.get(file);
  };
}

/** A large text is not cut into all its lines for a few of them. Findings come in order, so the search goes on from the last. */
function linesOf(text: string): Lines {
  const breaks = /\r\n|\r|\n/g;
  let line = 1;
  let start = 0;
  return (wanted) => {
    if (wanted < line) [line, start] = [1, 0];
    for (breaks.lastIndex = start; line < wanted; line += 1) {
      if (!breaks.test(text)) return undefined;
      start = breaks.lastIndex;
    }
    return text.slice(start, breaks.exec(text)?.index);
  };
}
