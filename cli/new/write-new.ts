/** Writes the files of something new: only where nothing stands, all of them or none, and nothing that `check` would refuse. */

import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { hasErrors } from "../../diagnostics/index";
import { type Catalog, checkFiles } from "../../model/index";
import { EXIT, UsageError } from "../command";
import { show } from "../findings";
import type { Io } from "../io";
import { writeWhole } from "../write-whole";

export interface NewFile {
  /** Absolute. */
  path: string;
  text: string;
}

/** Checks what is to be written together with the catalog, then writes or shows it; the exit code. */
export function writeNew(files: readonly NewFile[], catalog: Catalog, { dry, io }: { dry: boolean; io: Io }): number {
  for (const { path } of files)
    if (existsSync(path)) throw new UsageError(`nothing was written: ${shown(path, io)} is there already`);
  const texts = new Map(files.map(({ path, text }) => [shown(path, io), text]));
  const problems = problemsIn(texts, catalog, io);
  if (hasErrors(problems)) {
    show(problems, "text", { ...io, out: io.err }, { text: (file: string) => texts.get(file) });
    io.err("Nothing was written: the catalog has to have what these lines name.");
    return EXIT.findings;
  }
  if (dry) {
    io.out([...texts].map(([name, text]) => `# ${name}\n${text}`).join("\n"));
    return EXIT.ok;
  }
  writeAll(files);
  io.out(["written:", ...[...texts.keys()].map((name) => `  ${name}`)].join("\n"));
  return EXIT.ok;
}

/** What `check` says of the new files, in the catalog as it is. */
function problemsIn(texts: ReadonlyMap<string, string>, catalog: Catalog, io: Io) {
  const there = catalog.files.map((file) => ({ file, bytes: readFileSync(resolve(io.cwd, file)) }));
  const added = [...texts].map(([file, text]) => ({ file, bytes: Buffer.from(text) }));
  return checkFiles([...there, ...added]).diagnostics.filter(({ file }) => file !== undefined && texts.has(file));
}

function writeAll(files: readonly NewFile[]): void {
  const written: string[] = [];
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(path), { recursive: true });
      writeWhole(path, text);
      written.push(path);
    }
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    throw error;
  }
}

/** The line that tells editors the schema, as other files of the catalog say it; none where none says it. */
export function schemaLine(path: string, catalog: Catalog, io: Io): string {
  for (const file of catalog.files) {
    const there = resolve(io.cwd, file);
    const schema = /^# yaml-language-server: \$schema=(\S+)$/m.exec(readFileSync(there, "utf8"))?.[1];
    if (schema === undefined) continue;
    const target = /^\w+:\/\//.test(schema) ? schema : relative(dirname(path), join(dirname(there), schema));
    return `# yaml-language-server: $schema=${target.split(sep).join("/")}\n`;
  }
  return "";
}

function shown(path: string, io: Io): string {
  return (relative(io.cwd, path) || ".").split(sep).join("/");
}
