/** Waivers beside JSON files: `watchbill.waivers.yaml` in the same folder. An unused or expired one is an error. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { type Diagnostic, type Span, sortDiagnostics, type Waived } from "../../diagnostics/index";
import { ruleById } from "../../query/index";

export const WAIVER_FILE = "watchbill.waivers.yaml";

interface Waiver {
  rule: string;
  /** Name or id of the monitor; undefined: every monitor of the folder. */
  monitor: string | undefined;
  reason: string;
  /** The last day it holds, `2026-12-31`. */
  until: string;
  place: Span;
  /** What it accepted something of, and that. */
  used: Set<string>;
  findings: Diagnostic[];
}

export interface Waivers {
  /** What is left after waivers, with the findings about the waivers themselves. */
  apply(diagnostics: readonly Diagnostic[]): Diagnostic[];
  /** Those that accepted something of what was given to `apply`. */
  used(): Waived[];
}

const MAX_BYTES = 1024 * 1024;

/** The waivers of every folder that holds one of the files. `today` is `2026-11-21`; `monitors` are the names of those that were read. */
export function readWaivers(
  files: readonly string[],
  today: string,
  shown: (path: string) => string,
  monitors: ReadonlySet<string>,
): Waivers {
  const folders = new Map<string, { file: string; waivers: Waiver[]; whole: boolean }>();
  const linted = new Set(files);
  const problems: Diagnostic[] = [];
  for (const folder of new Set(files.map((file) => dirname(file)))) {
    const path = join(folder, WAIVER_FILE);
    if (!existsSync(path)) continue;
    const read = parseWaivers(readFileSync(path, "utf8"), shown(path));
    problems.push(...read.problems);
    const whole = readdirSync(folder).every((name) => !name.endsWith(".json") || linted.has(join(folder, name)));
    folders.set(shown(folder), { file: shown(path), waivers: read.waivers, whole });
  }
  return {
    apply(diagnostics) {
      const left = diagnostics.filter((finding) => {
        const { code, file, subject } = finding;
        const of = file === undefined ? undefined : folders.get(dirname(file));
        const waiver = of?.waivers.find(
          (one) => one.rule === code && (one.monitor === undefined || one.monitor === subject),
        );
        if (!waiver) return true;
        waiver.used.add(subject ?? code);
        waiver.findings.push(finding);
        return waiver.until < today;
      });
      const about = [...folders.values()].flatMap(({ file, waivers, whole }) =>
        waivers
          // One file of several was linted: what the waiver is about may stand in another.
          .filter(({ used, monitor }) => used.size > 0 || whole || (monitor !== undefined && monitors.has(monitor)))
          .flatMap((waiver) => judge(waiver, file, today)),
      );
      return [...left, ...problems, ...about];
    },
    used: () =>
      [...folders.values()].flatMap(({ file, waivers }) =>
        waivers
          .filter(({ until, used }) => used.size > 0 && until >= today)
          .map(({ findings, place, reason, rule, until, used }) => ({
            ...{ rule, subjects: [...used].sort(), environments: [], findings: sortDiagnostics(findings) },
            ...{ reason, owner: null, until, file, ...place },
          })),
      ),
  };
}

function judge({ monitor, place, rule, until, used }: Waiver, file: string, today: string): Diagnostic[] {
  const what = `the waiver of \`${rule}\`${monitor === undefined ? "" : ` for ${monitor}`}`;
  const at = { severity: "error" as const, file, ...place };
  if (used.size === 0)
    return [
      {
        ...at,
        code: "waiver-unused",
        message: `${what} is not used: the rule finds nothing there`,
        hint: "Take it out.",
      },
    ];
  if (until < today)
    return [
      {
        ...at,
        code: "waiver-expired",
        message: `${what} ended on ${until}`,
        hint: "Mend what it waived, or decide again and give it a new end.",
      },
    ];
  return [];
}

function parseWaivers(text: string, file: string): { waivers: Waiver[]; problems: Diagnostic[] } {
  const lines = new LineCounter();
  const problems: Diagnostic[] = [];
  const span = (start: number, end: number): Span => {
    const from = lines.linePos(start);
    const to = lines.linePos(end);
    return { line: from.line, column: from.col, endLine: to.line, endColumn: to.col };
  };
  const complain = (message: string, hint: string, place: Span): void => {
    problems.push({ code: "bad-waiver", severity: "error", message, hint, file, ...place });
  };
  const form =
    "Write a list of {rule, monitor, reason, until}; monitor is optional, until is the last day, e.g. 2026-12-31.";
  if (text.length > MAX_BYTES) {
    complain("this file is larger than 1 MiB", "Waivers are short; take out what is no longer needed.", span(0, 0));
    return { waivers: [], problems };
  }
  let document: ReturnType<typeof parseDocument>;
  let list: unknown;
  try {
    document = parseDocument(text, { lineCounter: lines });
    for (const { message, pos } of document.errors)
      complain(`this is not YAML: ${message.split("\n")[0]}`, form, span(pos[0], pos[1]));
    if (problems.length > 0) return { waivers: [], problems };
    list = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    // The YAML library throws for aliases, which are switched off, and runs out of stack in very deep lists.
    const why = error instanceof RangeError ? "is too deep" : "has aliases";
    complain(`this ${why}`, form, span(0, 0));
    return { waivers: [], problems };
  }
  if (!Array.isArray(list)) {
    complain("this is no list of waivers", form, span(0, 0));
    return { waivers: [], problems };
  }
  const waivers = list.flatMap((item: unknown, index): Waiver[] => {
    const range = (document.getIn([index], true) as { range?: [number, number, number] } | undefined)?.range;
    const place = range ? span(range[0], range[1]) : span(0, 0);
    const { rule, monitor, reason, until, ...others } = (item ?? {}) as Record<string, unknown>;
    const [other] = Object.keys(others);
    if (other !== undefined) {
      complain(`\`${other}\` is no key of a waiver`, form, place);
      return [];
    }
    if (typeof rule !== "string" || !ruleById(rule)) {
      complain(`\`${String(rule)}\` is no rule`, "A finding shows its rule in brackets: [threshold-mismatch].", place);
      return [];
    }
    if (typeof reason !== "string" || reason.trim() === "" || typeof until !== "string" || !isDay(until)) {
      complain(`the waiver of \`${rule}\` needs a reason and an end`, form, place);
      return [];
    }
    return [
      {
        rule,
        monitor: monitor === undefined ? undefined : String(monitor),
        reason,
        until,
        place,
        used: new Set(),
        findings: [],
      },
    ];
  });
  return { waivers, problems };
}

/** `2026-12-31`; the 31st of a month that has none is no day. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
