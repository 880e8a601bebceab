/**
 * Runs at pack time: builds `dist/`, the bundles of an installed package, the types of what it exports and the licences of what
 * is bundled, from the sources of this moment. Types are emitted, not checked: `npm run check` has done that.
 */
"use strict";

const { execFileSync } = require("node:child_process");
const { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { dirname, join, posix, relative, resolve } = require("node:path");
const { ENTRIES, options, ROOT, STANDALONE } = require("./load.cjs");

const DIST = join(ROOT, "dist");

/** What others import; the types of everything below are emitted. */
const EXPORTED = ["components/index", "query/index"];
/** The entries that are almost the same code: one bundle, of which each runs what it needs. */
const TOGETHER = ["components/index", "stacks/main"];
const TOGETHER_FILE = "program.cjs";

/** Names stay: stack traces and the classes' own names are read by people. */
const SMALL = { sourcemap: false, minifySyntax: true, minifyWhitespace: true, metafile: true };

function buildBundles() {
  const inputs = new Set(buildTogether());
  for (const entry of ENTRIES.filter((name) => !TOGETHER.includes(name))) {
    const outfile = join(DIST, `${entry}.cjs`);
    // What travels alone holds the model again, and is made smaller.
    for (const input of build({ ...options(entry, outfile), minifyIdentifiers: STANDALONE.has(entry) }))
      inputs.add(input);
  }
  return [...inputs];
}

/** Returns the files that went into it. */
function build(how) {
  return Object.keys(require("esbuild").buildSync({ ...how, ...SMALL }).metafile.inputs);
}

function buildTogether() {
  const { entryPoints: _, ...how } = options(TOGETHER[0], join(DIST, TOGETHER_FILE));
  const contents = TOGETHER.map((entry) => `exports["${entry}"] = () => require("./${entry}");\n`).join("");
  for (const entry of TOGETHER) {
    const file = join(DIST, `${entry}.cjs`);
    const shared = posix.relative(posix.dirname(entry), TOGETHER_FILE);
    mkdirSync(dirname(file), { recursive: true });
    // The last line is never run: by it `import` finds the names.
    const names = namesOf(entry).join(", ");
    const own = `module.exports = require("${shared}")["${entry}"]();\n0 && (module.exports = { ${names} });\n`;
    writeFileSync(file, `"use strict";\n\n${own}`);
  }
  return build({ ...how, stdin: { contents, resolveDir: ROOT } }).filter((input) => input !== "<stdin>");
}

function namesOf(entry) {
  const how = { ...options(entry, "names.mjs"), format: "esm", sourcemap: false, write: false, metafile: true };
  return Object.values(require("esbuild").buildSync(how).metafile.outputs).flatMap((output) => output.exports);
}

function emitTypes() {
  const out = join(DIST, "types");
  const project = mkdtempSync(join(tmpdir(), "watchbill-types-"));
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({
      extends: join(ROOT, "tsconfig.json"),
      files: EXPORTED.map((entry) => join(ROOT, `${entry}.ts`)),
      include: [],
      compilerOptions: {
        ...{ noEmit: false, emitDeclarationOnly: true, declaration: true, noCheck: true },
        ...{ incremental: false, tsBuildInfoFile: null },
        ...{ rootDir: ROOT, outDir: out, typeRoots: [join(ROOT, "node_modules", "@types")] },
      },
    }),
  );
  execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", project], { stdio: "inherit" });
  rmSync(project, { recursive: true, force: true });
  keepReachable(out);
}

/** The compiler emits a file for each it has read; an exported type may need far fewer. */
function keepReachable(out) {
  const kept = new Set();
  const open = EXPORTED.map((entry) => join(out, `${entry}.d.ts`));
  for (const file of open) {
    if (kept.has(file)) continue;
    kept.add(file);
    for (const [, from] of readFileSync(file, "utf8").matchAll(/(?:from |import\()"(\.[^"]+)"/g))
      open.push(declarationOf(resolve(dirname(file), from)));
  }
  for (const file of readdirSync(out, { recursive: true }).map((name) => join(out, name)))
    if (file.endsWith(".d.ts") && !kept.has(file)) rmSync(file);
}

/** The compiler itself writes a folder where a source names the folder's index. */
function declarationOf(path) {
  const file = `${path}.d.ts`;
  return existsSync(file) ? file : join(path, "index.d.ts");
}

/** The licence of each package that is inside a bundle, as most of them ask for. */
function writeLicences(inputs) {
  const folders = new Set(inputs.map((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]));
  folders.delete(undefined);
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8"));
    const file = readdirSync(join(ROOT, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(join(ROOT, folder, file), "utf8").trim() : "(the package holds no licence text)";
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  const head = "Packages that are parts of the bundles in this folder, and their licences.\n";
  writeFileSync(join(DIST, "THIRD-PARTY.txt"), [head, ...texts].join(`\n${"-".repeat(80)}\n\n`));
}

/** A path of the machine that packs must not travel. */
function refusePathsOfThisMachine() {
  for (const name of readdirSync(DIST, { recursive: true })) {
    const file = join(DIST, name);
    if (!/\.(cjs|ts|txt)$/.test(name) || !existsSync(file)) continue;
    if (readFileSync(file, "utf8").includes(ROOT)) throw new Error(`${relative(ROOT, file)} holds the path ${ROOT}`);
  }
}

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
const inputs = buildBundles();
emitTypes();
writeLicences(inputs);
refusePathsOfThisMachine();
