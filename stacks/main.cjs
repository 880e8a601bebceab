/** What Pulumi runs (`main` in Pulumi.yaml): the program from the sources, bundled once per content. */
"use strict";

require("../bin/short-stacks.cjs");

module.exports = require("../bin/load.cjs").load("stacks/main").program;
