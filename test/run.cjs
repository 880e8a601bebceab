/**
 * What `npm test` and `npm run check` run, on a fresh clone too: installs the dependencies if they are missing, then the static
 * checks (`--static`) or the tests (`--crash` for the kill -9 ones), and closes with one line of counts.
 */
"use strict";

const { spawnSync } = require("node:child_process");
const { existsSync, mkdtempSync, readFileSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { dirname, join } = require("node:path");

const ROOT = dirname(__dirname);

function run(command, args) {
  const { status, signal } = spawnSync(command, args, { cwd: ROOT, stdio: "inherit" });
  if (signal) process.exit(130);
  return status ?? 1;
}

function bin(name) {
  return join(ROOT, "node_modules", ".bin", name);
}

function installIfMissing() {
  if (existsSync(join(ROOT, "node_modules", ".package-lock.json"))) return;
  console.log("installing dependencies (once)");
  const status = run("npm", ["ci", "--ignore-scripts"]);
  if (status !== 0) process.exit(status);
}

const STATIC = [
  ["types", "tsc", ["-p", "."]],
  ["lint and format", "biome", ["check", "--error-on-warnings", "."]],
  ["dead code", "knip", []],
];

function staticChecks() {
  let worst = 0;
  for (const [title, command, args] of STATIC) {
    console.log(`check: ${title}`);
    worst = Math.max(worst, run(bin(command), args));
  }
  return worst;
}

function tests(projects, args) {
  // A part of the tests, named on the command line, may not need it.
  if (args.length === 0) run(process.execPath, [join(ROOT, "bin", "run.cjs"), "test/ensure-engine"]);
  const folder = mkdtempSync(join(tmpdir(), "watchbill-tests-"));
  const report = join(folder, "report.json");
  const status = run(bin("vitest"), [
    "run",
    ...projects.flatMap((name) => ["--project", name]),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...args,
  ]);
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : undefined;
  rmSync(folder, { recursive: true, force: true });
  if (!counts) return status || 1;
  const skipped = counts.numPendingTests + counts.numTodoTests;
  console.log(`tests: ${counts.numPassedTests} passed, ${counts.numFailedTests} failed, ${skipped} skipped`);
  return status;
}

installIfMissing();
const argv = process.argv.slice(2);
if (argv[0] === "--static") process.exitCode = staticChecks();
else if (argv[0] === "--crash") process.exitCode = tests(["crash"], argv.slice(1));
else process.exitCode = tests(["pure", "unit", "e2e"], argv);
