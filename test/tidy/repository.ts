/** The repository's own files, as the tidy tests see them: everything but what is installed, built or cached. */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

export const ROOT = join(__dirname, "..", "..");

const NOT_OURS = new Set([".git", ".watchbill", "node_modules", "dist", "coverage", "package-lock.json"]);

/** Paths relative to the root, with forward slashes, sorted. */
export const FILES: readonly string[] = below("");

function below(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.has(name) && !name.endsWith(".tgz"))
    .flatMap((item) => {
      const path = posix.join(folder, item.name);
      return item.isDirectory() ? below(path) : [path];
    })
    .sort();
}

export function read(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}

export function lines(file: string): number {
  return read(file).split("\n").length - 1;
}

export function isCode(file: string): boolean {
  return /\.(ts|cjs|mjs)$/.test(file);
}

/** Code of the product: neither tests nor what `init` copies. */
export const SOURCES = FILES.filter(
  (file) => isCode(file) && file.includes("/") && !/^(test|examples|cli\/template)\//.test(file),
);

export interface Import {
  /** The file that imports. */
  file: string;
  /** As written. */
  specifier: string;
  /** Of an import of our own: its path from the root, without extension. */
  path: string | undefined;
}

/** Every static, dynamic and required import of a file. */
export function importsOf(file: string): Import[] {
  const text = read(file).replace(/^\s*(\/\/|\*|\/\*).*$/gm, "");
  const found = text.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\(\s*|\brequire\(\s*)"([^"\n]+)"/g);
  return [...found].map(([, specifier = ""]) => ({
    file,
    specifier,
    path: specifier.startsWith(".") ? posix.join(dirname(file), specifier) : undefined,
  }));
}

export function topFolder(path: string): string {
  return path.split("/")[0] ?? "";
}
