/**
 * The peer of the linter: `promtool check rules`, built once from Prometheus' own module at a fixed version, checksums and all.
 * Undefined where it cannot be built (no Go, no network): the caller says so.
 */

import { execFile } from "node:child_process";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageRoot } from "../../bin/package-root";

const VERSION = "v0.315.0";

const run = promisify(execFile);

/** The path of the program; the first time takes some minutes. */
export async function findPromtool(say: (text: string) => void): Promise<string | undefined> {
  const folder = join(packageRoot(), ".watchbill", "cache", `promtool-${VERSION}`);
  const file = join(folder, "promtool");
  if (existsSync(file)) return file;
  say(`building promtool ${VERSION}, once; this takes some minutes`);
  const building = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    // The module replaces others, so Go builds it only as the main module: in its own folder, without its workspace.
    const { stdout } = await run("go", ["mod", "download", "-json", `github.com/prometheus/prometheus@${VERSION}`]);
    const { Dir } = JSON.parse(stdout) as { Dir: string };
    const env = { ...process.env, GOWORK: "off" };
    await run("go", ["build", "-C", Dir, "-o", building, "./cmd/promtool"], { env, maxBuffer: 2 ** 26 });
    renameSync(building, file);
    return file;
  } catch (error) {
    say(`promtool cannot be built here: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
    return undefined;
  }
}
