import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeStackConfig } from "../../engine/index";
import { replaceFile } from "../../engine/replace-file";
import { ROOT } from "../e2e/workspace";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "watchbill-replace-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a file that is replaced", () => {
  it("is made with its folder, and nothing is left beside it", async () => {
    const file = join(folder, "a", "b.yaml");
    await replaceFile(file, "one\n");
    await replaceFile(file, "two\n");
    expect(readFileSync(file, "utf8")).toBe("two\n");
    expect(readdirSync(join(folder, "a"))).toEqual(["b.yaml"]);
  });

  it("keeps its old content when the new one cannot be put in place", async () => {
    await replaceFile(join(folder, "a", "inside"), "kept");
    await expect(replaceFile(join(folder, "a"), "new")).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(["a"]);
  });

  it("is always whole for who reads it while it is written", async () => {
    const file = join(folder, "state.json");
    const contents = ["a", "b"].map((letter) => letter.repeat(2_000_000));
    await replaceFile(file, contents[0]!);
    let writing = true;
    const writer = (async () => {
      for (let turn = 1; turn <= 20; turn++) await replaceFile(file, contents[turn % 2]!);
      writing = false;
    })();
    const seen = new Set<string>();
    while (writing) {
      const text = readFileSync(file, "utf8");
      expect(contents).toContain(text);
      seen.add(text);
      await new Promise(setImmediate);
    }
    await writer;
    expect(seen.size).toBe(2);
  });

  it("is whole after a kill -9 of its writer", async () => {
    const file = join(folder, "state.json");
    const program = `
      const { replaceFile } = require(${JSON.stringify(join(ROOT, "bin/load.cjs"))}).load("engine/replace-file");
      (async () => {
        for (let turn = 0; ; turn++) {
          await replaceFile(${JSON.stringify(file)}, String(turn % 10).repeat(500_000));
          process.stdout.write(".");
        }
      })();`;
    for (const writes of [3, 7, 12]) {
      const child: ChildProcess = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
      let written = 0;
      child.stdout?.on("data", (text: Buffer) => {
        written += text.length;
        if (written >= writes) child.kill("SIGKILL");
      });
      await once(child, "close");
      expect(readFileSync(file, "utf8")).toMatch(/^(\d)\1{499999}$/);
    }
  });
});

describe("a stack's configuration file", () => {
  it("keeps the stack's salt and takes new values as a whole", async () => {
    const file = join(folder, "Pulumi.dev.yaml");
    await replaceFile(file, "encryptionsalt: v1:abc\nconfig:\n  a: b\n");
    await writeStackConfig(file, { "datadog:apiUrl": "http://127.0.0.1:1" });
    expect(readFileSync(file, "utf8")).toBe(
      'encryptionsalt: v1:abc\nconfig:\n  "datadog:apiUrl": "http://127.0.0.1:1"\n',
    );
    expect(readdirSync(folder)).toEqual(["Pulumi.dev.yaml"]);
  });
});
