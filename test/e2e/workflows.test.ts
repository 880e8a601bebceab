/**
 * The commands of .github/workflows, run one after another with the environment that the workflows give them, in a repository as a user's:
 * what init writes, the base branch's checkout below it. The real vendors are the sandbox, the rest is as it stands in the files.
 */

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readWorkflow, runJob } from "./run-workflow";
import { command, ROOT } from "./workspace";

const WATCHBILL = join(ROOT, "bin", "watchbill.cjs");
const CHANGED = { from: "{ high: 1s,", to: "{ high: 2s,", shown: "above.high: 1s → 2s" };
/** A program that says something else of every team than the catalog does. */
const PROGRAM = `const watchbill = require("watchbill/program");
const { runtime } = require(require.resolve("@pulumi/pulumi", { paths: [require.resolve("watchbill/program")] }));
module.exports = () => {
  runtime.registerStackTransformation(({ opts, props, type }) =>
    type === "pagerduty:index/team:Team" ? { opts, props: { ...props, description: "Of the program." } } : undefined,
  );
  return watchbill();
};
`;
const BROKEN = {
  rule: "one-level",
  from: "      - notify: [ana, ben]\n        escalateAfter: 15min\n",
  to: "",
};
let workspace: string;
/** The change, and after it is merged the repository. */
let dir: string;
let sandboxed: string;

beforeAll(async () => {
  workspace = join(mkdtempSync(join(tmpdir(), "watchbill-workflows-")), "workspace");
  dir = join(workspace, "change");
  mkdirSync(dir, { recursive: true });
  const made = await command(process.execPath, [WATCHBILL, "init", "."], dir);
  if (made.code !== 0) throw new Error(made.err);
  // As after `actions/checkout` of the base branch and `npm ci` in it.
  cpSync(dir, join(workspace, "base"), { recursive: true });
  mkdirSync(join(workspace, "base", "node_modules", ".bin"), { recursive: true });
  symlinkSync(ROOT, join(workspace, "base", "node_modules", "watchbill"));
  symlinkSync(WATCHBILL, join(workspace, "base", "node_modules", ".bin", "watchbill"));
  // Where the workflows deploy to real vendors, the tests have the sandbox.
  sandboxed = join(workspace, "sandboxed");
  writeFileSync(
    sandboxed,
    `#!/bin/sh\ncase "$1" in check) ;; *) set -- "$@" --sandbox ;; esac\nexec "${WATCHBILL}" "$@"\n`,
    {
      mode: 0o755,
    },
  );
});
afterAll(async () => {
  await command(process.execPath, [WATCHBILL, "sandbox", "stop"], dir);
  rmSync(join(workspace, ".."), { recursive: true, force: true });
});

function edit(file: string, from: string, to: string): void {
  const path = join(dir, "catalog", file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(path, text.replace(from, to));
}

const pullRequest = (prepared: string[] = []) =>
  runJob(readWorkflow("pull-request.yml"), "review", {
    dir: workspace,
    expressions: { "github.workspace": workspace },
    // The one line that a user's copy changes.
    env: { WATCHBILL: join(workspace, "base", "node_modules", ".bin", "watchbill") },
    prepared: ["Install the base branch's packages", ...prepared],
  });

describe("a pull request", () => {
  it("that is fine is green, and its summary tells exactly what it changes, in the catalog and in the program", async () => {
    edit("systems/shop/checkout.yaml", CHANGED.from, CHANGED.to);
    const program = readFileSync(join(dir, "program.cjs"), "utf8");
    writeFileSync(join(dir, "program.cjs"), PROGRAM);
    const { failed, steps, summary } = await pullRequest(["Stop the sandbox"]);
    writeFileSync(join(dir, "program.cjs"), program);
    expect(steps.map(({ code, name, out }) => (code === 0 ? name : out))).toEqual([
      "Lend them to the change's program",
      "Check the catalog and ask every policy",
      "Provision the base branch in the sandbox",
      "Lend its sandbox to the change",
      "Preview the change with the engine and its packs",
    ]);
    expect(failed).toBe(false);
    expect(summary).toContain("## Watchbill check: no findings");
    expect(summary).toMatch(/^## What the change does\n\nAgainst the sandbox, which held the base branch\.\n\n/m);
    expect(summary).toContain(CHANGED.shown);
    expect(summary).toContain("Of the program.");
    expect(summary).not.toContain("not provisioned");
    expect(steps.at(-1)?.out).toMatch(/^policies of: \S*base\/catalog and this one$/m);
  });

  it("that breaks a policy and switches it off itself is red, at the line, for the base branch's policies hold", async () => {
    const whole = readFileSync(join(dir, "catalog", "organisation.yaml"), "utf8");
    edit("organisation.yaml", BROKEN.from, BROKEN.to);
    writeFileSync(join(dir, "catalog", "policies.yaml"), `policies:\n  ${BROKEN.rule}: { level: disabled }\n`);
    const { failed, steps, summary } = await pullRequest([
      "Provision the base branch in the sandbox",
      "Stop the sandbox",
    ]);
    expect(failed).toBe(true);
    const [, check, , preview] = steps;
    expect(check?.out).toMatch(
      new RegExp(`^::error file=catalog/[a-z/.]+,line=\\d+,col=\\d+,.*title=${BROKEN.rule}::`, "m"),
    );
    expect(summary).toContain(`**\`${BROKEN.rule}\`** \`catalog/`);
    expect(preview).toMatchObject({ name: "Preview the change with the engine and its packs", code: 1 });
    expect(preview?.out).toContain(`[${BROKEN.rule}]`);
    writeFileSync(join(dir, "catalog", "organisation.yaml"), whole);
    rmSync(join(dir, "catalog", "policies.yaml"));
  });
});

describe("main", () => {
  const expressions = (environment: string) => ({
    "matrix.environment": environment,
    "inputs.deletions": "",
    "vars.PULUMI_BACKEND_URL": "",
    "secrets.PULUMI_ACCESS_TOKEN": "",
    "secrets.PULUMI_CONFIG_PASSPHRASE": "",
    "secrets.DD_API_KEY": "",
    "secrets.DD_APP_KEY": "",
    "secrets.PAGERDUTY_TOKEN": "",
    "secrets.SENTRY_AUTH_TOKEN": "",
  });
  const run = (file: string, job: string, environment: string) =>
    runJob(readWorkflow(file), job, { dir, expressions: expressions(environment), env: { WATCHBILL: sandboxed } });

  const approving = (deletions: string, environment: string) =>
    runJob(readWorkflow("deploy.yml"), environment === "prod" ? "owner" : "others", {
      dir,
      expressions: { ...expressions(environment), "inputs.deletions": deletions },
      env: { WATCHBILL: "echo" },
      prepared: ["Ask whether it has a state"],
    });

  it("is previewed and deployed, and what was checked is on record", async () => {
    const preview = await run("deploy.yml", "preview", "prod");
    expect(preview.steps.map(({ code, name, out }) => (code === 0 ? name : out))).toEqual([
      "Check the catalog and ask every policy",
      "Preview",
    ]);
    expect(preview.summary).toContain(CHANGED.shown);
    const deployed = await run("deploy.yml", "owner", "prod");
    expect(deployed.steps).toMatchObject([
      { name: "Deploy", code: 0 },
      { name: "Ask whether it has a state", code: 0 },
    ]);
    expect(readFileSync(join(dir, "..", "temp", "output"), "utf8")).toBe("state=true\n");
    const record = JSON.parse(readFileSync(join(dir, "..", "temp", "record.json"), "utf8"));
    expect(record).toMatchObject({ version: 1, command: "up", environments: [{ environment: "prod" }] });
  });

  // In place of Watchbill what tells how it was called: nothing is deployed.
  it.each<[string, string]>([
    ["", ""],
    ["16", " --approve-deletions 16"],
    ["prod=16,dev=7", " --approve-deletions prod=16,dev=7"],
    ["prod=$(id);touch x, *", " --approve-deletions prod=$(id);touch x, *"],
  ])("hands the approved deletions %j on as they are, which up reads", async (deletions, given) => {
    for (const environment of ["prod", "dev"]) {
      const { failed, steps } = await approving(deletions, environment);
      expect(failed).toBe(false);
      expect(steps[0]?.out.startsWith(`up --env ${environment} --yes --record `)).toBe(true);
      expect(steps[0]?.out.trimEnd().endsWith(`record.json${given}`), steps[0]?.out).toBe(true);
    }
  });

  it("is audited against that record", async () => {
    const audit = await run("audit.yml", "audit", "prod");
    expect(audit.steps.map(({ code, name, out }) => (code === 0 ? name : out))).toEqual(["Audit"]);
    expect(audit.steps[0]?.out).not.toContain("no record of a deployment");
    expect(audit.summary).toMatch(/^## Watchbill audit: no findings\n/);
    expect(JSON.parse(readFileSync(join(dir, "..", "temp", "audit.json"), "utf8"))).toMatchObject({ command: "audit" });
  });
});
