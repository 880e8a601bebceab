/** What Pulumi runs (`main` in Pulumi.yaml): the program from the sources, bundled once per content. */
"use strict";

require("../bin/short-stacks.cjs");
require("../bin/no-debug-messages.cjs");

module.exports = require("../bin/load.cjs").load("stacks/main").program;
