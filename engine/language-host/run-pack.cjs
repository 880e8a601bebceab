/**
 * Starts a policy pack that is plain JavaScript. The SDK's own starter always loads ts-node and TypeScript first, a quarter
 * of a second, also for packs with `typescript: false`. Arguments: the SDK's script, the engine's address, the pack.
 */
"use strict";

const { dirname, join } = require("node:path");

const [script, , program] = process.argv.slice(2);
let failed = false;
let running = false;
process.on("exit", (code) => {
  if (failed && code === 0) process.exitCode = 1;
});
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);

/** Once the pack runs the SDK's own handlers show the error. */
function fail(error) {
  failed = true;
  if (!running) console.error(error instanceof Error ? error.stack : String(error));
}

const { run } = require(join(dirname(script), "run.js"));
run({
  argv: { _: [program] },
  typeScript: false,
  programStarted() {
    running = true;
  },
  reportLoggedError() {
    failed = true;
  },
});
