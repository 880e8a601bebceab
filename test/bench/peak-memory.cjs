/**
 * Put before a Pulumi program, or the command line itself, with NODE_OPTIONS: when its process ends, its peak memory (KiB) is
 * written to the file that WATCHBILL_BENCH_MEMORY names. Other Node processes that inherit the option write nothing.
 */
"use strict";

const { writeFileSync } = require("node:fs");

const file = process.env.WATCHBILL_BENCH_MEMORY;
const program = /[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/]run([\\/]|$)|[\\/]bin[\\/]watchbill\.cjs$/.test(
  process.argv[1] ?? "",
);
if (file && program) process.on("exit", () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
