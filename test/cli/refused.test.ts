/** What the machine refuses is told in a line, with exit code 2; a bug in one too, with its place only where that is asked for. */

import { spawn } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { command, type Ran, ROOT } from "../e2e/workspace";
import { BIN, type Folder, openFolder } from "./run-command";

let folder: Folder;

beforeEach(() => {
  folder = openFolder("starter");
});
afterEach(() => folder.close());

/** As somebody who may not write here: root may write anywhere, so the process gives up its rights first. */
function asNobody(args: string[]): Promise<Ran> {
  const code = `if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
    process.argv = [process.argv[0], ${JSON.stringify(BIN)}, ...${JSON.stringify(args)}];
    require(${JSON.stringify(BIN)});`;
  return command(process.execPath, ["-e", code], folder.dir);
}

describe("a folder that may not be written", () => {
  beforeEach(async () => {
    await folder.run(["--version"]); // makes the bundle
    chmodSync(dirname(folder.dir), 0o755);
    writeFileSync(
      join(folder.dir, "a.json"),
      '{"type":"metric alert","query":"avg(last_5m):avg:a.b{*} by {host} > 1","message":"{{host}} @x"}',
    );
    chmodSync(folder.dir, 0o555);
  });
  afterEach(() => chmodSync(folder.dir, 0o755));

  it.each(["init new", "init .", "lint --fix a.json", "sandbox start"])("ends %s with a message", async (line) => {
    const ran = await asNobody(line.split(" "));
    expect(ran.err + ran.out).toMatch(/permission denied|EACCES|already holds/);
    expect(ran.err).not.toMatch(/^\s+at /m);
    expect(ran.code, ran.err).toBe(2);
    expect(readdirSync(folder.dir).filter((name) => name.includes("watchbill-"))).toEqual([]);
  });

  it("is no hindrance to reading", async () => {
    expect(await asNobody(["check"])).toMatchObject({ code: 0 });
    expect(await asNobody(["render"])).toMatchObject({ code: 0 });
  });
});

describe("a checkout", () => {
  it("without its packages says what to type", async () => {
    const copy = join(folder.dir, "copy");
    mkdirSync(copy);
    for (const part of ["bin", "cli", "package.json", "tsconfig.json"])
      cpSync(join(ROOT, part), join(copy, part), { recursive: true });
    const ran = await command(process.execPath, [join(copy, "bin", "watchbill.cjs"), "check"], folder.dir);
    expect(ran.err).toContain("npm ci --ignore-scripts");
    expect(ran.err).not.toMatch(/^\s+at /m);
    expect(ran.code).toBe(2);
  });
});

describe("an unexpected error", () => {
  /** A copy of the bundle in which `check` has a bug. */
  function broken(): string {
    const copy = join(folder.dir, "copy");
    cpSync(join(ROOT, "bin"), join(copy, "bin"), { recursive: true });
    cpSync(join(ROOT, "package.json"), join(copy, "package.json"));
    symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
    const { fileOf } = require(join(ROOT, "bin", "load.cjs"));
    const text = readFileSync(fileOf("cli/main"), "utf8");
    const start = 'name: "check",';
    expect(text).toContain(start);
    mkdirSync(join(copy, "dist", "cli"), { recursive: true });
    const bug = `${start} get run() { return () => { throw new TypeError("x is not a thing"); }; }, set run(_) {},`;
    const [before, after = ""] = text.split(start);
    expect(after).toContain("async run(");
    writeFileSync(join(copy, "dist", "cli", "main.cjs"), before + bug + after.replace("async run(", "async notRun("));
    return join(copy, "bin", "watchbill.cjs");
  }

  it("is one line and how to say more; with --verbose its place", async () => {
    const bin = broken();
    const short = await command(process.execPath, [bin, "check"], folder.dir);
    expect(short.err).toBe(
      "watchbill: unexpected: x is not a thing\nThis is a bug in Watchbill. Run it again with --verbose, and please report it with what that prints.\n",
    );
    expect(short.code).toBe(70);
    for (const [args, env] of [
      [["check", "--verbose"], {}],
      [["check"], { WATCHBILL_VERBOSE: "1" }],
    ] as const) {
      const long = await command(process.execPath, [bin, ...args], folder.dir, env);
      expect(long.err).toMatch(/TypeError: x is not a thing\n\s+at /);
      expect(long.code).toBe(70);
    }
  });
});

describe("a reader that goes away", () => {
  it("from standard error is no error either", async () => {
    folder.edit("catalog/organisation.yaml", "notify: page", "notify: pager");
    const child = spawn(process.execPath, [BIN, "render"], { cwd: folder.dir, stdio: ["ignore", "pipe", "pipe"] });
    child.stderr.destroy();
    let out = "";
    child.stdout.on("data", (text) => {
      out += text;
    });
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect([0, 1]).toContain(code);
    expect(out).toBe("");
  });
});
