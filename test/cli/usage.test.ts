/** What does not fit is told in one line, with exit code 2 and nothing on standard output. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Folder, openFolder } from "./run-command";

let folder: Folder;

beforeAll(() => {
  folder = openFolder("starter");
});
afterAll(() => folder.close());

const WRONG: [args: string[], says: string][] = [
  [[], "Usage: watchbill"],
  [["chek"], "Did you mean check?"],
  [["check", "--formt", "json"], "Did you mean --format?"],
  [["check", "--format", "xml"], "Allowed choices are text, json, sarif, github"],
  [["check", "--fail-on", "info"], "Allowed choices are error, warning"],
  [["check", "here"], "too many arguments"],
  [["check", "--env"], "argument missing"],
  [["check", "--env", "prd"], 'there is no environment "prd": the catalog has dev, prod'],
  [["check", "--catalog", "nowhere"], "there is no catalog folder at nowhere"],
  [["check", "--catalog", "Pulumi.yaml"], "there is no catalog folder at Pulumi.yaml"],
  [["check", "--policies-from", "nowhere"], "--policies-from: there is no catalog folder at nowhere"],
  [["render", "--env", "prod", "--env", "prd"], 'there is no environment "prd"'],
  [["render", "--kind", "datadog/monitr"], 'there is no kind "datadog/monitr"'],
  [["explain"], "missing required argument"],
  [["explain", "moniter", "x"], "Allowed choices are monitor"],
  [["explain", "monitor", "nope", "--env", "prod"], "there is no monitor `nope` in prod"],
  [["explain", "monitor", "shop-checkout-latency", "--env", "dev", "--env", "prod"], "give --env once"],
  [["lint", "nowhere.json"], "there is no file or folder nowhere.json"],
  [["lint", "--fix", "-"], "--fix edits files"],
  [["metrics"], "missing required argument"],
  [["metrics", "push"], "Allowed choices are pull"],
  [["init"], "missing required argument"],
  [["init", "."], "nothing was written"],
  [["destroy", "--sandbox"], "add --env <name>"],
  [["destroy", "--env", "prod"], "--sandbox"],
  [["up"], "--sandbox"],
  [["up", "--sandbox", "--parallel", "0"], "whole number from 1"],
  [["up", "--sandbox", "--parallel", "many"], "whole number from 1"],
  [["up", "--sandbox", "--env", "prd"], 'there is no environment "prd"'],
  [["up", "--sandbox", "--approve-deletions", "prd=1,dev=2"], '--approve-deletions: there is no environment "prd"'],
  [
    ["destroy", "--sandbox", "--env", "dev", "--approve-deletions", "16,7"],
    "one for each environment like prod=16,dev=7",
  ],
  [["up", "--sandbox", "--pulumi", "no-such-file"], "no-such-file is not an executable file"],
  [["sandbox"], "missing required argument"],
  [["sandbox", "restart"], "Allowed choices are start, stop, status, reset"],
];

describe("a mistake on the command line", () => {
  it.each(WRONG)("watchbill %j says %j", async (args, says) => {
    const ran = await folder.run(args);
    expect(ran.err).toContain(says);
    expect(ran.err).not.toMatch(/^\s+at /m);
    expect(ran).toMatchObject({ code: 2, out: "" });
  });
});

describe("exit codes", () => {
  it("are 0 for help and the version", async () => {
    for (const args of [["--help"], ["help"], ["help", "up"], ["--version"]])
      expect(await folder.run(args)).toMatchObject({ code: 0, err: "" });
  });

  it("are 2 for an engine that was named and is too old, 3 when there is none to be had", async () => {
    const file = join(folder.dir, "old-pulumi");
    writeFileSync(file, "#!/bin/sh\necho v3.1.0\n", { mode: 0o755 });
    const old = await folder.run(["preview", "--sandbox", "--pulumi", file]);
    expect(old.err).toContain("3.1.0");
    expect(old.code).toBe(2);
    const none = await folder.run(["preview", "--sandbox"], { PATH: folder.dir });
    expect(none.err).toContain("Install Pulumi");
    expect(none.code).toBe(3);
    for (const { err } of [old, none]) expect(err).not.toMatch(/^\s+at /m);
  });

  it("are 1 for findings, and for warnings only where that is asked for", async () => {
    folder.edit("catalog/organisation.yaml", "notify: page", "notify: pager");
    expect(await folder.run(["check"])).toMatchObject({ code: 1, err: "" });
    // The environment with the mistake is not called unknown.
    const one = await folder.run(["check", "--env", "prod"]);
    expect(one.out).toContain("`pager`");
    expect(one.code).toBe(1);
    expect(await folder.run(["render"])).toMatchObject({ code: 1, out: "" });
    expect(await folder.run(["explain", "monitor", "shop-checkout-latency", "--env", "prod"])).toMatchObject({
      code: 1,
      out: "",
    });
  });
});
