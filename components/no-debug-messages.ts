/**
 * Drops the SDK's debug messages in every program that uses a component. They repeat each resource's outputs in clear, secrets too,
 * and although no one is shown them they stand in `pulumi up --json` and `--event-log`; sending them costs several calls per
 * resource. Changes nothing else; a program's other messages are sent.
 */

import * as pulumi from "@pulumi/pulumi";

(pulumi.log as { debug: typeof pulumi.log.debug }).debug = () => Promise.resolve();
