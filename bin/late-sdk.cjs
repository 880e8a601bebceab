/**
 * Loads two parts of Pulumi's SDK only when something asks for them: TypeScript and npm's reader of dependency trees. The SDK loads
 * both at every start, 0.3 s of processor time, and uses them for functions that a program has uploaded. Loaded first (`--require=`);
 * changes nothing but when they are read.
 */
"use strict";

const Module = require("node:module");

/** The SDK's two, as its own files and its dependencies name them. */
const LATE = ["@pulumi/pulumi/typescript-shim.js", "@npmcli/arborist"];

function standIn(file) {
  let real;
  const load = () => {
    if (real === undefined) {
      // Ours makes way, so that the module is loaded as if nobody had asked before.
      if (require.cache[file] === late) delete require.cache[file];
      real = require(file);
    }
    return real;
  };
  const target = () => {};
  const late = new Module(file, null);
  late.filename = file;
  late.loaded = true;
  late.exports = new Proxy(target, {
    // Asked by what TypeScript compiles of `import * as`: then it takes the module as it is, in place of copying what is in it.
    get: (_, name) => (name === "__esModule" && real === undefined ? true : load()[name]),
    has: (_, name) => name in load(),
    apply: (_, self, args) => Reflect.apply(load(), self, args),
    construct: (_, args) => Reflect.construct(load(), args),
  });
  return late;
}

try {
  // The script that is run is the SDK's, and Node looks for a package from there upwards.
  let from = Module.createRequire(process.argv[1]);
  for (const name of LATE) {
    const file = from.resolve(name);
    require.cache[file] ??= standIn(file);
    // What the SDK needs may be inside its own folder.
    from = Module.createRequire(file);
  }
} catch {
  // Another SDK, or none: it loads what it loads.
}
