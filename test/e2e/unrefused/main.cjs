/** What Pulumi runs in these tests. */
"use strict";

require("../../../bin/short-stacks.cjs");

module.exports = require("../../../bin/load.cjs").load("test/e2e/unrefused/program").program;
