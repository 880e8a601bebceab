/** What must hold of .github whoever changes it: actions by digest, the least permissions, no secrets where strangers' changes run. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../cli/commands/index";
import { readWorkflow, type Step, type Workflow } from "../e2e/run-workflow";
import { ROOT } from "../e2e/workspace";

const FOLDER = join(ROOT, ".github", "workflows");
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith(".yml"));
const text = (...path: string[]) => readFileSync(join(ROOT, ...path), "utf8");
const ALL: [string, Workflow][] = FILES.map((file) => [file, readWorkflow(file)]);
const TEXTS: [string, string][] = [
  ...FILES.map((file): [string, string] => [file, text(".github", "workflows", file)]),
  ["action.yml", text(".github", "actions", "watchbill", "action.yml")],
];
const stepsOf = ({ jobs }: Workflow): Step[] => Object.values(jobs).flatMap(({ steps }) => steps);

/** `actions/checkout` → its digest and version. */
function actions(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [, content] of TEXTS)
    for (const [, used = "", rest = ""] of content.matchAll(/uses: ([^@\s]+)(.*)/g)) {
      if (used.startsWith("./")) continue;
      const action = used.split("/").slice(0, 2).join("/");
      found.set(action, (found.get(action) ?? new Set()).add(rest));
    }
  return found;
}

describe("actions", () => {
  it("are named by a digest, with the version beside it, the same one everywhere", () => {
    const found = actions();
    expect(found.size).toBeGreaterThan(3);
    for (const [action, versions] of found) {
      expect([action, versions.size]).toEqual([action, 1]);
      expect([...versions][0]).toMatch(/^@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it("are listed in the guide with the same digests", () => {
    const guide = text("docs", "guides", "ci.md");
    for (const [action, versions] of actions()) {
      const [, digest, version] = /^@([0-9a-f]{40}) # (v\S+)$/.exec([...versions][0] ?? "") ?? [];
      expect(guide).toContain(`| \`${action}\` | ${version} | \`${digest}\` |`);
    }
  });
});

describe.each(ALL)("%s", (file, workflow) => {
  it("may nothing by itself, and no job more than read", () => {
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values(workflow.jobs)) expect(job.permissions).toEqual({ contents: "read" });
  });

  it("leaves no token in a checkout, and ends every job in time", () => {
    const checkouts = stepsOf(workflow).filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    for (const { with: given } of checkouts) expect(given).toMatchObject({ "persist-credentials": false });
    for (const job of Object.values(workflow.jobs)) expect(job["timeout-minutes"]).toBeGreaterThan(0);
  });

  it("writes nothing of an event into a script", () => {
    for (const { run } of stepsOf(workflow)) expect(run ?? "").not.toContain("${{");
  });

  it("never gives a stranger's change a secret", () => {
    expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
    if ("pull_request" in workflow.on) expect(text(".github", "workflows", file)).not.toMatch(/secrets[.:]|id-token/);
  });

  it("asks for what the command line has", () => {
    const lines = stepsOf(workflow).flatMap(({ run = "" }) => run.match(/"\$WATCHBILL" .*/g) ?? []);
    for (const line of lines) {
      const [, name] = line.split(" ");
      const command = COMMANDS.find((one) => one.name === name);
      expect([line, command?.name]).toEqual([line, name]);
      const known = command?.options.map(({ flags }) => flags.split(" ")[0]);
      for (const [flag] of line.matchAll(/--[a-z-]+/g)) expect(known).toContain(flag);
    }
  });
});

it("deploys main alone, one run of an environment at a time, each with its own approval", () => {
  const { jobs } = readWorkflow("deploy.yml");
  for (const { environment, concurrency, if: when, strategy } of Object.values(jobs)) {
    expect(environment).toMatch(/^(prod|\$\{\{ matrix\.environment \}\}(-preview)?)$/);
    expect(concurrency).toMatchObject({ group: expect.stringMatching(/^watchbill-/), "cancel-in-progress": false });
    expect(when).toContain("github.ref == 'refs/heads/main'");
    expect(strategy === undefined || environment !== "prod").toBe(true);
  }
  expect(Object.keys(jobs)).toEqual(["preview", "owner", "others"]);
});

it("judges a pull request by the base branch's tool and policies, and by main's alone", () => {
  const { jobs, on } = readWorkflow("pull-request.yml");
  // Without `edited`, one that was green against another branch stays so when its base is changed to main.
  expect(on).toEqual({
    pull_request: { branches: ["main"], types: ["opened", "synchronize", "reopened", "edited"] },
  });
  const { env, steps = [] } = jobs.review ?? {};
  expect(env).toMatchObject({
    WATCHBILL: "${{ github.workspace }}/base/watchbill",
    WATCHBILL_POLICIES_FROM: "${{ github.workspace }}/base/catalog",
  });
  expect(steps).toContainEqual(
    expect.objectContaining({
      with: { ref: "${{ github.event.pull_request.base.sha }}", path: "base", "persist-credentials": false },
    }),
  );
});

it("runs no code of a pull request before its preview", () => {
  const { steps = [] } = readWorkflow("pull-request.yml").jobs.review ?? {};
  const last = steps.findIndex(({ name }) => name.startsWith("Preview the change"));
  const running = steps.slice(0, last).filter(({ run = "" }) => /"\$WATCHBILL" (?!check)|npm /.test(run));
  expect(running.length).toBe(2);
  for (const step of running) expect(step["working-directory"]).toBe("base");
});

it("hands the audit what a deployment left, whether it ended well or not", () => {
  for (const name of ["owner", "others"]) {
    const { steps = [] } = readWorkflow("deploy.yml").jobs[name] ?? {};
    const when = steps.find((step) => step.name === "Hand it to the audit")?.if;
    expect(when).toBe("${{ !cancelled() && steps.record.outputs.state == 'true' }}");
    expect(steps.find(({ id }) => id === "record")?.if).toBe("${{ !cancelled() }}");
  }
});
