/**
 * Runs the TypeScript sources without a build step and never runs stale code: an entry is bundled once per content of
 * the sources, keyed by their hash. An installed package has no sources; there `dist/` holds the same bundles.
 * Must stay plain JavaScript and load nothing heavy when the bundle exists.
 */
"use strict";

const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } = require("node:fs");
const { dirname, join, relative } = require("node:path");

const ROOT = dirname(__dirname);
const SOURCES = [
  "bin",
  "cli",
  "components",
  "diagnostics",
  "engine",
  "model",
  "policies",
  "query",
  "review",
  "sandbox",
  "stacks",
  "vendors",
];
/** What is started or required from outside; each becomes a bundle of its own. */
const ENTRIES = [
  "cli/main",
  "components/index",
  "engine/language-host/main",
  "policies/main",
  "query/index",
  "sandbox/main",
  "stacks/main",
];
const EXTERNAL = ["@pulumi/*", "@pulumiverse/*", "@grpc/*", "google-protobuf", "libsql", "esbuild"];
/** Run with the code compiled the run before: started often, and over in a second. */
const COMPILED = new Set(["cli/main", "policies/main", "stacks/main"]);
/** Travels by itself, to where no package is installed. */
const STANDALONE = new Set(["policies/main"]);

/** Loads the entry `cli/main` and the like, and returns its exports. */
function load(entry) {
  const file = fileOf(entry);
  if (!COMPILED.has(entry)) return require(file);
  return require("./compiled.cjs").requireCompiled(file, keeps(entry));
}

/** The commands that use most of the code leave it compiled for all; the program always uses the same; the engine kills a pack. */
function keeps(entry) {
  if (entry === "policies/main") return "asked";
  return entry === "stacks/main" || process.argv.includes("check") || process.argv.includes("lint");
}

/** Leaves the code of a pack for the next run. */
function leaveCode() {
  require("./compiled.cjs").leaveCode();
}

/** The file of an entry's bundle, made when there is none of these sources. */
function fileOf(entry) {
  const built = join(ROOT, "dist", `${entry}.cjs`);
  return !existsSync(join(ROOT, "tsconfig.json")) && existsSync(built) ? built : bundle(entry);
}

function bundle(entry) {
  const cache = join(ROOT, ".watchbill", "cache");
  const name = entry.replaceAll("/", "-");
  const file = join(cache, `${name}-${sourcesHash(entry)}.cjs`);
  if (existsSync(file)) return file;
  mkdirSync(cache, { recursive: true });
  const building = `${file}.${process.pid}`;
  require("esbuild").buildSync(options(entry, building));
  renameSync(`${building}.map`, `${file}.map`);
  renameSync(building, file);
  removeOld(cache, name, file);
  return file;
}

/** The esbuild options of every bundle, here and at pack time. */
function options(entry, outfile) {
  return {
    absWorkingDir: ROOT,
    entryPoints: [`${entry}.ts`],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: STANDALONE.has(entry) ? [] : EXTERNAL,
    // Its other build hides its parts from a bundler.
    alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
    sourcemap: "linked",
    legalComments: "none",
    logLevel: "warning",
  };
}

/** Of the product's sources, and of the entry's own folder where that is not among them. */
function sourcesHash(entry) {
  const hash = createHash("sha256");
  for (const file of [...new Set([...SOURCES, dirname(entry)])].flatMap((folder) => sourcesOf(join(ROOT, folder))))
    hash.update(relative(ROOT, file)).update("\0").update(readFileSync(file)).update("\0");
  // What is bundled with the sources, and how.
  for (const file of [join(ROOT, "package-lock.json"), __filename])
    if (existsSync(file)) hash.update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

function sourcesOf(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((item) => {
      const path = join(folder, item.name);
      if (item.isDirectory()) return item.name === "node_modules" ? [] : sourcesOf(path);
      return item.name.endsWith(".ts") || item.name.endsWith(".json") ? [path] : [];
    });
}

/** Keeps the newest few bundles of an entry; a running process may still hold the one before. */
function removeOld(cache, name, current) {
  const others = readdirSync(cache)
    .filter((file) => file.startsWith(`${name}-`) && file.endsWith(".cjs") && join(cache, file) !== current)
    .map((file) => ({ file, time: statSync(join(cache, file)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { file } of others.slice(4)) {
    rmSync(join(cache, file), { force: true });
    for (const more of ["map", "v8"]) rmSync(join(cache, `${file}.${more}`), { force: true });
  }
}

module.exports = { COMPILED, ENTRIES, fileOf, leaveCode, load, options, ROOT, STANDALONE };
