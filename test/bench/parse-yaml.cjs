/** The peer of the bench of `check`: reads every file below a folder, and has the `yaml` package parse each. */
"use strict";

const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { parseDocument } = require("yaml");

function parseBelow(folder) {
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name);
    if (item.isDirectory()) parseBelow(path);
    else if (parseDocument(readFileSync(path, "utf8")).errors.length > 0) throw new Error(`${path} is no YAML`);
  }
}

parseBelow(process.argv[2]);
