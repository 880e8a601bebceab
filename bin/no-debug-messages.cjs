/**
 * Drops the SDK's debug messages. They repeat each resource's outputs in clear, secrets too, and although no one is shown them
 * they stand in `pulumi up --json` and `--event-log`; sending them costs several calls per resource. Loaded at the top of a program.
 */
"use strict";

require("@pulumi/pulumi/log").debug = () => Promise.resolve();
