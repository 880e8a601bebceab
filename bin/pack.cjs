/** Runs at pack time: builds `dist/`, the bundles and types of an installed package, from the sources of this moment. */
"use strict";

const { execFileSync } = require("node:child_process");
const { rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { ENTRIES, options, ROOT } = require("./load.cjs");

rmSync(join(ROOT, "dist"), { recursive: true, force: true });
for (const entry of ENTRIES)
  require("esbuild").buildSync({ ...options(entry, join(ROOT, "dist", `${entry}.cjs`)), sourcemap: false });

execFileSync(
  process.execPath,
  [
    require.resolve("typescript/bin/tsc"),
    ...["-p", "tsconfig.json", "--noEmit", "false", "--emitDeclarationOnly", "--declaration"],
    ...["--incremental", "false", "--tsBuildInfoFile", "null", "--outDir", "dist/types", "--rootDir", "."],
  ],
  { cwd: ROOT, stdio: "inherit" },
);
for (const folder of ["test", "examples", "vitest.config.d.ts"])
  rmSync(join(ROOT, "dist", "types", folder), { recursive: true, force: true });
writeFileSync(join(ROOT, "dist", "README.txt"), "Built at pack time from the sources; see bin/pack.cjs.\n");
