#!/usr/bin/env node
/** Starts an entry as a process: `node bin/run.cjs sandbox/main --dir …` calls the entry's `main(argv)`. */
"use strict";

const [entry, ...argv] = process.argv.slice(2);
Promise.resolve(require("./load.cjs").load(entry).main(argv)).then(
  (code) => {
    if (typeof code === "number") process.exitCode = code;
  },
  (error) => {
    console.error(error);
    process.exitCode = 70;
  },
);
