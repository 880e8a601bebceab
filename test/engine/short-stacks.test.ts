import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const SHORT = join(import.meta.dirname, "..", "..", "bin", "short-stacks.cjs");
/** As the SDK's source maps name its files: a scope and no package. Node 20 cannot show it in colours. */
const ENDLESS = "    at Stack.init (/r/node_modules/@pulumi/resource.ts:1598:22)";
const KEPT = "    at program (/r/node_modules/@pulumi/pulumi/cmd/run/run.js:1:2)";
const ERROR = `const error = new Error("refused"); error.stack = ${JSON.stringify(`Error: refused\n${ENDLESS}\n${KEPT}`)};`;

const node = (code: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [...args, "-e", code], { timeout: 8_000 });

describe("short stacks", () => {
  it.each([
    ["a rejection, loaded before the SDK's handler", [`--require=${SHORT}`], "", "Promise.reject(error)"],
    ["a rejection, loaded after the SDK's handler", [], `require(${JSON.stringify(SHORT)});`, "Promise.reject(error)"],
    ["an exception", [`--require=${SHORT}`], "", "setTimeout(() => { throw error })"],
  ])("drop the lines that Node cannot show from %s, and keep the others", async (_, args, load, fail) => {
    const show = `(e) => console.log(require("util").inspect(e, { colors: true }).length, e.stack)`;
    const handlers = `process.on("unhandledRejection", ${show}); process.on("uncaughtException", ${show});`;
    const { stdout } = await node(`${handlers} ${load} ${ERROR} ${fail}`, ...args);
    expect(stdout).toContain(KEPT);
    expect(stdout).not.toContain("resource.ts");
  });

  it.each(["Promise.reject(error)", "setTimeout(() => { throw error })"])(
    "do not keep a process alive that nobody watches: %s",
    async (fail) => {
      const ended = await node(`${ERROR} ${fail}`, `--require=${SHORT}`).catch((error) => error);
      expect(ended.code).toBe(1);
      expect(ended.stderr).toContain("refused");
    },
  );
});
