/** `watchbill lint` on files of a throw-away folder, inside this process: what it prints, and how it ends. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Options } from "../../cli/command";
import { lintFiles } from "../../cli/lint/run";

export interface Found {
  code: string;
  severity: string;
  message: string;
  hint: string | null;
  file: string | null;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  subject: string | null;
  path: string | null;
}

export interface Linted {
  code: number;
  out: string;
  err: string;
}

export interface LintFolder {
  dir: string;
  write(file: string, content: unknown): void;
  read(file: string): string;
  lint(paths: string[], options?: Options, input?: string): Promise<Linted>;
  /** The findings, from the JSON. */
  findings(paths: string[], options?: Options): Promise<Found[]>;
  close(): void;
}

export function openLintFolder(): LintFolder {
  const dir = mkdtempSync(join(tmpdir(), "watchbill-lint-"));
  const lint = async (paths: string[], options: Options = {}, input = ""): Promise<Linted> => {
    const printed = { out: "", err: "" };
    const code = await lintFiles(paths, options, {
      out: (text) => {
        printed.out += text;
      },
      err: (text) => {
        printed.err += `${text}\n`;
      },
      colour: false,
      terminal: false,
      cwd: dir,
      env: {},
      signal: new AbortController().signal,
      readInput: async () => input,
    });
    return { code, ...printed };
  };
  return {
    dir,
    write(file, content) {
      mkdirSync(dirname(join(dir, file)), { recursive: true });
      writeFileSync(join(dir, file), typeof content === "string" ? content : JSON.stringify(content, null, 2));
    },
    read: (file) => readFileSync(join(dir, file), "utf8"),
    lint,
    findings: async (paths, options = {}) =>
      JSON.parse((await lint(paths, { ...options, format: "json" })).out).diagnostics,
    close: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** A monitor whose threshold is not the number in its query, and is otherwise fine. */
export const WRONG = {
  type: "query alert",
  name: "CPU is high",
  query: "avg(last_15m):avg:system.cpu.user{env:prod} by {host} > 90",
  message: "CPU of {{host.name}} is high. @slack-ops",
  tags: ["team:ops"],
  options: { thresholds: { critical: 95 } },
} as const;

export const RIGHT = { ...WRONG, options: { thresholds: { critical: 90 } } } as const;
