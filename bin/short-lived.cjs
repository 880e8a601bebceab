/**
 * Settings of the engine for a command that lives for a second or two, made before any of its code is compiled. They change how long
 * it takes and nothing else: for 5,000 monitors a fifth of the time, for 50,000 nothing.
 */
"use strict";

const { readdirSync } = require("node:fs");
const { getPriority, setPriority } = require("node:os");
const { setFlagsFromString } = require("node:v8");

// Parse trees that live for a moment would be put among what lives long: over 50,000 monitors that doubles the memory.
setFlagsFromString("--no-allocation-site-pretenuring");
// Functions are compiled as they stand, with little of what they call inside: good code soon, in place of better code too late.
setFlagsFromString("--max-inlined-bytecode-size-cumulative=100");

/** The threads that compile and collect give way to the one that does the work; on two cores they take a part of its time. */
function preferMainThread() {
  if (process.platform !== "linux") return;
  const lower = Math.min(19, getPriority() + 5);
  for (const thread of readdirSync("/proc/self/task").map(Number))
    if (thread !== process.pid) setPriority(thread, lower);
}

try {
  preferMainThread();
} catch {
  // Not every container shows its threads or lets them change.
}
