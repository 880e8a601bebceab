#!/usr/bin/env node
/**
 * Writes one policy pack as a folder that needs nothing of Watchbill around it, for `pulumi policy publish` or for another repository:
 * `node bin/policy-pack.cjs tagging <folder>`. What it judges by stands in it, bundled; the catalog it finds beside Pulumi.yaml.
 */
"use strict";

const { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } = require("node:fs");
const { join, resolve } = require("node:path");
const { fileOf, ROOT } = require("./load.cjs");

const PACKS = join(ROOT, "policies");

function packNames() {
  return readdirSync(PACKS).filter((name) => existsSync(join(PACKS, name, "PulumiPolicy.yaml")));
}

function writePack(name, folder) {
  const { dependencies, version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const own = JSON.parse(readFileSync(join(PACKS, name, "package.json"), "utf8"));
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(PACKS, name, "PulumiPolicy.yaml"), join(folder, "PulumiPolicy.yaml"));
  copyFileSync(join(ROOT, "bin", "short-stacks.cjs"), join(folder, "short-stacks.cjs"));
  // Its map stays here.
  const bundle = readFileSync(fileOf("policies/main"), "utf8").replace(/^\/\/# sourceMappingURL=.*$/m, "");
  writeFileSync(join(folder, "packs.cjs"), bundle);
  writeFileSync(
    join(folder, "index.cjs"),
    `"use strict";\n\nrequire("./short-stacks.cjs");\nrequire("./packs.cjs").servePack(${JSON.stringify(name)}, __dirname);\n`,
  );
  // Pulumi's Node host starts a pack by a script of this package.
  const made = { ...own, version, dependencies: { "@pulumi/pulumi": dependencies["@pulumi/pulumi"] } };
  // Refuses to publish the folder of the sources.
  delete made.scripts;
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(made, null, 2)}\n`);
}

const [name, folder] = process.argv.slice(2);
const names = packNames();
if (!names.includes(name) || folder === undefined) {
  console.error(`usage: node bin/policy-pack.cjs <${names.join("|")}> <folder>`);
  process.exitCode = 2;
} else if (existsSync(folder) && readdirSync(folder).length > 0) {
  console.error(`${folder} is not empty: name a folder that is, or that is not there yet`);
  process.exitCode = 2;
} else {
  writePack(name, resolve(folder));
  console.log(
    `the pack ${name} is in ${folder}. In it: npm install, then pulumi policy publish <organisation>; elsewhere: pulumi preview --policy-pack ${folder}`,
  );
}
