/** The real command line of this checkout, run in a throw-away folder; and transcripts compared with golden files. */

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { command, type Ran, ROOT } from "../e2e/workspace";

export interface Folder {
  dir: string;
  run(args: readonly string[], env?: Record<string, string>): Promise<Ran>;
  /** Replaces text of a file; the text has to be there. */
  edit(file: string, from: string, to: string): void;
  close(): void;
}

export const BIN = join(ROOT, "bin", "watchbill.cjs");

/** An empty folder, or one with the catalog that `init` writes. Nothing of the user's reaches it: neither home nor cache. */
export function openFolder(what: "empty" | "starter"): Folder {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "watchbill-cli-")));
  const dir = join(base, "project");
  mkdirSync(dir);
  if (what === "starter") cpSync(join(ROOT, "cli", "template"), dir, { recursive: true });
  const own = { HOME: join(base, "home"), XDG_CACHE_HOME: join(base, "cache"), WATCHBILL_PULUMI: "" };
  return {
    dir,
    run: (args, env = {}) => command(process.execPath, [BIN, ...args], dir, { ...own, ...env }),
    edit(file, from, to) {
      const path = join(dir, file);
      const text = readFileSync(path, "utf8");
      if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
      writeFileSync(path, text.replace(from, to));
    },
    close: () => rmSync(base, { recursive: true, force: true }),
  };
}

/** Compares what a run printed with `golden/<name>.txt`; UPDATE_GOLDEN=1 writes it. */
export function expectTranscript(name: string, args: readonly string[], ran: Ran): void {
  const file = join(__dirname, "golden", `${name}.txt`);
  // Every rule that is added would change these.
  const out = ran.out
    .replaceAll(/"(rules|resources)": \d+/g, '"$1": <count>')
    .replaceAll(/ \| \d+ \| \d+ \|$/gm, " | <count> | <count> |");
  const parts = [`$ watchbill ${args.join(" ")}\n`, out];
  if (ran.err !== "") parts.push(`--- standard error\n${ran.err}`);
  parts.push(`--- exit code ${ran.code}\n`);
  const text = parts.join("");
  if (process.env.UPDATE_GOLDEN === "1" || !existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(text).toBe(readFileSync(file, "utf8"));
}

/** Lines that a terminal of 100 columns would break. A text of the user's own that has no blank cannot be wrapped. */
export function tooWide(text: string): string[] {
  return text.split("\n").filter((line) => line.length > 100);
}
