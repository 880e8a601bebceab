/**
 * `kill -9` of the sandbox, of the engine and of the command in the middle of `up`, at seeded moments. After
 * `doctor --fix`: nothing acknowledged is lost, nothing exists twice, and `up` converges.
 * WATCHBILL_CRASHES sets how often, WATCHBILL_SEED when.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Arena, generator, kill, nthWrite, openArena, start, UP, type Victim } from "./arena";

const TIMES = Number(process.env.WATCHBILL_CRASHES ?? 20);
const SEED = Number(process.env.WATCHBILL_SEED ?? 20_261_121);
/** At most this long after the write that a kill waits for, in ms. */
const JITTER = 25;

/** Each with its own sequence of moments. */
const VICTIMS: { victim: Victim; times: number; seed: number }[] = [
  { victim: "engine", times: TIMES, seed: SEED },
  { victim: "sandbox", times: TIMES, seed: SEED + 7919 },
  { victim: "command", times: Math.ceil(TIMES / 5), seed: SEED + 15_838 },
];

interface Undisturbed {
  /** How many writes a deployment makes. */
  writes: Record<"create" | "change", number>;
  /** What there is after it. */
  counts: string[];
  /** The command that makes the change: it deletes a person, in a small stack. */
  approvedUp: string[];
}

/** All victims deploy the same catalog: found out in the first project that asks. */
let undisturbed: Promise<Undisturbed> | undefined;

async function deployUndisturbed(arena: Arena): Promise<Undisturbed> {
  await arena.up();
  const counts = arena.counts();
  const create = arena.writes();
  arena.change();
  const approvedUp = await approvedCommand(arena);
  await arena.must(...approvedUp);
  expect(arena.counts()).toEqual(counts);
  return { writes: { create, change: arena.writes() - create }, counts, approvedUp };
}

// Side by side, each in a project of its own: much of a deployment is waiting.
describe.concurrent.each(VICTIMS)("kill -9 of the $victim in the middle of up", ({ victim, times, seed }) => {
  const random = generator(seed);
  const kills = Array.from({ length: times }, (_, index) => ({
    number: index + 1,
    // Two in three create everything, one changes what is there.
    scenario: index % 3 === 2 ? ("change" as const) : ("create" as const),
    moment: Math.round(random() * 1000) / 1000,
    delay: Math.round(random() * JITTER),
  }));
  let expected: Undisturbed;
  const tally = { kills: 0, midway: 0, pending: 0, adopted: 0, removed: 0 };
  /** Whether the last one left everything deployed. */
  let converged = true;
  let arena: Arena;

  beforeAll(async () => {
    arena = await openArena();
    undisturbed ??= deployUndisturbed(arena);
    expected = await undisturbed;
  });

  afterAll(async () => {
    await arena?.close();
  });

  it.sequential.for(kills)("number $number: $scenario, at $moment of the writes and $delay ms", async (one) => {
    if (one.scenario === "create" || !converged) await arena.empty();
    if (one.scenario === "change") {
      if (!converged) await arena.up();
      arena.change();
    }
    converged = false;
    const before = arena.writes();
    const all = expected.writes[one.scenario];
    const up = one.scenario === "change" ? expected.approvedUp : UP;
    const run = start(arena, ...up);
    const reached = await nthWrite(arena, run, before, 1 + Math.floor(one.moment * (all - 1)));
    await sleep(one.delay);
    const killed = reached && kill(victim, arena, run);
    await run.ended;

    const acknowledged = arena.state();
    const written = arena.writes() - before;
    const fixed = await fix(arena, victim);
    tally.kills += 1;
    if (killed && written > 0 && written < all) tally.midway += 1;
    if (acknowledged.pending > 0) tally.pending += 1;
    tally.adopted += fixed.split("adopted").length - 1;
    tally.removed += fixed.split("recorded nowhere").length - 1;
    const mended = arena.state();
    expect(mended.pending).toBe(0);
    const there = arena.objects();
    expect(missing(there, mended.resources), "after doctor --fix the state knows what there is").toEqual([]);
    // The engine of a killed command lives on and goes on deleting.
    const goesOn = victim === "command" && one.scenario === "change";
    const kept = goesOn ? [] : acknowledged.resources.filter((resource) => !acknowledged.deleting.includes(resource));
    expect(missing(kept, mended.resources), "nothing acknowledged is lost").toEqual([]);
    // The answer to a deletion is lost with the sandbox: the engine deletes again, and finds nothing there.
    const gone = missing(mended.resources, there);
    if (victim !== "sandbox") expect(gone, "nothing is known that is not there").toEqual([]);

    await arena.up(up);
    expect(arena.counts(), "nothing is missing and nothing exists twice").toEqual(expected.counts);
    expect(arena.objects()).toEqual(arena.state().resources);
    expect(arena.state().resources.filter((resource) => gone.includes(resource))).toEqual([]);
    if (one.scenario === "create") expect(missing(mended.resources, arena.objects())).toEqual([]);
    const again = await arena.must("preview", "--sandbox", "--env", "prod");
    expect(again.out, again.err).toContain("prod: no changes");
    converged = true;
  });

  it.sequential("hit in the middle most of the time", () => {
    console.log(
      `seed ${SEED}, ${victim}: ${tally.kills} kills, ${tally.midway} between the first and the last write, ` +
        `${tally.pending} left unfinished operations; ${tally.adopted} adopted, ${tally.removed} removed`,
    );
    expect(tally.midway).toBeGreaterThanOrEqual(Math.floor(tally.kills / 2));
  });
});

/** `up` with the approval that it wants. */
async function approvedCommand({ space }: Arena): Promise<string[]> {
  const { err } = await space.watchbill(...UP);
  const [, number] = /--approve-deletions (\d+)$/m.exec(err) ?? [];
  if (number === undefined) throw new Error(`nothing had to be approved\n${err}`);
  return [...UP, "--approve-deletions", number];
}

/** `doctor --fix` until it is done: while an engine still runs it refuses, and says so. */
async function fix(arena: Arena, victim: Victim): Promise<string> {
  for (;;) {
    const { code, out, err } = await arena.space.watchbill("doctor", "--fix");
    if (code === 0) return out;
    // Only the engine of a killed command lives on.
    if (victim !== "command" || !out.includes("is being deployed by process")) throw new Error(`${err}${out}`);
    await sleep(200);
  }
}

function missing(before: readonly string[], after: readonly string[]): string[] {
  return before.filter((resource) => !after.includes(resource));
}
