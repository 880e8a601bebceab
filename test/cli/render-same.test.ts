/** `render` is the same to the byte wherever and however it runs: nothing of the machine, the hour or the language gets in. */

import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ROOT } from "../e2e/workspace";
import { type Folder, openFolder } from "./run-command";

let folder: Folder;
let text: string;

beforeAll(async () => {
  folder = openFolder("empty");
  cpSync(join(ROOT, "catalog"), join(folder.dir, "catalog"), { recursive: true });
  text = (await render({})).out;
}, 120_000);
afterAll(() => folder.close());

function render(env: Record<string, string>, args: string[] = []) {
  return folder.run(["render", "--format", "json", ...args], env);
}

it("prints the whole catalog", () => {
  expect(JSON.parse(text).specs.length).toBeGreaterThan(1000);
});

it.each([
  ["a second time", {}],
  [
    "in another time zone and language",
    { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", LANGUAGE: "tr" },
  ],
  ["in another", { TZ: "America/St_Johns", LANG: "C", LC_ALL: "C" }],
  ["with colours forced, in a narrow terminal", { FORCE_COLOR: "1", COLUMNS: "40" }],
])("the same %s", async (_, env) => {
  const ran = await render(env);
  expect(ran.code).toBe(0);
  expect(ran.out === text).toBe(true);
});

it("the same from another folder, but for the files' names", async () => {
  const deep = join(folder.dir, "deep", "er");
  mkdirSync(deep, { recursive: true });
  const { command } = await import("../e2e/workspace");
  const ran = await command(
    process.execPath,
    [join(ROOT, "bin", "watchbill.cjs"), "render", "--format", "json", "--catalog", "../../catalog"],
    deep,
  );
  expect(ran.code).toBe(0);
  expect(ran.out.replaceAll('"file": "../../catalog/', '"file": "catalog/') === text).toBe(true);
});

it("the same an environment at a time", async () => {
  const one = JSON.parse((await render({}, ["--env", "prod"])).out).specs;
  expect(one).toEqual(JSON.parse(text).specs.filter(({ env }: { env: string }) => env === "prod"));
});
