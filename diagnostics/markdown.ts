/**
 * Findings as Markdown for a job's summary or a comment. Everything a catalog says is text of strangers: it stands in code spans and in
 * fences longer than any it holds, where no mention, link, image or tag means anything. Nothing else may carry it.
 */

import { type Diagnostic, type Severity, sortDiagnostics } from "./diagnostic";
import { counted, formatBody } from "./frames";
import { grouped } from "./grouped";
import {
  acceptedLines,
  clausesText,
  isForReview,
  isQuiet,
  notAsked,
  quietLines,
  waivedText,
  whosePolicies,
} from "./policy-words";
import type { PackRun, Report, Waived } from "./report";
import { harmlessStart, safeLine } from "./safe-text";

export interface MarkdownOptions extends Report {
  /** Default `Watchbill`. Trusted: written as it is. */
  title?: string;
  /** What is said where nothing was found. Trusted. */
  clean?: string;
  /** The text of a file, for the line shown. */
  read?: (file: string) => string | undefined;
  /** At most so many characters: what a comment takes. The rest is counted. */
  limit?: number;
}

/** What GitHub takes as a comment's body. */
const COMMENT = 65_536;
const SECTIONS: readonly [Severity, string][] = [
  ["error", "Errors"],
  ["warning", "Warnings"],
  ["info", "Notes"],
];

export function formatMarkdown(diagnostics: readonly Diagnostic[], options: MarkdownOptions = {}): string {
  const {
    clean = "Nothing was found.",
    limit = COMMENT,
    policies = [],
    policiesFrom,
    read,
    title = "Watchbill",
    waived = [],
  } = options;
  const loud = grouped(sortDiagnostics(diagnostics.filter((diagnostic) => !isQuiet(diagnostic))));
  const lists = [
    accepted(waived),
    list("Stated, or not decidable yet", quietLines(diagnostics)),
    looked(policies, policiesFrom === undefined ? [] : [whosePolicies(policiesFrom)]),
  ].join("");
  const verdict = `## ${title}: ${loud.length === 0 ? "no findings" : counted(loud)}\n`;
  const intro = loud.length === 0 ? `${verdict}\n${clean}\n` : verdict;
  const others = loud.filter((one) => !isForReview(one));
  return fitted(intro, others, keptOf(loud.filter(isForReview), limit, read), lists, limit, read);
}

/** The findings that find room, and how many did not. */
function fitted(
  intro: string,
  findings: readonly Diagnostic[],
  kept: string,
  lists: string,
  limit: number,
  read: MarkdownOptions["read"],
): string {
  const tail = limit - lists.length < limit / 2 ? `\n${lists.length} more characters are in the run's log.\n` : lists;
  let room = limit - intro.length - kept.length - tail.length - ROOM;
  let left = findings.length;
  let text = intro;
  for (const [severity, heading] of SECTIONS) {
    if (severity === "warning") text += kept;
    for (const [index, finding] of findings.filter((one) => one.severity === severity).entries()) {
      const next = `${index === 0 ? `\n### ${heading}\n` : ""}${block(finding, read)}`;
      room -= next.length;
      if (room < 0) break;
      text += next;
      left -= 1;
    }
  }
  const more = left === 0 ? "" : `\n${left} more ${left === 1 ? "is" : "are"} in the run's log.\n`;
  return `${text}${more}${tail}`;
}

/** What no flood of other findings may hide; itself in a third of the room. */
function keptOf(findings: readonly Diagnostic[], limit: number, read: MarkdownOptions["read"]): string {
  if (findings.length === 0) return "";
  let text = "\n### What the change itself loosens or accepts\n";
  for (const [index, finding] of findings.entries()) {
    const next = block(finding, read);
    if (text.length + next.length > limit / 3)
      return `${text}\n${findings.length - index} more of them are in the run's log.\n`;
    text += next;
  }
  return text;
}

/** For the sentence about what found no room. */
const ROOM = 60;

function block(finding: Diagnostic, read: MarkdownOptions["read"]): string {
  const { code, column, file, line, policy } = finding;
  const place = file === undefined ? "" : ` ${codeSpan(`${file}:${line}:${column}`)}`;
  const where = policy && policy.environments.length > 0 ? ` in ${policy.environments.map(codeSpan).join(", ")}` : "";
  const clauses = policy && policy.clauses.length > 0 ? ` for ${codeSpan(clausesText(policy.clauses))}` : "";
  // The heading has them.
  const told = policy && { policy: { ...policy, clauses: [], environments: [] } };
  const body = formatBody({ ...finding, ...told }, read);
  const fence = "`".repeat(Math.max(3, longestRun(body) + 1));
  return `\n**${codeSpan(code)}**${place}${where}${clauses}\n\n${fence}text\n${body}\n${fence}\n`;
}

/** Each waiver, and below it what it accepts. */
function accepted(waived: readonly Waived[]): string {
  if (waived.length === 0) return "";
  const items = waived.flatMap((one) => [
    `- ${codeSpan(waivedText(one))}\n`,
    ...acceptedLines(one).map((text) => `  - ${codeSpan(text)}\n`),
  ]);
  return `\n### Accepted\n\n${items.join("")}`;
}

function list(heading: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  return `\n### ${heading}\n\n${lines.map((text) => `- ${codeSpan(text)}\n`).join("")}`;
}

function looked(runs: readonly PackRun[], whose: readonly string[]): string {
  if (runs.length === 0) return list("Looked at", whose);
  const rows = runs.map(
    ({ environment, pack, resources, rules }) => `| ${cell(environment)} | ${cell(pack)} | ${rules} | ${resources} |\n`,
  );
  const off = [...whose, ...notAsked(runs)].map((text) => `- ${codeSpan(text)}\n`);
  const table = `| environment | pack | rules asked | resources |\n| --- | --- | ---: | ---: |\n${rows.join("")}`;
  return `\n### Looked at\n\n${table}${off.length === 0 ? "" : `\n${off.join("")}`}`;
}

/** A table's row is cut at its bars before anything else is read. */
function cell(text: string): string {
  return codeSpan(text.replaceAll("|", "\u00a6"));
}

/** Nothing inside a code span means anything but a run of back-ticks as long as the one it began with. */
export function codeSpan(text: string): string {
  const line = harmlessStart(safeLine(text)).trim() || " ";
  const fence = "`".repeat(longestRun(line) + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}
