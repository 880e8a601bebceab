/** `watchbill init`: a small commented catalog of one team and one service, with its Pulumi files, ready to check and deploy. */

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { packageRoot } from "../../bin/package-root";
import { safeLine } from "../../diagnostics/index";
import { type Command, EXIT, UsageError } from "../command";
import { version } from "../version";

/** What is in the folder already and stays: npm's file gets one more line, the user's .gitignore none. */
const KEPT = new Set(["package.json", "gitignore"]);

export const init: Command = {
  name: "init",
  summary: "write a small, commented catalog with its Pulumi files into a new folder",
  arguments: [{ syntax: "<dir>", description: "the folder; it must be new, empty, or hold only what npm put there" }],
  options: [],
  examples: ["watchbill init monitoring", "watchbill init ."],
  async run([dir], _options, io) {
    const target = resolve(io.cwd, String(dir));
    const template = join(packageRoot(), "cli", "template");
    const files = filesBelow(template).map(renamed);
    const before = new Set(files.filter((file) => existsSync(join(target, file))));
    const there = readdirSync(template).filter((entry) => !KEPT.has(entry) && existsSync(join(target, entry)));
    if (there.length > 0)
      throw new UsageError(`nothing was written: ${shown(target, io.cwd)} already holds\n  ${there.join("\n  ")}`);
    writeWhole(template, target);
    const name = shown(target, io.cwd);
    io.out(`written to ${name}:`);
    for (const file of files) if (!before.has(file)) io.out(`  ${file}`);
    if (before.has("package.json")) io.out("kept, with watchbill among its dependencies:\n  package.json");
    if (before.has(".gitignore")) io.out("kept as it was; it should have node_modules/ and .watchbill/:\n  .gitignore");
    io.out(
      [
        "",
        "Try next:",
        ...(name === "." ? [] : [`  cd ${safeLine(name)}`]),
        ...(existsSync(join(target, "node_modules", "watchbill")) ? [] : ["  npm install --ignore-scripts"]),
        "  npx watchbill check",
        "  npx watchbill up --sandbox",
      ].join("\n"),
    );
    return EXIT.ok;
  },
};

/** Everything is made beside the target first, then moved: an interruption leaves nothing half-written. */
function writeWhole(template: string, target: string): void {
  const made = `${target}.watchbill-init-${process.pid}`;
  try {
    cpSync(template, made, { recursive: true });
    renameSync(join(made, "gitignore"), join(made, ".gitignore"));
    addToPackageJson(join(made, "package.json"), join(target, "package.json"), basename(target));
    mkdirSync(dirname(target), { recursive: true });
    if (!existsSync(target)) {
      renameSync(made, target);
      return;
    }
    for (const entry of readdirSync(made)) {
      if (entry === ".gitignore" && existsSync(join(target, entry))) continue;
      renameSync(join(made, entry), join(target, entry));
    }
  } catch (error) {
    // Nobody knows the name it is made under.
    const refused = error as { path?: string; dest?: string };
    if ([refused.path, refused.dest].some((path) => path?.startsWith(made))) {
      refused.path = target;
      delete refused.dest;
    }
    throw error;
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** Keeps a package.json that is there (npm made it when it installed Watchbill). */
function addToPackageJson(made: string, there: string, folder: string): void {
  const manifest = JSON.parse(readFileSync(existsSync(there) ? there : made, "utf8"));
  if (!existsSync(there)) manifest.name = folder.toLowerCase().replace(/[^a-z0-9-]+/g, "-") || "monitoring";
  manifest.dependencies ??= {};
  if (!manifest.dependencies.watchbill || manifest.dependencies.watchbill === "*")
    manifest.dependencies.watchbill = `^${version()}`;
  writeFileSync(made, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** npm leaves `.gitignore` out of packages, so the template's has another name. */
function renamed(file: string): string {
  return file === "gitignore" ? ".gitignore" : file;
}

function filesBelow(folder: string, below = folder): string[] {
  return readdirSync(below, { withFileTypes: true })
    .flatMap((item) =>
      item.isDirectory() ? filesBelow(folder, join(below, item.name)) : [relative(folder, join(below, item.name))],
    )
    .sort();
}

function shown(path: string, cwd: string): string {
  return relative(cwd, path) || ".";
}
