/**
 * What else may happen in the middle of `up`: Ctrl-C, a second deployment, a `doctor` too early, a kill that nobody
 * mends before the next `up`.
 */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Arena, kill, nthWrite, openArena, processOf, type Run, start, UP } from "./arena";

describe("in the middle of up", () => {
  let arena: Arena;
  let expected: string[];
  let all: number;

  beforeAll(async () => {
    arena = await openArena();
    await arena.must(...UP);
    expected = arena.counts();
    all = arena.objects().length;
  });
  beforeEach(() => arena.empty());
  afterAll(() => arena?.close());

  /** A deployment of everything, at its n-th write. */
  async function upAt(n: number): Promise<Run> {
    const run = start(arena, ...UP);
    expect(await nthWrite(arena, run, 0, n), "the deployment comes to this write").toBe(true);
    return run;
  }

  async function expectConverged(): Promise<void> {
    expect(arena.counts(), "nothing is missing and nothing exists twice").toEqual(expected);
    expect(arena.objects()).toEqual(arena.state().resources);
    expect((await arena.must("preview", "--sandbox", "--env", "prod")).out).toContain("prod: no changes");
  }

  it.each([
    ["SIGINT", 3],
    ["SIGINT", 11],
    ["SIGTERM", 7],
  ] as const)(
    "%s after %i writes ends with 130, leaves nothing to mend, and the next up goes on",
    async (signal, n) => {
      const run = await upAt(n);
      run.child.kill(signal);
      const { code, output } = await run.ended;
      expect(code, output).toBe(130);
      expect(output).toMatch(/"watchbill up --sandbox[^"]*" goes on from there/);
      const state = arena.state();
      expect(state.pending).toBe(0);
      expect(arena.objects()).toEqual(state.resources);
      expect(state.resources.length, "it stopped before the end").toBeLessThan(all);
      expect((await arena.must("doctor")).out).toMatch(/^sandbox stack prod +ok/m);
      await arena.must(...UP);
      await expectConverged();
    },
  );

  it.each(["engine", "sandbox"] as const)("up recovers by itself after a kill -9 of the %s", async (victim) => {
    const run = await upAt(9);
    expect(kill(victim, arena, run)).toBe(true);
    const { output } = await run.ended;
    if (victim === "sandbox")
      expect(output).toMatch(
        /the sandbox died[\s\S]*"watchbill up --sandbox" starts it again[\s\S]* goes on from there/,
      );
    const before = arena.state().resources;
    await arena.must(...UP);
    expect(arena.objects()).toEqual(expect.arrayContaining(before));
    await expectConverged();
  });

  it("doctor and a second up leave a running deployment alone, and say so", async () => {
    const run = await upAt(5);
    const engine = processOf("engine", arena.space, run);
    if (engine === undefined) throw new Error("the deployment has no engine");
    // Held still while the others look.
    process.kill(engine, "SIGSTOP");
    try {
      const held = `is being deployed by process ${engine}`;
      const looked = await arena.space.watchbill("doctor");
      expect(looked.out).toMatch(new RegExp(`^sandbox stack prod +not checked +${held}`, "m"));
      const fix = await arena.space.watchbill("doctor", "--fix");
      expect(fix, fix.err).toMatchObject({ code: 1 });
      expect(fix.out).toContain(held);
      const second = await arena.space.watchbill(...UP);
      expect(second, second.out).toMatchObject({ code: 3 });
      expect(second.err).toContain(held);
      for (const action of ["stop", "reset"]) {
        const refused = await arena.space.watchbill("sandbox", action);
        expect(refused, refused.out).toMatchObject({ code: 3 });
        expect(refused.err).toContain(`prod ${held}`);
      }
    } finally {
      process.kill(engine, "SIGCONT");
    }
    const { code, output } = await run.ended;
    expect(code, output).toBe(0);
    await expectConverged();
  });

  it("doctor tells what a killed sandbox had made, before and after it is fixed", async () => {
    const run = await upAt(6);
    kill("sandbox", arena, run);
    await run.ended;
    expect((await arena.space.watchbill("doctor")).out).toMatch(/^sandbox +missing +not running/m);
    const fixed = await arena.must("doctor", "--fix");
    expect(fixed.out).toMatch(/^sandbox +mended +was not running; started at http/m);
    const looked = await arena.must("doctor");
    // The table breaks its lines.
    expect(looked.out.replaceAll(/\s+/g, " ")).toContain(
      " sandbox stack prod ok nothing pending, no locks, nothing made since its last deployment that its state does not know",
    );
  });
});
