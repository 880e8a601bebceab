/** `watchbill compliance`: its formats, its environments, and when it ends with 1. */

import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Folder, openFolder } from "./run-command";

let folder: Folder;

beforeEach(async () => {
  folder = openFolder("starter");
  await folder.run(["new", "framework", "--name", "acme"]);
});
afterEach(() => folder.close());

const STREAM = "logs: { streams: { application: { class: application, filter: '*' } } }";

function logged(): void {
  folder.edit(
    "catalog/systems/shop/checkout.yaml",
    "    packs: [web-service]\n",
    `    packs: [web-service]\n    ${STREAM}\n`,
  );
}

it("says of a system without the data that it was not checked", async () => {
  const ran = await folder.run(["compliance", "--env", "prod"]);
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.out).toContain("no service of the system has a stream of application data");
});

it("ends with 0 where all that is asked for is met, and with 1 where something is not", async () => {
  logged();
  expect(await folder.run(["compliance"])).toMatchObject({ code: 0 });
  folder.edit("catalog/frameworks/acme.yaml", "atLeast: 15 days", "atLeast: 30 days");
  const ran = await folder.run(["compliance"]);
  expect(ran, ran.err).toMatchObject({ code: 1 });
  expect(ran.out).toContain("shop: not met");
  expect(ran.out).toContain("nothing keeps all of it for 30 days");
});

it("gives machines the same", async () => {
  logged();
  const { out } = await folder.run(["compliance", "--format", "json", "--env", "prod"]);
  const { matrices } = JSON.parse(out) as { matrices: { environment: string; rows: { verdict: string }[] }[] };
  expect(matrices.map(({ environment }) => environment)).toEqual(["prod"]);
  expect(JSON.parse(out)).toMatchObject({
    organisation: expect.stringMatching(/./),
    day: new Date().toISOString().slice(0, 10),
    catalog: { folder: "catalog", digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
    policiesFrom: null,
  });
  expect(matrices[0]?.rows.map(({ verdict }) => verdict)).toEqual(["met"]);
});

it("leaves environments with test data out, unless they are asked for", async () => {
  expect((await folder.run(["compliance", "--format", "markdown"])).out).not.toContain("`dev`");
  expect((await folder.run(["compliance", "--env", "dev"])).out).toContain("dev holds test data alone");
});

it.each(["text", "markdown"])("says of which day and of which catalog it is (%s)", async (format) => {
  const lines = async () => (await folder.run(["compliance", "--format", format])).out.split("\n");
  const before = await lines();
  expect(before[0]).toContain(new Date().toISOString().slice(0, 10));
  const digest = (all: string[]) => all.find((line) => line.includes("sha256:"));
  folder.edit("catalog/frameworks/acme.yaml", "atLeast: 15 days", "atLeast: 16 days");
  expect(digest(await lines())).not.toBe(digest(before));
  expect(before.join(" ")).toContain("watchbill audit");
});

it("names frameworks that ask nothing of anything", async () => {
  folder.edit("catalog/frameworks/acme.yaml", "dataClasses: [application]", "dataClasses: [health]");
  for (const format of ["text", "markdown"])
    expect((await folder.run(["compliance", "--format", format])).out).toContain(
      "in the catalog, and asking nothing of any data here",
    );
});

it("does not pass where every environment says that it holds test data", async () => {
  folder.edit("catalog/organisation.yaml", "notify: page\n", "notify: page\n    testData: true\n");
  const ran = await folder.run(["compliance"]);
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.out).toContain("No framework governs anything");
});

it("asks what the frameworks of another checkout ask, where that is said", async () => {
  logged();
  folder.edit("catalog/frameworks/acme.yaml", "atLeast: 15 days", "atLeast: 1 day");
  cpSync(join(folder.dir, "catalog"), join(folder.dir, "base"), { recursive: true });
  folder.edit("base/frameworks/acme.yaml", "atLeast: 1 day", "atLeast: 30 days");
  expect(await folder.run(["compliance"])).toMatchObject({ code: 0 });
  const ran = await folder.run(["compliance", "--policies-from", "base"]);
  expect(ran, ran.err).toMatchObject({ code: 1 });
  expect(ran.out).toContain("kept at least 30 days: not met");
});

it("says nothing of a catalog that is not in order", async () => {
  folder.edit("catalog/frameworks/acme.yaml", "atLeast: 15 days", "atLeast: a while");
  const ran = await folder.run(["compliance"]);
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).toContain("bad-quantity");
});
