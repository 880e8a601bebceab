/** How the command behaves among others: colours, pipes, JSON, Ctrl-C, what it loads. */

import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeMonitors } from "../bench/monitors";
import { command, ROOT } from "../e2e/workspace";
import { BIN, type Folder, openFolder, tooWide } from "./run-command";

const COLOUR = "\u001b[";

let folder: Folder;

beforeEach(() => {
  folder = openFolder("starter");
});
afterEach(() => folder.close());

function breakCatalog(): void {
  folder.edit("catalog/systems/shop/checkout.yaml", "high: 1s", "high: 1000");
}

describe("colour", () => {
  it("is not used where output is no terminal", async () => {
    breakCatalog();
    const { out } = await command("env", ["-u", "NO_COLOR", process.execPath, BIN, "check"], folder.dir);
    expect(out).not.toContain(COLOUR);
  });

  it("can be forced, and NO_COLOR goes first", async () => {
    breakCatalog();
    const forced = await command(
      "env",
      ["-u", "NO_COLOR", "FORCE_COLOR=1", process.execPath, BIN, "check"],
      folder.dir,
    );
    expect(forced.out).toContain(COLOUR);
    const plain = await folder.run(["check"], { FORCE_COLOR: "1", NO_COLOR: "1" });
    expect(plain.out).not.toContain(COLOUR);
    expect(plain.err).not.toContain(COLOUR);
  });
});

describe("JSON", () => {
  const VERSIONED = [
    ["check", "--format", "json"],
    ["render", "--format", "json"],
    ["explain", "monitor", "shop-checkout-latency", "--env", "prod", "--format", "json"],
    ["sandbox", "status", "--format", "json"],
    ["doctor", "--format", "json"],
  ];

  it.each(VERSIONED.map((args) => [args.join(" "), args] as const))(
    "of %s is one document of version 1",
    async (_, args) => {
      const { out } = await folder.run(args);
      expect(JSON.parse(out)).toMatchObject({ version: 1 });
    },
  );

  it("of check stays whole when there are findings, and standard error empty", async () => {
    breakCatalog();
    const { out, err, code } = await folder.run(["check", "--format", "json"]);
    const { diagnostics } = JSON.parse(out) as { diagnostics: { code: string; file: string; line: number }[] };
    expect(diagnostics).toEqual(expect.arrayContaining([expect.objectContaining({ severity: "error" })]));
    expect(diagnostics.every(({ file, line }) => file.startsWith("catalog/") && line > 0)).toBe(true);
    expect({ err, code }).toEqual({ err: "", code: 1 });
  });

  it("of check is SARIF 2.1.0 where that is asked for", async () => {
    breakCatalog();
    const { out } = await folder.run(["check", "--format", "sarif"]);
    expect(JSON.parse(out)).toMatchObject({ version: "2.1.0", runs: [{ results: [{ ruleId: expect.any(String) }] }] });
  });

  it("of render is the same byte for byte, wherever it runs", async () => {
    const [first, second] = [
      await folder.run(["render", "--format", "json"]),
      await folder.run(["render", "--format", "json"]),
    ];
    expect(second.out).toBe(first.out);
    const other = openFolder("starter");
    expect((await other.run(["render", "--format", "json"])).out).toBe(first.out);
    other.close();
  });
});

describe("pipes and signals", () => {
  it("a reader that goes away early is no error", async () => {
    const ran = await command(
      "sh",
      ["-c", `"${process.execPath}" "${BIN}" render --format json | head -n 1`],
      folder.dir,
    );
    expect(ran).toEqual({ code: 0, out: "{\n", err: "" });
  });

  it("the whole of a long output arrives in a slow pipe", async () => {
    const ran = await command(
      "sh",
      [
        "-c",
        `"${process.execPath}" "${BIN}" render --format json --catalog "${join(ROOT, "catalog")}" | (sleep 1; cat)`,
      ],
      folder.dir,
    );
    expect(ran.out.length).toBeGreaterThan(200_000);
    expect(() => JSON.parse(ran.out)).not.toThrow();
  });

  it("Ctrl-C ends a long computation at once", async () => {
    writeMonitors(join(folder.dir, "many.json"), 30_000);
    const child = spawn(process.execPath, [BIN, "lint", "many.json"], { cwd: folder.dir, stdio: "ignore" });
    const ended = new Promise((resolve) => child.once("close", (code, signal) => resolve(code ?? signal)));
    await sleep(1500);
    expect(child.exitCode).toBeNull();
    const asked = Date.now();
    child.kill("SIGINT");
    expect(await ended).toBe("SIGINT");
    expect(Date.now() - asked).toBeLessThan(1000);
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "%s while the engine works ends with 130 and leaves no process",
    async (signal) => {
      const engine = join(folder.dir, "slow-pulumi");
      const started = join(folder.dir, "started");
      writeFileSync(
        engine,
        `#!/bin/sh\n[ "$1" = version ] && echo v3.248.0 && exit\n[ "$1" = stack ] && echo '[{"name":"prod"}]' && exit\n` +
          `echo $$ > "${started}"\ntrap 'exit 255' INT TERM\nwhile :; do sleep 0.1; done\n`,
        { mode: 0o755 },
      );
      const child = spawn(process.execPath, [BIN, "preview", "--env", "prod", "--pulumi", engine], {
        cwd: folder.dir,
        env: { ...process.env, NO_COLOR: "1", CI: "true", HOME: folder.dir },
        stdio: ["ignore", "ignore", "pipe"],
      });
      let err = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        err += text;
      });
      const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
      for (let tries = 0; !existsSync(started) && tries < 200; tries += 1) await sleep(50);
      expect(existsSync(started), err).toBe(true);
      child.kill(signal);
      expect(await ended, err).toBe(130);
      expect(err).toMatch(/interrupted/);
    },
  );
});

describe("width", () => {
  it("findings fit in 100 columns", async () => {
    breakCatalog();
    folder.edit("catalog/organisation.yaml", "notify: page", "notify: pager");
    expect(tooWide((await folder.run(["check"])).out)).toEqual([]);
  });

  it("what explain and render print does, in a catalog with long names", async () => {
    const catalog = join(ROOT, "catalog");
    for (const args of [
      ["render", "--env", "prod"],
      ["explain", "monitor", "truststream-api-latency", "--env", "prod"],
      ["explain", "monitor", "truststream-api-error-ratio", "--env", "prod"],
      ["explain", "objective", "truststream-api-availability", "--env", "prod"],
    ]) {
      const { code, out } = await folder.run([...args, "--catalog", catalog]);
      expect(code).toBe(0);
      // The catalog of this checkout stands outside of the folder, under a path of any length.
      expect(tooWide(out.replaceAll(/\S*\/catalog\//g, "catalog/"))).toEqual([]);
    }
  });

  it("a name that several have is answered with all of them, in lines that fit", async () => {
    const ran = await folder.run([
      "explain",
      "monitor",
      "latency",
      "--env",
      "prod",
      "--catalog",
      join(ROOT, "catalog"),
    ]);
    expect(ran.err).toContain("Write which: `freedom-fashion-api-latency`");
    expect(tooWide(ran.err)).toEqual([]);
    expect(ran.code).toBe(2);
  });

  it("what is told in place of an answer does, too", async () => {
    for (const args of [["check", "--catalog", "nowhere"], ["destroy", "--env", "prod"], ["init", "."], ["up"]])
      expect(tooWide((await folder.run(args)).err)).toEqual([]);
  });
});

describe("what is loaded", () => {
  it("by check is neither Pulumi, nor the database, nor anything else outside the bundle", async () => {
    const text = `const { load } = require(${JSON.stringify(join(ROOT, "bin", "load.cjs"))});
      load("cli/main").main(["check"]).then(() => {
        console.log(JSON.stringify(Object.keys(require.cache).filter((file) => file.includes("node_modules"))));
      });`;
    const ran = await command(process.execPath, ["-e", text], folder.dir);
    expect(ran.out.trim().split("\n").at(-1)).toBe("[]");
  });
});
