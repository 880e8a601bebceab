import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

let dir: string;
let file: string;
const COMPILED = join(__dirname, "../../bin/compiled.cjs");

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "watchbill-compiled-"));
  file = join(dir, "bundle.cjs");
  writeFileSync(file, 'const { basename } = require("node:path");\nexports.name = basename(__filename);\n');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A process of its own: the code is kept when it ends. */
function run(keep: boolean | "asked", then = ""): string {
  const given = `${JSON.stringify(file)}, ${JSON.stringify(keep)}`;
  const script = `const c = require(${JSON.stringify(COMPILED)}); const m = c.requireCompiled(${given}); console.log(m.name); ${then}`;
  return execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).trim();
}

it("gives what require would give, and keeps the code only where it is asked to", () => {
  expect(run(false)).toBe("bundle.cjs");
  expect(existsSync(`${file}.v8`)).toBe(false);
  expect(run(true)).toBe("bundle.cjs");
  expect(existsSync(`${file}.v8`)).toBe(true);
  expect(run(false)).toBe("bundle.cjs");
});

it("keeps the code of what is killed when it asks for it", () => {
  const killed = 'process.kill(process.pid, "SIGKILL")';
  expect(() => run("asked", killed)).toThrow();
  expect(existsSync(`${file}.v8`)).toBe(false);
  expect(() => run("asked", `c.leaveCode(); ${killed}`)).toThrow();
  expect(existsSync(`${file}.v8`)).toBe(true);
});

it("runs the bundle when the kept code is torn, and keeps it anew", () => {
  run(true);
  const whole = readFileSync(`${file}.v8`);
  writeFileSync(`${file}.v8`, whole.subarray(0, 40));
  expect(run(true)).toBe("bundle.cjs");
  expect(readFileSync(`${file}.v8`).length).toBeGreaterThan(40);
});

it("never runs kept code that was damaged", () => {
  run(true);
  const kept = readFileSync(`${file}.v8`);
  for (let at = 100; at < kept.length; at += 50) kept[at] = (kept[at] ?? 0) ^ 0xff;
  writeFileSync(`${file}.v8`, kept);
  expect(run(true)).toBe("bundle.cjs");
});

it("never runs code kept of another text", () => {
  run(true);
  const text = readFileSync(file, "utf8");
  const other = text.replace("basename(__filename)", '"elsewhere!"'.padEnd(20));
  expect(other.length).toBe(text.length);
  writeFileSync(file, other);
  expect(run(true)).toBe("elsewhere!");
});

const { COMPILED: ENTRIES, fileOf } = require("../../bin/load.cjs") as {
  COMPILED: Set<string>;
  fileOf: (entry: string) => string;
};

it("keeps the code of the program", () => {
  execFileSync(process.execPath, [join(__dirname, "../../stacks/main.cjs")]);
  expect(existsSync(`${fileOf("stacks/main")}.v8`)).toBe(true);
});

it.each([...ENTRIES])("meets no import() in the bundle of %s", (entry) => {
  const code = readFileSync(fileOf(entry), "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  expect(code.match(/[^.\w"'`]import\(/g)).toBeNull();
});
