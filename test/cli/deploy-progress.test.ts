import { describe, expect, it } from "vitest";
import { startProgress } from "../../cli/deploy/progress";
import type { Io } from "../../cli/io";

describe("progress where nobody watches", () => {
  function log(): { lines: string[]; progress: ReturnType<typeof startProgress>; wait(ms: number): void } {
    const lines: string[] = [];
    let time = 0;
    const io = { terminal: false, err: (text: string) => void lines.push(text) } as unknown as Io;
    return {
      lines,
      progress: startProgress(io, () => time),
      wait: (ms) => {
        time += ms;
      },
    };
  }

  it("is a line for what matters and one a minute for work that goes on", () => {
    const { lines, progress, wait } = log();
    progress.tell("downloading");
    for (let second = 0; second < 150; second++) {
      wait(1_000);
      progress.tell(`compiling, ${second + 1} s`, true);
    }
    progress.tell("built");
    expect(lines).toEqual(["downloading", "compiling, 60 s", "compiling, 120 s", "built"]);
  });

  it("counts no resources one by one", () => {
    const { lines, progress } = log();
    progress.begin("prod: provisioning", 3);
    progress.step();
    progress.step();
    progress.pause();
    progress.say("sandbox started");
    expect(lines).toEqual(["prod: provisioning (3 resources)", "sandbox started"]);
  });
});
