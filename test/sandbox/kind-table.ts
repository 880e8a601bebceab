/** A table of kinds × what can happen to a resource, through the real provider, HTTP and SQLite. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Field,
  KIND_NAMES,
  type KindName,
  type Method,
  type Value,
  type Values,
  type Vendor,
} from "../../vendors/index";
import { opened, openWorld, type Resource, secretsOf, type World } from "./provider-client";

/** Ids of what the kinds need, by name. */
export type Ids = Record<string, string>;

export interface Case {
  kind: KindName;
  inputs: (ids: Ids) => Values;
  /** Inputs with something changed, and the properties that show. */
  changed: (ids: Ids) => Values;
  diffs: string[];
  /** Inputs that cannot be reached by an update, and what forces it; absent where nothing does. */
  replaced?: { inputs: (ids: Ids) => Values; by: string[] };
  /** A change made elsewhere, and what a read then finds; absent where the vendor shows nothing that could be changed. */
  outside?: { request: (one: Resource, ids: Ids) => [Method, string, Value]; property: string; value: Value };
  /** How it is deleted elsewhere: a path for DELETE, or a whole request. */
  remove: (one: Resource, ids: Ids) => string | [Method, string, Value];
  secrets?: string[];
  /** A Sentry organisation asked for always exists. */
  neverGone?: true;
  /** Deleting it forgets it only: the vendor has no such request. */
  stays?: true;
}

export interface Table {
  vendors: readonly Vendor[];
  cases: readonly Case[];
  /** Makes what the kinds need and notes its ids. */
  setUp?: (world: World, ids: Ids) => Promise<void>;
}

/** Tries every kind of the table in one sandbox. */
export function tryKinds({ vendors, cases, setUp }: Table): void {
  let world: World;
  const ids: Ids = {};

  beforeAll(async () => {
    world = await openWorld();
    await setUp?.(world, ids);
  });
  afterAll(() => world.close());

  it("covers every kind", () => {
    const ours = KIND_NAMES.filter((kind) => vendors.some((vendor) => kind.startsWith(`${vendor}/`)));
    expect(cases.map(({ kind }) => kind).sort()).toEqual([...ours].sort());
  });

  describe.each(cases)("$kind", (row) => {
    const { kind, diffs, replaced, outside } = row;
    let one: Resource;
    let inputs: Values;
    const unchanged = { diffs: [], replaces: [] };

    it("is created from inputs that Check passes, and is then no difference", async () => {
      const checked = await world.check(kind, row.inputs(ids));
      expect(checked.failures).toEqual([]);
      inputs = checked.inputs;
      one = await world.create(kind, inputs);
      expect(one.id).not.toBe("");
      expect(await world.diff(one, inputs)).toEqual(unchanged);
      expect(secretsOf(one)).toEqual(row.secrets ?? []);
    });

    it("reads back as it was made", async () => {
      const read = await world.read(one);
      expect(read?.id).toBe(one.id);
      expect(await world.diff(read as Resource, inputs)).toEqual(unchanged);
      expect(read?.inputs).toEqual(inputs);
    });

    it("shows what changes, changes it, and is then no difference, also after a read", async () => {
      const checked = await world.check(kind, row.changed(ids), inputs);
      expect(checked.failures).toEqual([]);
      expect(await world.diff(one, checked.inputs)).toEqual({ diffs, replaces: [] });
      if (diffs.length > 0) one = await world.update(one, checked.inputs);
      inputs = checked.inputs;
      expect(await world.diff(one, inputs)).toEqual(unchanged);
      one = (await world.read(one)) as Resource;
    });

    it("is replaced where it cannot be changed, and nowhere else", async () => {
      const forced = Object.entries(one.kind.fields).flatMap(([name, field]) => (forces(field) ? [name] : []));
      if (!replaced) {
        expect(forced).toEqual([]);
        return;
      }
      const wanted = await world.check(kind, replaced.inputs(ids), inputs);
      const { replaces } = await world.diff(one, wanted.inputs);
      expect(replaces).toEqual(replaced.by);
      expect(forced).toEqual(expect.arrayContaining(replaces));
    });

    it("shows in a read what was changed elsewhere, and plans to put it back", async () => {
      if (!outside) return;
      const [method, path, body] = outside.request(one, ids);
      const answer = await world.http(one.kind.vendor, method, path, body);
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
      const read = (await world.read(one)) as Resource;
      expect(opened(read)[outside.property]).toEqual(outside.value);
      expect((await world.diff(read, inputs)).diffs).toContain(outside.property);
      one = await world.update(read, inputs);
      expect(opened((await world.read(one)) as Resource)[outside.property]).not.toEqual(outside.value);
    });

    it("is deleted by the provider, and missed by a read when it was deleted elsewhere", async () => {
      const name = kind.slice(kind.indexOf("/") + 1);
      const count = async () => (await world.counts(one.kind.vendor))[name] ?? 0;
      const before = await count();
      await world.delete(one);
      if (row.stays) return;
      expect(await count()).toBe(before - 1);
      const again = await world.create(kind, inputs);
      const asked = row.remove(again, ids);
      const [method, path, body] = typeof asked === "string" ? (["DELETE", asked] as const) : asked;
      expect((await world.http(one.kind.vendor, method, path, body)).status).toBeLessThan(300);
      expect(await count()).toBe(before - 1);
      if (!row.neverGone) expect(await world.read(again)).toBeUndefined();
    });
  });

  it("asked for nothing that the sandbox does not have", () => {
    expect(world.log).toEqual([]);
  });
}

/** Whether a change somewhere within a field replaces the resource. */
function forces(field: Field): boolean {
  if (field.forceNew !== undefined) return true;
  if (field.type === "block") return Object.values(field.fields).some(forces);
  return "of" in field && forces(field.of);
}
