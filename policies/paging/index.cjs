/** What Pulumi runs (`main` in package.json): the pack from the sources, bundled once per content. */
"use strict";

require("../../bin/short-stacks.cjs");
const { leaveCode, load } = require("../../bin/load.cjs");

load("policies/main").servePack("paging", __dirname, leaveCode);
