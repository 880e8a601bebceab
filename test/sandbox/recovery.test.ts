import { describe, expect, it } from "vitest";
import { leftOver, type MadeObject, madeFor } from "../../sandbox/index";

const STACK = { stack: "prod", project: "shop" };
const urn = (type: string, name: string, { stack, project } = STACK) =>
  `urn:pulumi:${stack}::${project}::${type}::${name}`;
const USER = "a:b:People$pagerduty:index/user:User";
const made = (of: Partial<MadeObject>): MadeObject => ({
  vendor: "pagerduty",
  kind: "user",
  id: "P1",
  madeFor: urn(USER, "ana"),
  madeAs: "P1",
  ...of,
});

describe("what a kill left in the sandbox", () => {
  it.each<[string, MadeObject, { urn: string; id?: string }[], "lost" | "recorded" | "neither"]>([
    ["is recorded when the state has its type and id", made({}), [{ urn: urn(USER, "ana"), id: "P1" }], "recorded"],
    [
      "is recorded also after its resource was renamed or moved",
      made({}),
      [{ urn: urn("other:Parent$pagerduty:index/user:User", "anna"), id: "P1" }],
      "recorded",
    ],
    ["is lost when the state is empty", made({}), [], "lost"],
    ["is lost when the adapter came to no answer", made({ madeAs: undefined }), [{ urn: urn(USER, "ana") }], "lost"],
    [
      "is lost when only another type has that id",
      made({}),
      [{ urn: urn("x$pagerduty:index/team:Team", "ana"), id: "P1" }],
      "lost",
    ],
    [
      "is known by the id the engine was told, not by the row's",
      made({ kind: "team-membership", id: "row", madeAs: "P1:P2" }),
      [{ urn: urn(USER, "ana"), id: "P1:P2" }],
      "recorded",
    ],
    [
      "is none of ours when another project's stack of the same name made it",
      made({ madeFor: urn(USER, "ana", { ...STACK, project: "other" }) }),
      [],
      "neither",
    ],
  ])("%s", (_, object, state, verdict) => {
    const { lost, recorded } = leftOver([object], STACK, state);
    expect({ lost: lost.length, recorded: recorded.length }).toEqual({
      lost: verdict === "lost" ? 1 : 0,
      recorded: verdict === "recorded" ? 1 : 0,
    });
  });

  it("names the newest of what was made for a resource, apart from what the state has", () => {
    const objects = [made({}), made({ id: "P2", madeAs: "P2" }), made({ id: "P3", madeAs: undefined })];
    expect(madeFor(objects, urn(USER, "ana"), new Set(["P1"]))).toBe("P2");
    expect(madeFor(objects, urn(USER, "ana"), new Set(["P1", "P2"]))).toBeUndefined();
    expect(madeFor(objects, urn(USER, "ben"), new Set())).toBeUndefined();
  });
});
