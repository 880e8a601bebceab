/**
 * What `npm pack`, and so `pulumi policy publish`, runs first in `policies/<pack>`: these folders work beside their sources only, and
 * Pulumi Cloud would hand on a pack that cannot start. Ends in an error that says how to publish.
 */
"use strict";

const { basename } = require("node:path");

console.error(
  `policies/${basename(process.cwd())} works only where it is. Publish what this writes: node bin/policy-pack.cjs ${basename(process.cwd())} <folder>`,
);
process.exitCode = 1;
