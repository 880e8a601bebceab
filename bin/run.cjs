#!/usr/bin/env node
/** Starts an entry as a process: `node bin/run.cjs sandbox/main --dir …` calls the entry's `main(argv)`. */
"use strict";

const [entry, ...argv] = process.argv.slice(2);

/** Before any of our own code runs: the sources are bundled here, so packages and a folder to write to are needed. */
function loaded() {
  try {
    return require("./load.cjs").load(entry);
  } catch (error) {
    const { ROOT } = require("./load.cjs");
    if (error.code === "MODULE_NOT_FOUND")
      console.error(
        `watchbill: a package is missing (${firstLine(error)}).\nRun: npm ci --ignore-scripts   in ${ROOT}`,
      );
    else if (error.syscall && error.path)
      console.error(
        `watchbill: ${firstLine(error)}\nThe sources in ${ROOT} are bundled there once: it has to be writable.`,
      );
    else throw error;
    process.exit(2);
  }
}

function firstLine({ message }) {
  return message.split("\n")[0];
}

Promise.resolve(loaded().main(argv)).then(
  (code) => {
    if (typeof code === "number") process.exitCode = code;
  },
  (error) => {
    const short = entry === "cli/main" && !process.env.WATCHBILL_VERBOSE;
    console.error(short ? `watchbill: unexpected: ${error?.message ?? error}` : error);
    process.exitCode = 70;
  },
);
