import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const SHORT_LIVED = join(import.meta.dirname, "..", "..", "bin", "short-lived.cjs");

/** How nice the main thread is, and the others: the 19th field of a thread's `stat`, the 17th behind the name in parentheses. */
const REPORT = `
  const { readdirSync, readFileSync } = require("node:fs");
  const nice = (thread) => Number(readFileSync("/proc/self/task/" + thread + "/stat", "utf8").split(") ").at(-1).split(" ")[16]);
  const others = readdirSync("/proc/self/task").filter((thread) => Number(thread) !== process.pid);
  console.log(JSON.stringify({ main: nice(process.pid), others: others.map(nice) }));
`;

describe.skipIf(process.platform !== "linux")("a short-lived command", () => {
  it("works at the priority it was started with, and lets the engine's other threads give way", () => {
    const { main, others } = JSON.parse(
      execFileSync(process.execPath, ["--require", SHORT_LIVED, "-e", REPORT], { encoding: "utf8" }),
    );
    const plain = JSON.parse(execFileSync(process.execPath, ["-e", REPORT], { encoding: "utf8" }));
    expect(main).toBe(plain.main);
    expect(others.length).toBeGreaterThan(0);
    for (const other of others) expect(other).toBe(Math.min(19, main + 5));
  });
});
