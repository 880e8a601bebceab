/** Loaded into a measured process: writes what it has used of processors and memory into the file of WATCHBILL_BENCH_USED at its end. */
"use strict";

const { writeFileSync } = require("node:fs");

process.once("exit", () => {
  const { maxRSS, systemCPUTime, userCPUTime } = process.resourceUsage();
  const used = { cpu: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
  writeFileSync(process.env.WATCHBILL_BENCH_USED, JSON.stringify(used));
});
