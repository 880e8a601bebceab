/** What Pulumi runs (`main` in Pulumi.yaml): the program from the sources, bundled once per content. */
"use strict";

module.exports = require("../bin/load.cjs").load("stacks/main").program;
