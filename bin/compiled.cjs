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

/** What is left when `leaveCode` is called. */
const waiting = new Set();

/** `keep`: whether this run is to leave its code for the next, where none is kept: at its end, or when `"asked"` to. */
function requireCompiled(file, keep) {
  const source = readFileSync(file);
  const kept = keptCode(`${file}.v8`, source);
  const script = new vm.Script(Module.wrap(source.toString("utf8")), { filename: file, cachedData: kept });
  const made = new Module(file, module);
  made.filename = file;
  made.paths = Module._nodeModulePaths(dirname(file));
  script.runInThisContext().call(made.exports, made.exports, Module.createRequire(file), made, file, dirname(file));
  made.loaded = true;
  if (keep && (!kept || script.cachedDataRejected)) {
    const leave = () => write(`${file}.v8`, source, script);
    if (keep === "asked") waiting.add(leave);
    else process.once("exit", leave);
  }
  return made.exports;
}

/** For a process that is killed when it is no longer needed, once it has done what it is started for. */
function leaveCode() {
  for (const leave of waiting) leave();
  waiting.clear();
}

/** V8 compares no more than the length of the text, and runs a damaged code into the ground: both are compared here. */
function keptCode(file, source) {
  try {
    const kept = readFileSync(file);
    const code = kept.subarray(STAMP);
    return kept.subarray(0, STAMP).equals(stampOf(source, code)) ? code : undefined;
  } catch {
    return undefined;
  }
}

const STAMP = 20;

function stampOf(source, code) {
  return createHash("sha1").update(source).update(code).digest();
}

/** At the end of the run, when the functions it needed are compiled. The folder of an installed package may be read-only. */
function write(file, source, script) {
  const beside = `${file}.${process.pid}`;
  try {
    const code = script.createCachedData();
    writeFileSync(beside, Buffer.concat([stampOf(source, code), code]));
    renameSync(beside, file);
  } catch {
    rmSync(beside, { force: true });
  }
}

module.exports = { leaveCode, requireCompiled };
