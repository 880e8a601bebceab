#!/usr/bin/env node
/** The `watchbill` command. */
"use strict";

require("./short-lived.cjs");
process.argv.splice(2, 0, "cli/main");
require("./run.cjs");
