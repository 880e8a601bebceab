/**
 * Runs a bundle with the code V8 compiled the run before, kept beside it: a fifth of the time of a short command. Node 22 has
 * this built in (`module.enableCompileCache`); Node 20 has not. Whatever goes wrong with the kept code, the bundle runs without it.
 * A bundle run so cannot load modules by `import()`; esbuild leaves none in it.
 */
"use strict";

const { createHash } = require("node:crypto");
const { readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname } = require("node:path");
const vm = require("node:vm");

/** `keep`: whether this run is to leave its code for the next, where none is kept. */
function requireCompiled(file, keep) {
  const source = readFileSync(file);
  // V8 compares no more than the length of the text.
  const stamp = createHash("sha1").update(source).digest();
  const kept = keptCode(`${file}.v8`, stamp);
  const script = new vm.Script(Module.wrap(source.toString("utf8")), { filename: file, cachedData: kept });
  const made = new Module(file, module);
  made.filename = file;
  made.paths = Module._nodeModulePaths(dirname(file));
  script.runInThisContext().call(made.exports, made.exports, Module.createRequire(file), made, file, dirname(file));
  made.loaded = true;
  if (keep && (!kept || script.cachedDataRejected)) process.once("exit", () => write(`${file}.v8`, stamp, script));
  return made.exports;
}

function keptCode(file, stamp) {
  try {
    const kept = readFileSync(file);
    return kept.subarray(0, stamp.length).equals(stamp) ? kept.subarray(stamp.length) : undefined;
  } catch {
    return undefined;
  }
}

/** At the end of the run, when the functions it needed are compiled. The folder of an installed package may be read-only. */
function write(file, stamp, script) {
  const beside = `${file}.${process.pid}`;
  try {
    writeFileSync(beside, Buffer.concat([stamp, script.createCachedData()]));
    renameSync(beside, file);
  } catch {
    rmSync(beside, { force: true });
  }
}

module.exports = { requireCompiled };
