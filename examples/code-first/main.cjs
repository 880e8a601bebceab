/** Runs the TypeScript beside it. A project of your own needs no such file: Pulumi runs its index.ts, or what you compile it to. */
"use strict";

module.exports = require("../../bin/load.cjs").load("examples/code-first/index");
