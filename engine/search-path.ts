/** Looking for executables: on PATH, and beside another one. */

import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** Whether this is a file that can be run. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** All executables of this name on PATH, in order. */
export function allOnPath(name: string, path: string | undefined): string[] {
  const folders = (path ?? "").split(delimiter).filter((folder) => folder !== "");
  return [...new Set(folders)].map((folder) => join(folder, executableName(name))).filter(isExecutable);
}

/** An executable of this name in the folder where `file` really is. */
export function besideExecutable(file: string, name: string): string | undefined {
  try {
    const candidate = join(dirname(realpathSync(file)), executableName(name));
    return isExecutable(candidate) ? candidate : undefined;
  } catch {
    return undefined;
  }
}

function executableName(name: string): string {
  return process.platform === "win32" ? `${name}.exe` : name;
}
