#!/usr/bin/env node
/** The `watchbill` command. */
"use strict";

// Parse trees that live for a moment would be put among what lives long: over 50,000 monitors that doubles the memory.
require("node:v8").setFlagsFromString("--no-allocation-site-pretenuring");
process.argv.splice(2, 0, "cli/main");
require("./run.cjs");
