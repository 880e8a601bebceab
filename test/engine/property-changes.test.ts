import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePath, propertyChanges } from "../../engine/property-changes";

const side = (inputs: Record<string, unknown>, outputs: Record<string, unknown> = {}) => ({ id: "1", inputs, outputs });

describe("property paths", () => {
  it.each([
    ["name", ["name"]],
    ["monitorThresholds.critical", ["monitorThresholds", "critical"]],
    ["tags[0]", ["tags", 0]],
    ["rules[1].targets[0].id", ["rules", 1, "targets", 0, "id"]],
    ['labels["a.b"].c', ["labels", "a.b", "c"]],
    ['["first key"]', ["first key"]],
    ['labels["say \\"hi\\""]', ["labels", 'say "hi"']],
  ])("%s", (path, keys) => expect(parsePath(path)).toEqual(keys));
});

describe("changed properties", () => {
  it("takes the provider's word, with the old value from the inputs", () => {
    const changes = propertyChanges({
      old: side({ thresholds: { critical: "90" }, tags: ["a"] }),
      new: side({ thresholds: { critical: "95" }, tags: ["a", "b"], type: "x" }),
      detailedDiff: {
        "thresholds.critical": { kind: "update", inputDiff: true },
        "tags[1]": { kind: "add", inputDiff: true },
        type: { kind: "add-replace", inputDiff: true },
      },
    });
    expect(changes).toEqual([
      { path: "tags", kind: "update", replaces: false, old: ["a"], new: ["a", "b"] },
      { path: "thresholds.critical", kind: "update", replaces: false, old: "90", new: "95" },
      { path: "type", kind: "add", replaces: true, old: undefined, new: "x" },
    ]);
  });

  it("finds the old value of drift in the outputs", () => {
    const [change] = propertyChanges({
      old: side({}, { paused: true }),
      new: side({}),
      detailedDiff: { paused: { kind: "delete", inputDiff: false } },
    });
    expect(change).toEqual({ path: "paused", kind: "delete", replaces: false, old: true, new: undefined });
  });

  it("compares the inputs where the provider gave no detail", () => {
    const changes = propertyChanges({
      old: side({ a: { b: 1, "x.y": [1, 2] }, gone: true }),
      new: side({ a: { b: 2, "x.y": [1, 3, 4] }, added: null }),
      detailedDiff: undefined,
    });
    expect(changes.map(({ path, kind, old, new: next }) => [path, kind, old, next])).toEqual([
      ["a.b", "update", 1, 2],
      ['a["x.y"]', "update", [1, 2], [1, 3, 4]],
      ["added", "add", undefined, null],
      ["gone", "delete", true, undefined],
    ]);
  });

  const layers = (...users: string[]) => ({ layers: [{ name: "first", users }, { name: "second" }] });
  it.each([
    ["one in the middle goes", ["a", "b", "c"], ["a", "c"], ["layers[0].users[1]"]],
    [
      "all move, and the provider names two",
      ["a", "b", "c"],
      ["c", "a", "b"],
      ["layers[0].users[0]", "layers[0].users[2]"],
    ],
    ["one comes", ["a"], ["a", "b"], ["layers[0].users[1]"]],
  ])("tells a list whole, once: %s", (_, before, after, paths) => {
    const detailedDiff = Object.fromEntries(paths.map((path) => [path, { kind: "update-replace", inputDiff: false }]));
    expect(propertyChanges({ old: side(layers(...before)), new: side(layers(...after)), detailedDiff })).toEqual([
      { path: "layers[0].users", kind: "update", replaces: true, old: before, new: after },
    ]);
  });

  it("tells objects of a list apart where each stays in its place, and the list whole where they move", () => {
    const rules = (...delays: number[]) => ({ rules: delays.map((delay) => ({ delay, to: "x" })) });
    const detailedDiff = { "rules[1].delay": { kind: "update", inputDiff: false } };
    const paths = (before: number[], after: number[]) =>
      propertyChanges({ old: side(rules(...before)), new: side(rules(...after)), detailedDiff }).map(
        ({ path }) => path,
      );
    expect(paths([1, 2, 3], [1, 5, 6])).toEqual(["rules[1].delay", "rules[2].delay"]);
    expect(paths([1, 2, 3], [1, 3, 2])).toEqual(["rules"]);
    expect(paths([1, 2, 3], [1, 3])).toEqual(["rules"]);
  });

  it("finds a list that was changed at the vendor in the outputs", () => {
    const detailedDiff = { "tags[1]": { kind: "delete", inputDiff: false } };
    expect(
      propertyChanges({ old: side({ tags: ["a"] }, { tags: ["a", "b"] }), new: side({ tags: ["a"] }), detailedDiff }),
    ).toEqual([{ path: "tags", kind: "update", replaces: false, old: ["a", "b"], new: ["a"] }]);
  });

  it("is silent about create and delete", () => {
    expect(propertyChanges({ old: undefined, new: side({ a: 1 }), detailedDiff: undefined })).toEqual([]);
    expect(propertyChanges({ old: side({ a: 1 }), new: undefined, detailedDiff: undefined })).toEqual([]);
  });

  it("names paths at which the values really are, and none for equal inputs", () => {
    const inputs = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>);
    fc.assert(
      fc.property(inputs, inputs, (old, next) => {
        expect(propertyChanges({ old: side(old), new: side(old), detailedDiff: undefined })).toEqual([]);
        for (const change of propertyChanges({ old: side(old), new: side(next), detailedDiff: undefined })) {
          let value: unknown = old;
          for (const key of parsePath(change.path))
            value = (value as Record<string | number, unknown> | undefined)?.[key];
          expect(value).toEqual(change.old);
        }
      }),
    );
  });
});
