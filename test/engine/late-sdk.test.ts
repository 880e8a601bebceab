import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..");
const LATE = join(ROOT, "bin", "late-sdk.cjs");

/** What a program sees of the SDK; found from the script that is run, here a file of this checkout. */
const PROGRAM = `(async () => {
  const { runtime } = require("@pulumi/pulumi");
  const loaded = () => ["/typescript/lib/", "/@npmcli/arborist/lib/arborist/"].map((part) =>
    Object.keys(require.cache).some((file) => file.includes(part)));
  const before = loaded();
  const { text } = await runtime.serializeFunction((a) => a + 1);
  const paths = [...(await runtime.computeCodePaths()).keys()].sort();
  console.log(JSON.stringify({ before, after: loaded(), text, paths }));
})()`;

async function run(...args: string[]): Promise<Record<string, unknown>> {
  const script = join(ROOT, "package.json");
  const { stdout } = await promisify(execFile)(process.execPath, [...args, "-e", PROGRAM, script], { cwd: ROOT });
  return JSON.parse(stdout);
}

describe("the SDK's TypeScript and reader of dependency trees", () => {
  it("are loaded when a function is uploaded, not before, and do the same", async () => {
    const [late, plain] = await Promise.all([run(`--require=${LATE}`), run()]);
    expect(plain).toMatchObject({ before: [true, true], after: [true, true] });
    expect(late).toEqual({ ...plain, before: [false, false] });
    expect(late.paths).not.toEqual([]);
  });

  it("are left alone where there is no SDK", async () => {
    const args = [`--require=${LATE}`, "-e", "console.log(1)", "/nowhere/main.js"];
    expect((await promisify(execFile)(process.execPath, args)).stdout).toBe("1\n");
  });
});
